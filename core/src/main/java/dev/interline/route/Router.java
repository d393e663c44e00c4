package dev.interline.route;

import dev.interline.CallContext;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.ModelId;
import dev.interline.Profile;
import dev.interline.Usage;
import dev.interline.error.AllTargetsFailedException;
import dev.interline.error.ChatException;
import dev.interline.error.Failure;
import dev.interline.error.InvalidException;
import dev.interline.error.UnreadableException;
import dev.interline.policy.Defaults;
import dev.interline.policy.Estimate;
import dev.interline.policy.Guarded;
import dev.interline.policy.Repeating;
import dev.interline.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
public final class Router implements ChatModel, Repeating {
    private final Rules rules;
    private final Alarm alarm;

    private Router(Rules rules, Alarm alarm) {
        this.rules = rules;
        this.alarm = alarm;
    }

    /**
     * A route over targets, in order of preference.
     *
     * @throws IllegalArgumentException when there is none, when two have the same name, or when one of them repeats
     *     calls by a policy of its own, which would multiply the tries
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
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("a route needs at least one target");
        }
        Set<String> names = new HashSet<>();
        for (Target target : targets) {
            if (!names.add(target.name())) {
                throw new IllegalArgumentException("two targets are called '" + target.name()
                        + "'; tell them apart with Target.of(model).name(…)");
            }
            if (target.model() instanceof Guarded guarded && guarded.retries()) {
                throw new IllegalArgumentException("target '" + target.name()
                        + "' has a Retry policy; the router tries again by itself, so remove the policy");
            }
        }
        return new Router(Rules.over(List.copyOf(targets)), new Alarm());
    }

    /** What the route is called in logs and errors; {@code chat} unless set. */
    public Router named(String name) {
        return new Router(rules.name(name), alarm);
    }

    /** In which order the targets are asked; in the order of the route unless set. */
    public Router choosing(Strategy strategy) {
        return new Router(rules.strategy(strategy), alarm);
    }

    /**
     * How long a call may take over everything, also the reading of its stream. When it is not set, a whole answer has
     * {@link Defaults#DEADLINE}, and a stream as long until its first content.
     */
    public Router deadline(Duration limit) {
        return new Router(rules.deadline(limit), alarm);
    }

    /** After how long without content the next target is asked as well, while the first one goes on. */
    public Router firstContent(Duration soft) {
        return new Router(rules.firstContent(soft), alarm);
    }

    /** How long a target may be silent, without a single byte, before it is taken for dead. */
    public Router silence(Duration hard) {
        return new Router(rules.silence(hard), alarm);
    }

    /** How long to wait for a rate-limited target while another is free; zero moves on at once. */
    public Router maxRetryWait(Duration longest) {
        return new Router(rules.maxRetryWait(longest), alarm);
    }

    /** The most requests on the wire for one call, nested routes included; 6 unless set. */
    public Router maxAttempts(int most) {
        return new Router(rules.mostAttempts(most), alarm);
    }

    /** What to do when a stream breaks after content was shown; {@link StreamRecovery#FAIL} unless set. */
    public Router onStreamFailure(StreamRecovery recovery) {
        return new Router(rules.recovery(recovery), alarm);
    }

    /** Whether a request that a content filter blocked is taken to the next target; false unless set. */
    public Router failOverWhenBlocked(boolean wanted) {
        return new Router(rules.failOverWhenBlocked(wanted), alarm);
    }

    /** The clock of all waits, timers and races. */
    public Router time(Time time) {
        return new Router(rules.time(time), alarm);
    }

    /** The targets, in order of preference. */
    public List<Target> targets() {
        return rules.targets();
    }

    /** The route itself; who answers is told by each response. */
    @Override
    public Profile profile() {
        return Profile.of(new ModelId("route", "", rules.name()));
    }

    @Override
    public ChatResponse chat(ChatRequest request, CallContext context) {
        CallContext call = begin(request, context, false);
        try {
            ChatResponse response = course(request, call, false).whole();
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
        CallContext call = begin(request, context, true);
        try {
            Mending source = course(request, call, true).stream();
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

    private CallContext begin(ChatRequest request, CallContext context, boolean streaming) {
        context.start(rules.time());
        CallContext call = context.route(rules.deadline(), rules.mostAttempts());
        if (streaming) {
            call.beginStream(rules.time(), Defaults.deadline(request.options()));
        } else {
            call.begin(rules.time(), Defaults.deadline(request.options()));
        }
        call.onEnd(ending -> context.end(ending.failure(), ending.usage()));
        return call;
    }

    private static ChatException failed(ChatException e, CallContext call) {
        call.end(e, Usage.UNKNOWN);
        e.attach(call.trail());
        return e;
    }

    private static void crashed(Throwable e, CallContext call) {
        call.end(new UnreadableException("the call failed unexpectedly", Failure.NONE, e), Usage.UNKNOWN);
    }

    private Course course(ChatRequest request, CallContext call, boolean streaming) {
        Estimate estimate = Estimate.of(request);
        List<Target> order = order(request, call, Fit.of(request, estimate, streaming));
        return new Course(
                rules,
                alarm,
                new Entrants(rules, order, call),
                call,
                estimate,
                new Asking(request, streaming),
                Defaults.deadline(request.options()));
    }

    /** Who is asked, in which order; whoever cannot serve the request is passed over, with a line in the trail. */
    private List<Target> order(ChatRequest request, CallContext call, Fit fit) {
        List<Target> able = new ArrayList<>();
        List<ChatException> problems = new ArrayList<>();
        for (Target target : wished(request)) {
            ChatException problem = fit.problem(target.profile());
            if (problem == null) {
                able.add(target);
            } else {
                problem.locate(target.profile().id(), target.name());
                problems.add(problem);
                call.passedOver(target.name(), target.profile().id(), problem);
            }
        }
        if (able.isEmpty()) {
            throw nobodyIsAble(problems);
        }
        return rules.strategy().order(List.copyOf(able), request, call);
    }

    private ChatException nobodyIsAble(List<ChatException> problems) {
        if (problems.isEmpty()) {
            List<String> names = rules.targets().stream().map(Target::name).toList();
            return new InvalidException("the routing of the request leaves no target of route " + rules.name()
                    + "; its targets are " + names);
        }
        return new AllTargetsFailedException(
                "route " + rules.name() + ": no target can serve this request, nothing was sent; "
                        + problems.get(0).getMessage(),
                problems);
    }

    private List<Target> wished(ChatRequest request) {
        List<Target> first = new ArrayList<>();
        List<Target> then = new ArrayList<>();
        for (Target target : rules.targets()) {
            boolean only = request.routing().only().isEmpty()
                    || request.routing().only().contains(target.name());
            if (only && !request.routing().avoid().contains(target.name())) {
                (request.routing().prefer().contains(target.name()) ? first : then).add(target);
            }
        }
        first.sort((a, b) -> Integer.compare(
                request.routing().prefer().indexOf(a.name()),
                request.routing().prefer().indexOf(b.name())));
        first.addAll(then);
        return first;
    }

    @Override
    public String toString() {
        return "Router[" + rules.name() + ", " + rules.targets() + "]";
    }
}
