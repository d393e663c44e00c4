package dev.interline;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Who would answer, and what is known of it. Anything but the id may be unknown: it is then empty, and nothing is
 * guessed from a deployment's name. Immutable.
 *
 * <pre>{@code
 * Target target = Target.of(model)
 *         .profile(it -> it.residency("eu").contextWindow(128_000).reasons(false));
 * }</pre>
 */
public final class Profile {
    private final ModelId id;
    private final @Nullable String model;
    private final @Nullable String family;
    private final @Nullable Boolean reasons;
    private final @Nullable String region;
    private final @Nullable String residency;
    private final Map<Ability, Boolean> abilities;
    private final long contextWindow;
    private final long maxOutput;
    private final int dimensions;
    private final @Nullable Price price;
    private final Limits limits;
    private final Burndown burndown;
    private final Function<CallContext, String> credentialKey;
    private final ToLongFunction<CallContext> credentialVersion;

    private Profile(Builder builder) {
        this.id = builder.id;
        this.model = builder.model;
        this.family = builder.family;
        this.reasons = builder.reasons;
        this.region = builder.region;
        this.residency = builder.residency;
        this.abilities = Map.copyOf(builder.abilities);
        this.contextWindow = builder.contextWindow;
        this.maxOutput = builder.maxOutput;
        this.dimensions = builder.dimensions;
        this.price = builder.price;
        this.limits = builder.limits;
        this.burndown = builder.burndown;
        this.credentialKey = builder.credentialKey;
        this.credentialVersion = builder.credentialVersion;
    }

    /** A profile that knows nothing but the id. */
    public static Profile of(ModelId id) {
        return builder(id).build();
    }

    /** Starts with nothing known but the id. */
    public static Builder builder(ModelId id) {
        return new Builder(id);
    }

    /** A builder that starts with this profile. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Where the answer would come from. */
    public ModelId id() {
        return id;
    }

    /** The maker's model, the same word on every cloud that sells it, such as {@code gpt-5.1}; empty when unknown. */
    public Optional<String> model() {
        return Optional.ofNullable(model);
    }

    /**
     * The family that decides which settings the model takes, such as {@code gpt-5} or {@code claude-sonnet-4-5};
     * the {@link #model()} where none was declared; empty when unknown.
     */
    public Optional<String> family() {
        return family != null ? Optional.of(family) : model();
    }

    /** Whether the model thinks before it answers; empty when unknown, which is treated as yes. */
    public Optional<Boolean> reasons() {
        return Optional.ofNullable(reasons);
    }

    /** The vendor's region or location; empty when unknown. */
    public Optional<String> region() {
        return Optional.ofNullable(region);
    }

    /** Where data stays, as declared, such as {@code eu}; never read off a host; empty when not declared. */
    public Optional<String> residency() {
        return Optional.ofNullable(residency);
    }

    /** Whether it can do something; empty when unknown. */
    public Optional<Boolean> can(Ability ability) {
        return Optional.ofNullable(abilities.get(ability));
    }

    /** Input and output together, in tokens; empty when unknown. */
    public OptionalLong contextWindow() {
        return contextWindow < 0 ? OptionalLong.empty() : OptionalLong.of(contextWindow);
    }

    /** The most that an answer may have, in tokens; empty when unknown. */
    public OptionalLong maxOutput() {
        return maxOutput < 0 ? OptionalLong.empty() : OptionalLong.of(maxOutput);
    }

    /** How many numbers its vectors have, when it makes vectors; empty when unknown, or when it makes none. */
    public OptionalInt dimensions() {
        return dimensions < 0 ? OptionalInt.empty() : OptionalInt.of(dimensions);
    }

    /** What it costs; empty when unknown, which is not the same as nothing. */
    public Optional<Price> price() {
        return Optional.ofNullable(price);
    }

    /** How much it takes at once; {@link Limits#NONE} when unknown. */
    public Limits limits() {
        return limits;
    }

    /** How its vendor counts against the limit of tokens; {@link Burndown#PLAIN} unless known otherwise. */
    public Burndown burndown() {
        return burndown;
    }

    /**
     * Tells credentials apart without showing them, so that what is learnt with one (a denial, a token) is not applied
     * to another. The same word for every call unless credentials depend on the call.
     */
    public String credentialKey(CallContext context) {
        return credentialKey.apply(context);
    }

