package dev.interline.route;

import dev.interline.ChatModel;
import dev.interline.Limits;
import dev.interline.Price;
import dev.interline.Profile;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A model in a route: a name that is unique there, and what the route shall know of it beyond the model's own
 * {@link Profile}. Immutable but for its health, which all copies share: what one route learns of a target, every route
 * that holds a copy of it knows.
 */
public final class Target {
    private final ChatModel model;
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

    private Target(ChatModel model, String name, double weight, int group, Profile profile, State state) {
        this.model = Objects.requireNonNull(model, "model");
        this.name = name;
        this.weight = weight;
        this.group = group;
        this.profile = profile;
        this.state = state;
    }

    /** The model under its own name, with a health of its own. */
    public static Target of(ChatModel model) {
        Profile profile = model.profile();
        Census.count(profile.id());
        return new Target(model, profile.id().toString(), 1, 0, profile, new State());
    }

    /** The same under another name. */
    public Target name(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a target needs a name that can be read in logs; it was blank");
        }
        return new Target(model, name, weight, group, profile, state);
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
        return new Target(model, name, weight, group, profile, state);
    }

    /**
     * The same in another group of the route: targets of a higher number are asked when those of all lower ones are of
     * no use.
     */
    public Target group(int group) {
        return new Target(model, name, weight, group, profile, state);
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
                model, name, weight, group, change.apply(profile.toBuilder()).build(), state);
    }

    /** Who is asked. */
    public ChatModel model() {
        return model;
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
