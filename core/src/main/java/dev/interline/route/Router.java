package dev.interline.route;

import dev.interline.CallContext;
import dev.interline.Carrier;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Constraints;
import dev.interline.ModelId;
import dev.interline.Profile;
import dev.interline.Routing;
import dev.interline.Usage;
import dev.interline.budget.Budget;
import dev.interline.error.ChatException;
import dev.interline.error.Failure;
import dev.interline.error.OverBudgetException;
import dev.interline.error.RejectedException;
import dev.interline.error.UnreadableException;
import dev.interline.policy.Defaults;
import dev.interline.policy.Estimate;
import dev.interline.policy.Guarded;
import dev.interline.policy.Repeating;
import dev.interline.time.Time;
import dev.interline.time.Timed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Several targets behind one model. A call goes to the first that is well; when it fails before its first content,
 * the next one answers and the caller sees nothing of it but the {@link ChatResponse#trail()}.
 *
 * <pre>{@code
 * Router model = Router.over(Target.of(azure), Target.of(bedrock), Target.of(vertex))
 *         .deadline(Duration.ofSeconds(90))
 *         .onStreamFailure(StreamRecovery.RESTART);
 * }</pre>
 *
 * <p>Settings return copies, which share the health of their targets. What holds when nothing is set stands in
 * {@link Defaults}. Thread-safe.
 */
public final class Router implements ChatModel, Repeating, Timed {
    private final AtomicReference<Rules> rules;
    private final Alarm alarm;
    private final Seats seats;

    private Router(Rules rules, Alarm alarm, Seats seats) {
        this.rules = new AtomicReference<>(rules);
        this.alarm = alarm;
        this.seats = seats;
    }

    /**
     * A route over targets, in order of preference.
     *
     * @throws IllegalArgumentException when there is none, when two have the same name, or when one of them repeats
     *     calls by a policy of its own, which would multiply the tries, or has tools, which would run twice
     */
    public static Router over(Target... targets) {
        return over(Arrays.asList(targets));
    }

    /** A route over models, each a target under its own name, in order of preference. */
    public static Router over(ChatModel... models) {
        List<Target> targets = new ArrayList<>();
        for (ChatModel model : models) {
            targets.add(Target.of(model));
        }
        return over(targets);
    }

    /** As {@link #over(Target...)}. */
    public static Router over(List<Target> targets) {
        for (Target target : targets) {
            if (target.makesVectors()) {
                throw new IllegalArgumentException(
                        "target '" + target.name() + "' makes vectors and answers nobody; use EmbeddingRouter.over(…)");
            }
            if (target.model() instanceof Guarded guarded && guarded.retries()) {
                throw new IllegalArgumentException("target '" + target.name()
                        + "' has a Retry policy; the router tries again by itself, so remove the policy");
            }
            if (Nested.runsTools(target.model())) {
                throw new IllegalArgumentException("target '" + target.name()
                        + "' is a model with tools, and would run them again when it fails over; put the tools around the"
                        + " router: Router.over(…).withTools(…)");
            }
        }
        return of(targets);
    }

    /** A route over targets, whatever they do. */
    static Router of(List<Target> targets) {
        return new Router(Rules.over(targets), new Alarm(), new Seats());
    }

    private Router with(Consumer<Rules> change) {
        return new Router(rules.get().with(change), alarm, seats);
    }

    /** What the route is called in logs and errors; {@code chat} unless set. */
    public Router named(String name) {
        return with(rules -> rules.name = name);
    }

    /** In which order the targets are asked; in the order of the route unless set. */
    public Router choosing(Strategy strategy) {
        return with(rules -> rules.strategy = strategy);
    }

    /**
     * How long a call may take over everything, also the reading of its stream. When it is not set, a whole answer has
     * {@link Defaults#DEADLINE}, and a stream as long until its first content.
     */
    public Router deadline(Duration limit) {
        return with(rules -> rules.deadline = Rules.above(limit, "deadline"));
    }

    /** After how long without content the next target is asked as well, while the first one goes on. */
    public Router firstContent(Duration soft) {
        return with(rules -> rules.firstContent = Rules.above(soft, "firstContent"));
    }

    /** How long a target may be silent, without a single byte, before it is taken for dead. */
    public Router silence(Duration hard) {
        return with(rules -> rules.silence = Rules.above(hard, "silence"));
    }

    /** How long to wait for a rate-limited target while another is free; zero moves on at once. */
    public Router maxRetryWait(Duration longest) {
        if (longest.isNegative()) {
            throw new IllegalArgumentException("maxRetryWait must not be negative: " + longest);
        }
        return with(rules -> rules.maxRetryWait = longest);
    }

    /** The most requests on the wire for one call, nested routes included; 6 unless set. */
    public Router maxAttempts(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("a call takes at least 1 attempt, not " + most);
        }
        return with(rules -> rules.mostAttempts = most);
    }

    /** What to do when a stream breaks after content was shown; {@link StreamRecovery#FAIL} unless set. */
    public Router onStreamFailure(StreamRecovery recovery) {
        return with(rules -> rules.recovery = recovery);
    }

    /**
     * Whether a conversation stays where it was answered last, which is so unless set: a prompt cache is warm there, and
     * what one vendor has signed is worth nothing to the next. True stands for {@link Defaults#STICKY}.
     */
    public Router sticky(boolean wanted) {
        return with(rules -> rules.sticky = wanted ? Defaults.STICKY : Duration.ZERO);
    }

    /**
     * How long a conversation stays where it was answered last while nothing is said; {@link Defaults#STICKY} unless
     * set. It stays whatever the strategy says and when the target is drained; it moves when the target fails, is left
     * alone or disabled, or when the request prefers or demands another. The route remembers a number for each of the
     * latest 10,000 answers and nothing of what was said; it knows a conversation by its whole history, and for one set
     * of credentials only.
     *
     * @throws IllegalArgumentException when it is not above zero; {@link #sticky(boolean)} turns it off
     */
    public Router sticky(Duration idle) {
        return with(rules -> rules.sticky = Rules.above(idle, "sticky"));
    }

    /** Whether a request that a content filter blocked is taken to the next target; false unless set. */
    public Router failOverWhenBlocked(boolean wanted) {
        return with(rules -> rules.failOverWhenBlocked = wanted);
    }

    /**
     * What a target must be to be asked at all; adds to what was demanded before. A request may tighten this by its
     * {@link Routing}, and nothing loosens it.
     *
     * @throws IllegalArgumentException when no target of the route meets it
     */
    public Router within(Constraints demanded) {
        return with(rules -> rules.demand(demanded));
    }

    /**
     * The share of calls that goes to a standby first, from 0 (unless set) to 1: whoever is never asked may have been
     * broken for weeks when it is needed. {@code 0.005} is a call in 200.
     */
    public Router exercise(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("a share of calls lies between 0 and 1, it was " + share);
        }
        return with(rules -> rules.exercise = share);
    }

    /**
     * How much may be spent, besides what was set before; asked before every call. Inner routes are counted with this
     * one: a budget belongs to one of them.
     */
    public Router budget(Budget... budgets) {
        return with(rules -> {
            for (Budget budget : budgets) {
                rules.spend(budget);
            }
        });
    }

    /** When the next target is asked before this one is late enough to be joined by another; never unless set. */
    public Router hedging(Hedge hedge) {
        return with(rules -> rules.hedge = hedge);
    }

    /** A stream that comes slower is handled as one that broke; any speed will do unless set. */
    public Router minThroughput(Throughput least) {
        return with(rules -> rules.minThroughput = least);
    }

    /**
     * Lets the caller refuse a whole answer, such as an empty one: it then fails with {@link RejectedException}, and
     * the next target is asked; of a target that is a route, whoever is next in it. What the refused answer cost stays
     * in the trail. Answers that are read as a stream are not checked, for they have been shown.
     *
     * @param reason says in words why an answer is refused, and gives null for one that is taken; it runs in every call
     */
    public Router rejecting(Function<ChatResponse, @Nullable String> reason) {
        return with(rules -> rules.rejecting = reason);
    }

    /** Somebody else hears what happens, after those that listen already. */
    public Router listening(Listener listener) {
        return with(rules -> rules.listen(listener));
    }

    /**
     * What runs the second thread of a call, when a slow target is joined by the next one; a thread of its own unless
     * set. When it refuses the work, the slow target goes on alone.
     */
    public Router executor(Executor executor) {
        return with(rules -> rules.executor = executor);
    }

    /** What is taken to that thread from the caller's; SLF4J's diagnostic context unless set. */
    public Router carrying(Carrier carrier) {
        return with(rules -> rules.carrier = carrier);
    }

    /** The clock of all waits, timers and races. */
    public Router time(Time time) {
        return with(rules -> rules.time = time);
    }

    @Override
    public Time time() {
        return rules.get().time;
    }

    /** The targets, in order of preference. */
    public List<Target> targets() {
        return rules.get().targets;
    }

    /** What the route is called in logs and errors. */
    public String name() {
        return rules.get().name;
    }

    /** In which order the targets of a group are asked. */
    public Strategy strategy() {
        return rules.get().strategy;
    }

    /** How much may be spent. */
    public List<Budget> budgets() {
        return List.of(rules.get().budgets);
    }

    /** What a target must be to be asked. */
    public Constraints constraints() {
        return rules.get().constraints;
    }

    // ---- while it runs ----

    /**
     * The target of that name, to drain, disable or enable it.
     *
     * @throws IllegalArgumentException when there is none
     */
    public Target target(String name) {
        for (Target target : targets()) {
            if (target.name().equals(name)) {
                return target;
            }
        }
        throw new IllegalArgumentException("route " + rules.get().name + " has no target '" + name
                + "'; its targets are "
                + targets().stream().map(Target::name).toList());
    }

    /**
     * Gives a target another share of the traffic from now on, in this router and not in its copies.
     *
     * @throws IllegalArgumentException when there is no target of that name, or the weight is not above zero
     */
    public void weigh(String name, double weight) {
        Target weighed = target(name).weight(weight);
        rules.updateAndGet(before -> before.with(changed -> changed.targets = before.targets.stream()
                .map(target -> target.name().equals(name) ? weighed : target)
                .toList()));
    }

    /**
     * From now on calls go as another router says; those under way keep to what held when they began. Copies of this
     * router that were made before stay as they are.
     */
    public void replaceBy(Router other) {
        rules.set(other.rules.get());
    }

    /** Who would answer this request now, in which order, and who would not and why. Sends nothing. */
    public Explanation explain(ChatRequest request) {
        return explain(request, CallContext.create());
    }

    /** As {@link #explain(ChatRequest)}, where strategies or credentials depend on the call. */
    public Explanation explain(ChatRequest request, CallContext context) {
        Estimate estimate = Estimate.of(request);
        return explain(request, estimate, Fit.of(request, estimate, false), context);
    }

    Explanation explain(ChatRequest request, Estimate estimate, Fit fit, CallContext context) {
        Rules now = rules.get();
        // a context of its own: the caller's time does not begin with a question
        CallContext asked = CallContext.create();
        for (Map.Entry<String, String> tag : context.tags().entrySet()) {
            asked = asked.tag(tag.getKey(), tag.getValue());
        }
        asked.start(now.time);
        Stay stay = Stay.of(now, seats, request, asked);
        Rules admitted = now;
        OverBudgetException refusal = null;
        try {
            admitted = now.admitting(asked);
        } catch (OverBudgetException e) {
            refusal = e;
        }
        return new Selection(admitted, request, asked, estimate, fit, stay).explain(refusal);
    }

    Rules rules() {
        return rules.get();
    }

    Alarm alarm() {
        return alarm;
    }

    // ---- calls ----

    /** The route itself; who answers is told by each response. */
    @Override
    public Profile profile() {
        return Profile.of(new ModelId("route", "", rules.get().name));
    }

    @Override
    public ChatResponse chat(ChatRequest request, CallContext context) {
        Rules set = rules.get();
        CallContext call = begin(set, request, context, false);
        try {
            ChatResponse response =
                    Course.of(set, alarm, seats, request, call, false).whole();
            call.end(null, response.usage());
            return response;
        } catch (ChatException e) {
            throw failed(e, call);
        } catch (RuntimeException | Error e) {
            crashed(e, call);
            throw e;
        }
    }

    @Override
    public ChatStream stream(ChatRequest request, CallContext context) {
        Rules set = rules.get();
        CallContext call = begin(set, request, context, true);
        try {
            Mending source = Course.of(set, alarm, seats, request, call, true).stream();
            call.content();
            context.content();
            return ChatStream.of(source, call).awaitContent(request.showsThinking());
        } catch (ChatException e) {
            throw failed(e, call);
        } catch (RuntimeException | Error e) {
            crashed(e, call);
            throw e;
        }
    }

    private static CallContext begin(Rules rules, ChatRequest request, CallContext context, boolean streaming) {
        context.start(rules.time);
        CallContext call = context.route(rules.deadline, rules.mostAttempts);
        if (streaming) {
            call.beginStream(rules.time, Defaults.deadline(request.options()));
        } else {
            call.begin(rules.time, Defaults.deadline(request.options()));
        }
        call.onEnd(ending -> context.end(ending.failure(), ending.usage()));
        return call;
    }

    static ChatException failed(ChatException e, CallContext call) {
        call.end(e, Usage.UNKNOWN);
        e.attach(call.trail());
        return e;
    }

    static void crashed(Throwable e, CallContext call) {
        call.end(new UnreadableException("the call failed unexpectedly", Failure.NONE, e), Usage.UNKNOWN);
    }

    @Override
    public String toString() {
        return "Router[" + rules.get().name + ", " + targets() + "]";
    }
}
