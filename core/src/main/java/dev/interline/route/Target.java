package dev.interline.route;

import dev.interline.ChatModel;
import dev.interline.EmbeddingModel;
import dev.interline.Limits;
import dev.interline.Price;
import dev.interline.Profile;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A model in a route: a name that is unique there, and what the route shall know of it beyond the model's own
 * {@link Profile}. Immutable but for its health, which all copies share: what one route learns of a target, every route
 * that holds a copy of it knows.
 *
 * <pre>{@code
 * Router model = Router.over(
 *         Target.of(azure).name("azure").weight(80).region("eu"),
 *         Target.of(bedrock).name("bedrock").weight(20).region("eu"),
 *         Target.of(vertex).name("vertex").group(2)); // when the others are of no use
 * }</pre>
 */
public final class Target {
    private final @Nullable ChatModel model;
    private final @Nullable EmbeddingModel embeddings;
    private final String name;
    private final double weight;
    private final int group;
    private final Profile profile;
    private final State state;

    /** Whether the operator lets a target work. */
    public enum Standing {
        /** It is asked. */
        IN_SERVICE,
        /** It gets no new calls; those that began before may still ask it and go on to their ends. */
        DRAINED,
        /** It is not asked any more, also not by calls that began before; answers that have begun go on. */
        DISABLED
    }

    /** What all copies of a target have in common. */
    private static final class State {
        final Health health = new Health();
        volatile Standing standing = Standing.IN_SERVICE;
    }

    private Target(Target of, String name, double weight, int group, Profile profile) {
        this.model = of.model;
        this.embeddings = of.embeddings;
        this.state = of.state;
        this.name = name;
        this.weight = weight;
        this.group = group;
        this.profile = profile;
    }

    private Target(@Nullable ChatModel model, @Nullable EmbeddingModel embeddings, Profile profile) {
        this.model = model;
        this.embeddings = embeddings;
        this.state = new State();
        this.name = profile.id().toString();
        this.weight = 1;
        this.group = 0;
        this.profile = profile;
        Census.count(profile.id());
    }

    /** The model under its own name, with a health of its own. */
    public static Target of(ChatModel model) {
        return new Target(model, null, model.profile());
    }

    /** A model that makes vectors, for an {@link EmbeddingRouter}. */
    public static Target of(EmbeddingModel model) {
        return new Target(null, model, model.profile());
    }

    /** The same under another name. */
    public Target name(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a target needs a name that can be read in logs; it was blank");
        }
        return new Target(this, name, weight, group, profile);
    }

    /**
     * The same with another share of the traffic, for strategies that weigh.
     *
     * @param weight above zero; only its ratio to the others' counts
     */
    public Target weight(double weight) {
        if (!(weight > 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException("a weight is a number above zero, not " + weight);
        }
        return new Target(this, name, weight, group, profile);
    }

    /**
     * The same in another group of the route: targets of a higher number are asked when those of all lower ones are of
     * no use.
     */
    public Target group(int group) {
        return new Target(this, name, weight, group, profile);
    }

    /** The same at this price, whatever the model's profile says. */
    public Target price(@Nullable Price price) {
        return profile(known -> known.price(price));
    }

    /**
     * The same with these limits. {@link Limits#parallelCalls} is kept to: a call that finds all of them taken goes to
     * the next target, or waits a while. So are {@link Limits#requestsPerMinute} and {@link Limits#tokensPerMinute},
     * apart for each set of credentials: a call that the vendor should refuse is not sent. It counts as its estimated
     * input and its cap of output, 1,000 tokens without one, until the vendor has counted; what the vendor says of its
     * limits is believed where it is less. Routes that hold a copy of the target count together.
     */
    public Target limits(Limits limits) {
        return profile(known -> known.limits(limits));
    }

    /** The same in this region, whatever the model's profile says. */
    public Target region(@Nullable String region) {
        return profile(known -> known.region(region));
    }

    /** The same with a profile that knows more or better. */
    public Target profile(UnaryOperator<Profile.Builder> change) {
        return new Target(
                this, name, weight, group, change.apply(profile.toBuilder()).build());
    }

    /**
     * Who is asked.
     *
     * @throws IllegalStateException when it makes vectors and answers nobody
     */
    public ChatModel model() {
        if (model == null) {
            throw new IllegalStateException("target '" + name + "' makes vectors; ask embeddings()");
        }
        return model;
    }

    /**
     * Who is asked for vectors.
     *
     * @throws IllegalStateException when it answers and makes none
     */
    public EmbeddingModel embeddings() {
        if (embeddings == null) {
            throw new IllegalStateException("target '" + name + "' answers and makes no vectors; ask model()");
        }
        return embeddings;
    }

    /** Whether it makes vectors, and so stands in an {@link EmbeddingRouter} and not in a {@link Router}. */
    public boolean makesVectors() {
        return embeddings != null;
    }

    /** The name, unique in a route. */
    public String name() {
        return name;
    }

    /** The share of the traffic, for strategies that weigh; 1 unless set. */
    public double weight() {
        return weight;
    }

    /** Its group in the route; 0 unless set. */
    public int group() {
        return group;
    }

    /** Sends it no new calls, on any route; calls that began before go on. For work on the target. */
    public void drain() {
        state.standing = Standing.DRAINED;
    }

    /** Asks it no more, on any route and at once. */
    public void disable() {
        state.standing = Standing.DISABLED;
    }

    /** Asks it again after {@link #drain} or {@link #disable}. */
    public void enable() {
        state.standing = Standing.IN_SERVICE;
    }

    /** Whether it is asked. */
    public Standing standing() {
        return state.standing;
    }

    /** What the route knows of it. */
    public Profile profile() {
        return profile;
    }

    Health health() {
        return state.health;
    }

    @Override
    public String toString() {
        return "Target[" + name + "]";
    }
}
