package dev.interline.route;

import dev.interline.CallContext;
import dev.interline.ChatRequest;
import dev.interline.Constraints;
import dev.interline.Routing;
import dev.interline.budget.Balance;
import dev.interline.budget.Budget;
import dev.interline.error.AllTargetsFailedException;
import dev.interline.error.BusyException;
import dev.interline.error.ChatException;
import dev.interline.error.InvalidException;
import dev.interline.error.OverBudgetException;
import dev.interline.error.UnsupportedException;
import dev.interline.policy.Estimate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is asked for one request and in which order: first everybody is left out who may not or cannot answer, then the
 * strategy puts the others in order, then whoever answered in this conversation goes before, and the request's own wish
 * before that.
 */
final class Selection {
    private final Rules rules;
    private final ChatRequest request;
    private final CallContext call;
    private final Routing routing;
    private final Constraints constraints;
    private final Estimate estimate;
    private final Fit fit;
    private final @Nullable Target seat;

    Selection(Rules rules, ChatRequest request, CallContext call, Estimate estimate, Fit fit, @Nullable Stay stay) {
        this.rules = rules;
        this.request = request;
        this.call = call;
        this.routing = request.routing();
        this.constraints = rules.constraints.and(routing.constraints());
        this.estimate = estimate;
        this.fit = fit;
        this.seat = stay == null ? null : stay.where(rules.targets);
    }

    /**
     * Who is asked, in order; whoever cannot serve the request is passed over, with a line in the trail.
     *
     * @throws ChatException when nobody is left
     */
    List<Target> choose() {
        return order(able());
    }

    /** In which order they are asked, where it may be asked for more than once. */
    List<Target> order(List<Target> able) {
        return exercised(inOrder(able));
    }

    /** Who can serve the request. */
    List<Target> able() {
        // a list of its own only once somebody is left out: mostly nobody is
        List<Target> some = null;
        List<ChatException> problems = List.of();
        for (int i = 0; i < rules.targets.size(); i++) {
            Target target = rules.targets.get(i);
            boolean wanted = unwanted(target) == null;
            ChatException problem = wanted ? problem(target) : null;
            if (problem != null) {
                problem.locate(target.profile().id(), target.name());
                problems = problems.isEmpty() ? new ArrayList<>() : problems;
                problems.add(problem);
                call.passedOver(target.name(), target.profile().id(), problem);
            }
            if (!wanted || problem != null) {
                some = some == null ? new ArrayList<>(rules.targets.subList(0, i)) : some;
            } else if (some != null) {
                some.add(target);
            }
        }
        List<Target> able = some == null ? rules.targets : Collections.unmodifiableList(some);
        if (able.isEmpty()) {
            throw nobodyIsAble(problems);
        }
        return able;
    }

    private ChatException nobodyIsAble(List<ChatException> problems) {
        if (problems.isEmpty()) {
            List<String> names = rules.targets.stream().map(Target::name).toList();
            return new InvalidException("the routing of the request leaves no target of route " + rules.name
                    + "; its targets are " + names);
        }
        if (problems.stream().allMatch(problem -> problem.kind() == ChatException.Kind.OVER_BUDGET)) {
            return problems.get(0);
        }
        return new AllTargetsFailedException(
                "route " + rules.name + ": no target can serve this request, nothing was sent; "
                        + problems.get(0).getMessage(),
                problems);
    }

    /** Why the request does not want the target; null when it does. */
    private @Nullable String unwanted(Target target) {
        if (routing.avoid().contains(target.name())) {
            return "the request avoids it";
        }
        return routing.only().isEmpty() || Nested.isAmong(routing.only(), target)
                ? null
                : "the request wants only " + String.join(", ", routing.only());
    }

    /** Why the target may not or cannot serve the request; null when it can, as far as is known. */
    private @Nullable ChatException problem(Target target) {
        Target.Standing standing = target.standing();
        boolean serves =
                standing == Target.Standing.IN_SERVICE || (standing == Target.Standing.DRAINED && target == seat);
        if (!serves) {
            return new BusyException("taken out of service by the operator (" + standing + ")");
        }
        if (constraints != Constraints.NONE) {
            String why = Nested.refusal(target, constraints);
            if (why != null) {
                return new UnsupportedException("not allowed to answer: " + why);
            }
        }
        for (Budget budget : rules.budgets) {
            OverBudgetException spent = budget.refusal(target.profile(), call);
            if (spent != null) {
                return spent;
            }
        }
        return fit.problem(target.profile());
    }

