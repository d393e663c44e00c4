package dev.interline.route;

import dev.interline.CallContext;
import dev.interline.Carrier;
import dev.interline.ChatResponse;
import dev.interline.Constraints;
import dev.interline.budget.Budget;
import dev.interline.error.Advice;
import dev.interline.error.ChatException;
import dev.interline.error.OverBudgetException;
import dev.interline.policy.Defaults;
import dev.interline.policy.Estimate;
import dev.interline.time.Time;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings of a router, one bundle so that copies of a router differ in what was set and in nothing else. Nobody
 * writes to a bundle but {@link #with}, before anybody else sees it.
 */
final class Rules {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);
    private static final Listener[] NOBODY = {};
    private static final Budget[] UNBOUNDED = {};

    /** What the route is called in logs. */
    String name = "chat";
    /** Whom it may ask, in order of preference. */
    List<Target> targets;
    /** In which order it does. */
    Strategy strategy = Strategy.inOrder();
    /** What a target must be to be asked. */
    Constraints constraints = Constraints.NONE;
    /** Over everything; null for the default. */
    @Nullable
    Duration deadline;
    /** The soft clock; null for the default of each target. */
    @Nullable
    Duration firstContent;
    /** The hard clock; null for the default of each target. */
    @Nullable
    Duration silence;
    /** The longest wait for a rate-limited target; null for the defaults. */
    @Nullable
    Duration maxRetryWait;
    /** The most requests on the wire for one call. */
    int mostAttempts = Defaults.MOST_ATTEMPTS;
    /** What happens when a stream breaks. */
    StreamRecovery recovery = StreamRecovery.FAIL;
    /** How long a conversation stays where it was answered last while nothing is said; zero when it does not. */
    Duration sticky = Defaults.STICKY;
    /** When the next target is asked before this one is late; null for never. */
    @Nullable
    Hedge hedge;
    /** How fast a stream must come; null for any speed. */
    @Nullable
    Throughput minThroughput;
    /** The share of calls that goes to a standby first, 0 to 1. */
    double exercise;
    /** Whether a content filter's verdict is taken elsewhere. */
    boolean failOverWhenBlocked;
    /** Why the caller does not want an answer; gives null for one that it takes. Null when it takes all. */
    @Nullable
    Function<ChatResponse, @Nullable String> rejecting;
    /** How much may be spent. */
    Budget[] budgets = UNBOUNDED;
    /** Who hears what happens. */
    Listener[] listeners = NOBODY;
    /** What runs the second thread of a race; null for a thread of its own. */
    @Nullable
    Executor executor;
    /** What is taken there from the caller's thread. */
    Carrier carrier = Carrier.mdc();
    /** The clock. */
    Time time = Time.system();

    private Rules(List<Target> targets) {
        this.targets = targets;
    }

    /**
     * Nothing set.
     *
     * @throws IllegalArgumentException when these cannot be the targets of one route
     */
    static Rules over(List<Target> targets) {
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("a route needs at least one target");
        }
        Set<String> names = new HashSet<>();
        for (Target target : targets) {
            if (!names.add(target.name())) {
                throw new IllegalArgumentException("two targets are called '" + target.name()
                        + "'; tell them apart with Target.of(model).name(…)");
            }
        }
        return new Rules(List.copyOf(targets));
    }

    /** The same but for what the change sets. */
    Rules with(Consumer<Rules> change) {
        Rules copy = new Rules(targets);
        copy.name = name;
        copy.strategy = strategy;
        copy.constraints = constraints;
        copy.deadline = deadline;
        copy.firstContent = firstContent;
        copy.silence = silence;
        copy.maxRetryWait = maxRetryWait;
        copy.mostAttempts = mostAttempts;
        copy.recovery = recovery;
        copy.sticky = sticky;
        copy.hedge = hedge;
        copy.minThroughput = minThroughput;
        copy.exercise = exercise;
        copy.failOverWhenBlocked = failOverWhenBlocked;
        copy.rejecting = rejecting;
        copy.budgets = budgets;
        copy.listeners = listeners;
        copy.executor = executor;
        copy.carrier = carrier;
        copy.time = time;
        change.accept(copy);
        return copy;
    }

    /** Adds to what a target must be; somebody must be left. */
    void demand(Constraints demanded) {
        Constraints all = constraints.and(demanded);
        List<String> refused = new ArrayList<>();
        for (Target target : targets) {
            String why = Nested.refusal(target, all);
            if (why != null) {
                refused.add(target.name() + ": " + why);
            }
        }
        if (refused.size() == targets.size()) {
            throw new IllegalArgumentException("no target of the route can ever answer; " + String.join("; ", refused));
        }
        if (!refused.isEmpty()) {
            LOG.warn("route {}: some targets will never be asked; {}", name, String.join("; ", refused));
        }
        constraints = all;
    }

    void spend(Budget budget) {
        Budget[] more = Arrays.copyOf(budgets, budgets.length + 1);
        more[budgets.length] = budget;
        budgets = more;
    }

    /**
     * What holds for one call, because of what was spent before it; from here on it is counted.
     *
     * @throws OverBudgetException when too much was spent
     */
    Rules admit(CallContext call, Estimate estimate) {
        if (budgets.length == 0) {
            return this;
        }
        BigDecimal expected = Bill.most(estimate, targets);
        Rules held = within(budget -> budget.admit(call, expected));
        for (Budget budget : budgets) {
            budget.meter(call);
        }
        return held;
    }

    /** What would hold for a call now; nothing is counted. */
    Rules admitting(CallContext call) {
        return within(budget -> budget.admit(call));
    }

    private Rules within(Function<Budget, Constraints> admit) {
        Constraints all = constraints;
        for (Budget budget : budgets) {
            Constraints thrift = admit.apply(budget);
            all = all.and(thrift);
            if (thrift != Constraints.NONE && !isMet(all)) {
                throw new OverBudgetException(budget + " is spent, and route " + name + " has no target within "
                        + thrift + "; nothing was sent, raise the budget or add a cheaper target");
            }
        }
        Constraints more = all;
        return more == constraints ? this : with(copy -> copy.constraints = more);
    }

    private boolean isMet(Constraints demanded) {
        return targets.stream().anyMatch(target -> Nested.refusal(target, demanded) == null);
    }

    void listen(Listener listener) {
        Listener[] more = Arrays.copyOf(listeners, listeners.length + 1);
        more[listeners.length] = listener;
        listeners = more;
    }

    /** What a failure asks for under these rules. */
    Advice advice(ChatException failure) {
        return failure.kind() == ChatException.Kind.BLOCKED && failOverWhenBlocked
                ? Advice.FAIL_OVER
                : failure.advice();
    }

    /** The longest wait for one target while another is free. */
    Duration longestWait() {
        return maxRetryWait == null ? Defaults.MAX_RETRY_WAIT : maxRetryWait;
    }

    /** The longest wait when nobody is free. */
    Duration longestWaitAlone() {
        return maxRetryWait == null || maxRetryWait.compareTo(Defaults.MAX_RETRY_WAIT_ALONE) < 0
                ? Defaults.MAX_RETRY_WAIT_ALONE
                : maxRetryWait;
    }

    static Duration above(Duration value, String name) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(name + " must be above zero, not " + value);
        }
        return value;
    }
}
