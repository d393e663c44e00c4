package dev.interline.route;

import dev.interline.Batching;
import dev.interline.CallContext;
import dev.interline.Constraints;
import dev.interline.EmbeddingModel;
import dev.interline.EmbeddingRequest;
import dev.interline.EmbeddingResponse;
import dev.interline.ModelId;
import dev.interline.Profile;
import dev.interline.budget.Budget;
import dev.interline.error.ChatException;
import dev.interline.policy.Defaults;
import dev.interline.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Several targets behind one model that makes vectors: the same model on several clouds, regions or accounts. What a
 * {@link Router} does for answers holds here as well: health, retries, waits, limits, budgets and the trail are the same.
 *
 * <pre>{@code
 * EmbeddingRouter model = EmbeddingRouter.over(Target.of(sweden), Target.of(france))
 *         .deadline(Duration.ofMinutes(5));
 * List<Embedding> vectors = model.embed(texts).embeddings();
 * }</pre>
 *
 * <p>A request goes out in parts, one after the other, each as large as whoever is asked for it takes. A part that fails
 * is sent again, alone, to the same target or to the next one by the rules of the route; what was answered stays and is
 * not paid twice. Within one call a target that was silent is not asked again, and one that failed otherwise comes after
 * the others, unless its limits were the reason.
 *
 * <p>Vectors of different models, or of different lengths, cannot be compared: a route has one model and one number of
 * dimensions, which is checked when it is built, and each answer must keep to it.
 *
 * <p>Strategies and listeners see a {@link dev.interline.ChatRequest} with one message of the user that holds the texts,
 * each a part of it, and a cap of one token, since no answer is written. Nobody is raced: there is no first content to be
 * late.
 *
 * <p>Settings return copies, which share the health of their targets. Thread-safe.
 */
public final class EmbeddingRouter implements EmbeddingModel {
    private final Router route;

    private EmbeddingRouter(Router route) {
        this.route = route;
    }

    /**
     * A route over targets, in order of preference.
     *
     * @throws IllegalArgumentException when there is none, when two have the same name, when one of them makes no vectors
     *     or is a route itself, when their models or dimensions differ, or when there are several and it is not known
     *     which model one of them has
     */
    public static EmbeddingRouter over(Target... targets) {
        return over(Arrays.asList(targets));
    }

    /** A route over models, each a target under its own name, in order of preference. */
    public static EmbeddingRouter over(EmbeddingModel... models) {
        List<Target> targets = new ArrayList<>();
        for (EmbeddingModel model : models) {
            targets.add(Target.of(model));
        }
        return over(targets);
    }

    /** As {@link #over(Target...)}. */
    public static EmbeddingRouter over(List<Target> targets) {
        Router route = Router.of(targets);
        for (Target target : targets) {
            if (!target.makesVectors()) {
                throw new IllegalArgumentException(
                        "target '" + target.name() + "' answers and makes no vectors; use Router.over(…)");
            }
            if (target.embeddings() instanceof EmbeddingRouter) {
                throw new IllegalArgumentException("target '" + target.name()
                        + "' is a route itself; name its targets here, and tell them apart with Target.group(…)");
            }
            if (targets.size() > 1) {
                Kind.check(targets.get(0), target);
            }
        }
        return new EmbeddingRouter(route.named("embeddings").sticky(false));
    }

    /** What the route is called in logs and errors; {@code embeddings} unless set. */
    public EmbeddingRouter named(String name) {
        return new EmbeddingRouter(route.named(name));
    }

    /** In which order the targets are asked for each part; in the order of the route unless set. */
    public EmbeddingRouter choosing(Strategy strategy) {
        return new EmbeddingRouter(route.choosing(strategy));
    }

    /** How long a call may take, all its parts together; {@link Defaults#DEADLINE} unless set. */
    public EmbeddingRouter deadline(Duration limit) {
        return new EmbeddingRouter(route.deadline(limit));
    }

    /** How long a target may be silent over one part; {@link Defaults#SILENCE} unless set. */
    public EmbeddingRouter silence(Duration hard) {
        return new EmbeddingRouter(route.silence(hard));
    }

    /** As {@link Router#maxRetryWait}. */
    public EmbeddingRouter maxRetryWait(Duration longest) {
        return new EmbeddingRouter(route.maxRetryWait(longest));
    }