    private List<Target> inOrder(List<Target> able) {
        List<Target> order = stayed(grouped(able));
        if (routing.prefer().isEmpty()) {
            return order;
        }
        List<Target> wished = new ArrayList<>(order.size());
        for (String name : routing.prefer()) {
            List<String> wish = List.of(name);
            for (Target target : order) {
                if (!wished.contains(target) && Nested.isAmong(wish, target)) {
                    wished.add(target);
                }
            }
        }
        for (Target target : order) {
            if (!wished.contains(target)) {
                wished.add(target);
            }
        }
        return wished;
    }

    /** Whoever answered last answers again. */
    private List<Target> stayed(List<Target> order) {
        int place = seat == null ? 0 : order.indexOf(seat);
        if (place <= 0) {
            return order;
        }
        List<Target> stayed = new ArrayList<>(order);
        stayed.add(0, stayed.remove(place));
        return stayed;
    }

    /** The strategy chooses within a group; a later group is for when an earlier one is of no use. */
    private List<Target> grouped(List<Target> able) {
        boolean grouped = false;
        for (int i = 1; i < able.size() && !grouped; i++) {
            grouped = able.get(i).group() != able.get(0).group();
        }
        if (!grouped) {
            return ordered(able);
        }
        List<Target> order = new ArrayList<>(able.size());
        able.stream().mapToInt(Target::group).distinct().sorted().forEach(group -> {
            List<Target> some =
                    able.stream().filter(target -> target.group() == group).toList();
            order.addAll(ordered(some));
        });
        return order;
    }

    /** As the strategy says, which is not asked who may answer: whomever else it names stays out. */
    private List<Target> ordered(List<Target> able) {
        List<Target> order = rules.strategy.order(able, request, call);
        if (order.equals(able) || (!order.isEmpty() && able.containsAll(order))) {
            return order;
        }
        List<Target> kept = order.stream().filter(able::contains).distinct().toList();
        return kept.isEmpty() ? able : kept;
    }

    /** Now and then a standby goes first, so that nobody learns in an outage that it does not work. */
    private List<Target> exercised(List<Target> order) {
        if (rules.exercise == 0
                || order.size() < 2
                || order.get(0) == seat
                || !routing.prefer().isEmpty()) {
            return order;
        }
        if (rules.time.random() >= rules.exercise) {
            return order;
        }
        Target standby = order.get(1 + (int) (rules.time.random() * (order.size() - 1)));
        if (!rest(standby).isZero()) {
            return order;
        }
        List<Target> exercised = new ArrayList<>(order);
        exercised.remove(standby);
        exercised.add(0, standby);
        return exercised;
    }

    private Duration rest(Target target) {
        return target.health().closedFor(rules.time, Demand.of(target, call, estimate));
    }

    /**
     * Without sending anything, and without a trace.
     *
     * @param spent why nobody would be asked at all; null when that is not so
     */
    Explanation explain(@Nullable OverBudgetException spent) {
        List<Target> able = new ArrayList<>();
        List<Explanation.Excluded> excluded = new ArrayList<>();
        for (Target target : rules.targets) {
            String why = unwanted(target);
            ChatException problem = spent != null ? spent : why == null ? problem(target) : null;
            if (problem != null) {
                why = String.valueOf(problem.getMessage());
            }
            if (why == null) {
                able.add(target);
            } else {
                excluded.add(
                        new Explanation.Excluded(target.name(), target.profile().id(), why));
            }
        }
        List<Explanation.Candidate> order = new ArrayList<>();
        for (Target target : able.isEmpty() ? able : spared(inOrder(List.copyOf(able)))) {
            Duration rest = rest(target);
            Router inner = Nested.route(target);
            order.add(new Explanation.Candidate(
                    target.name(),
                    target.profile().id(),
                    rest,
                    rest.isZero() ? null : target.health().cause(rules.time, Demand.of(target, call, estimate)),
                    target == seat,
                    inner == null ? null : inner.explain(Nested.request(request, target, rules.constraints), call)));
        }
        return new Explanation(rules.name, order, excluded, accounts());
    }

    private List<Balance> accounts() {
        Set<Balance> balances = new LinkedHashSet<>();
        for (Budget budget : rules.budgets) {
            for (Target target : rules.targets) {
                balances.add(budget.balance(call, target.profile()));
            }
        }
        return List.copyOf(balances);
    }

    private List<Target> spared(List<Target> order) {
        List<Target> sorted = new ArrayList<>(order);
        sorted.sort((a, b) ->
                Boolean.compare(a.health().isSpared(rules.time), b.health().isSpared(rules.time)));
        return sorted;
    }
}