    /**
     * A number that changes when the credential does, so that a target that refused the old one is asked again; 0 when
     * nobody knows. Asked only while there was a refusal; fetches nothing.
     */
    public long credentialVersion(CallContext context) {
        return credentialVersion.applyAsLong(context);
    }

    @Override
    public String toString() {
        return "Profile[" + id + "]";
    }

    /** Collects what is known. Not thread-safe. */
    public static final class Builder {
        private ModelId id;
        private @Nullable String model;
        private @Nullable String family;
        private @Nullable Boolean reasons;
        private @Nullable String region;
        private @Nullable String residency;
        private final Map<Ability, Boolean> abilities = new EnumMap<>(Ability.class);
        private long contextWindow = -1;
        private long maxOutput = -1;
        private int dimensions = -1;
        private @Nullable Price price;
        private Limits limits = Limits.NONE;
        private Burndown burndown = Burndown.PLAIN;
        private Function<CallContext, String> credentialKey = context -> "";
        private ToLongFunction<CallContext> credentialVersion = context -> 0;

        private Builder(ModelId id) {
            this.id = Objects.requireNonNull(id, "id");
        }

        private Builder(Profile from) {
            this.id = from.id;
            this.model = from.model;
            this.family = from.family;
            this.reasons = from.reasons;
            this.region = from.region;
            this.residency = from.residency;
            this.abilities.putAll(from.abilities);
            this.contextWindow = from.contextWindow;
            this.maxOutput = from.maxOutput;
            this.dimensions = from.dimensions;
            this.price = from.price;
            this.limits = from.limits;
            this.burndown = from.burndown;
            this.credentialKey = from.credentialKey;
            this.credentialVersion = from.credentialVersion;
        }

        /** The maker's model. */
        public Builder model(@Nullable String model) {
            this.model = word(model, "model");
            return this;
        }

        /** The family that decides which settings the model takes. */
        public Builder family(@Nullable String family) {
            this.family = word(family, "family");
            return this;
        }

        /** Whether the model thinks before it answers; null when unknown. */
        public Builder reasons(@Nullable Boolean reasons) {
            this.reasons = reasons;
            return this;
        }

        /** The vendor's region or location. */
        public Builder region(@Nullable String region) {
            this.region = word(region, "region");
            return this;
        }

        /** Where data stays. */
        public Builder residency(@Nullable String residency) {
            this.residency = word(residency, "residency");
            return this;
        }

        /** It can do these. */
        public Builder can(Ability... known) {
            for (Ability ability : known) {
                abilities.put(ability, true);
            }
            return this;
        }

        /** It cannot do these. */
        public Builder cannot(Ability... known) {
            for (Ability ability : known) {
                abilities.put(ability, false);
            }
            return this;
        }

        /** Input and output together, in tokens. */
        public Builder contextWindow(long tokens) {
            this.contextWindow = positive(tokens, "contextWindow");
            return this;
        }

        /** The most that an answer may have, in tokens. */
        public Builder maxOutput(long tokens) {
            this.maxOutput = positive(tokens, "maxOutput");
            return this;
        }

        /** How many numbers its vectors have. */
        public Builder dimensions(int dimensions) {
            if (dimensions <= 0) {
                throw new IllegalArgumentException("dimensions is a number above zero, not " + dimensions);
            }
            this.dimensions = dimensions;
            return this;
        }

        /** What it costs; null when unknown. */
        public Builder price(@Nullable Price price) {
            this.price = price;
            return this;
        }

        /** How much it takes at once. */
        public Builder limits(Limits limits) {
            this.limits = limits;
            return this;
        }

        /** How its vendor counts against the limit of tokens. */
        public Builder burndown(Burndown burndown) {
            this.burndown = burndown;
            return this;
        }

        /** See {@link Profile#credentialKey}. */
        public Builder credentialKey(Function<CallContext, String> key) {
            this.credentialKey = key;
            return this;
        }

        /** See {@link Profile#credentialVersion}. */
        public Builder credentialVersion(ToLongFunction<CallContext> version) {
            this.credentialVersion = version;
            return this;
        }

        /** The profile so far. */
        public Profile build() {
            return new Profile(this);
        }

        private static @Nullable String word(@Nullable String value, String name) {
            if (value != null && value.isBlank()) {
                throw new IllegalArgumentException(name + " is blank; leave it out when it is unknown");
            }
            return value;
        }

        private static long positive(long value, String name) {
            if (value <= 0) {
                throw new IllegalArgumentException(name + " is a number of tokens above zero, not " + value);
            }
            return value;
        }
    }
}
