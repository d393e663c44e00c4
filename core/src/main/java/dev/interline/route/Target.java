package dev.interline.route;

import dev.interline.ChatModel;
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
    private final Profile profile;
    private final Health health;

    private Target(ChatModel model, String name, double weight, Profile profile, Health health) {
        this.model = Objects.requireNonNull(model, "model");
        this.name = name;
        this.weight = weight;
        this.profile = profile;
        this.health = health;
    }

    /** The model under its own name, with a health of its own. */
    public static Target of(ChatModel model) {
        Profile profile = model.profile();
        return new Target(model, profile.id().toString(), 1, profile, new Health());
    }

    /** The same under another name. */
    public Target name(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a target needs a name that can be read in logs; it was blank");
        }
        return new Target(model, name, weight, profile, health);
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
        return new Target(model, name, weight, profile, health);
    }

    /** The same in this region, whatever the model's profile says. */
    public Target region(@Nullable String region) {
        return profile(known -> known.region(region));
    }

    /** The same with a profile that knows more or better. */
    public Target profile(UnaryOperator<Profile.Builder> change) {
        return new Target(model, name, weight, change.apply(profile.toBuilder()).build(), health);
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

    /** What the route knows of it. */
    public Profile profile() {
        return profile;
    }

    Health health() {
        return health;
    }

    @Override
    public String toString() {
        return "Target[" + name + "]";
    }
}