    /** The most requests on the wire for one part; {@link Defaults#MOST_ATTEMPTS} unless set. */
    public EmbeddingRouter maxAttempts(int most) {
        return new EmbeddingRouter(route.maxAttempts(most));
    }

    /** As {@link Router#within}. */
    public EmbeddingRouter within(Constraints demanded) {
        return new EmbeddingRouter(route.within(demanded));
    }

    /** As {@link Router#exercise}, for parts instead of calls. */
    public EmbeddingRouter exercise(double share) {
        return new EmbeddingRouter(route.exercise(share));
    }

    /** As {@link Router#budget}; asked before the first part of a call. */
    public EmbeddingRouter budget(Budget... budgets) {
        return new EmbeddingRouter(route.budget(budgets));
    }

    /** As {@link Router#listening}. */
    public EmbeddingRouter listening(Listener listener) {
        return new EmbeddingRouter(route.listening(listener));
    }

    /** The clock of all waits and timers. */
    public EmbeddingRouter time(Time time) {
        return new EmbeddingRouter(route.time(time));
    }

    /** The targets, in order of preference. */
    public List<Target> targets() {
        return route.targets();
    }

    /** In which order the targets are asked. */
    public Strategy strategy() {
        return route.strategy();
    }

    /** How much may be spent. */
    public List<Budget> budgets() {
        return route.budgets();
    }

    /** What a target must be to be asked. */
    public Constraints constraints() {
        return route.constraints();
    }

    /** As {@link Router#target}. */
    public Target target(String name) {
        return route.target(name);
    }

    /** As {@link Router#weigh}. */
    public void weigh(String name, double weight) {
        route.weigh(name, weight);
    }

    /**
     * As {@link Router#replaceBy}.
     *
     * @throws IllegalArgumentException when the other has another model or number of dimensions: whoever holds this one
     *     would mix vectors that cannot be compared
     */
    public void replaceBy(EmbeddingRouter other) {
        checkReplacement(other);
        route.replaceBy(other.route);
    }

    /**
     * Whether {@link #replaceBy} would take it, without doing it.
     *
     * @throws IllegalArgumentException when it would not
     */
    public void checkReplacement(EmbeddingRouter other) {
        Kind.check(targets().get(0), other.targets().get(0));
    }

    /** Who would be asked for the first part of this request now, in which order, and who would not and why. */
    public Explanation explain(EmbeddingRequest request) {
        return explain(request, CallContext.create());
    }

    /** As {@link #explain(EmbeddingRequest)}, where strategies or credentials depend on the call. */
    public Explanation explain(EmbeddingRequest request, CallContext context) {
        Parts parts = new Parts(request);
        return route.explain(parts.seen(), parts.estimate(targets().get(0)), Fit.of(request), context);
    }

    /** The route itself, with the model and the dimensions that all its targets have. */
    @Override
    public Profile profile() {
        return Kind.of(targets().get(0)).on(new ModelId("route", "", route.rules().name));
    }

    /** As much as every target takes in one request. */
    @Override
    public Batching batching() {
        Batching least = Batching.UNLIMITED;
        for (Target target : targets()) {
            Batching own = target.embeddings().batching();
            least = new Batching(Math.min(least.texts(), own.texts()), Math.min(least.tokens(), own.tokens()));
        }
        return least;
    }

    @Override
    public EmbeddingResponse embed(EmbeddingRequest request, CallContext context) {
        Rules set = route.rules();
        context.start(set.time);
        CallContext call = set.deadline == null ? context.child() : context.child(set.deadline);
        call.begin(set.time, Defaults.DEADLINE);
        call.onEnd(ending -> context.end(ending.failure(), ending.usage()));
        try {
            EmbeddingResponse whole = new Parts(request).embed(set, route.alarm(), call);
            call.end(null, whole.usage());
            return whole;
        } catch (ChatException e) {
            throw Router.failed(e, call);
        } catch (RuntimeException | Error e) {
            Router.crashed(e, call);
            throw e;
        }
    }

    @Override
    public String toString() {
        return "EmbeddingRouter[" + route.rules().name + ", " + targets() + "]";
    }
}
