package dev.interline;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Settings of one request. What is not set is not sent, so that the vendor's own default holds. What a target does not
 * take is left out with a {@link Notice}. Immutable.
 *
 * <pre>{@code
 * Options options = Options.builder()
 *         .maxOutputTokens(2_000)
 *         .reasoning(Reasoning.of(Effort.LOW).shown())
 *         .extra("azure", Map.of("store", false)) // sent to Azure as it is, to nobody else
 *         .build();
 * }</pre>
 */
public final class Options {
    /** Nothing is set. */
    public static final Options NONE = new Builder().build();

    private final Builder set;

    private Options(Builder set) {
        this.set = set;
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts with these settings. */
    public Builder toBuilder() {
        return new Builder(set);
    }

    /** Cap of the answer in tokens, thinking included; null when not set. */
    public @Nullable Integer maxOutputTokens() {
        return set.maxOutputTokens;
    }

    /** Sampling temperature, 0 to 2 (many models: to 1); null when not set. */
    public @Nullable Double temperature() {
        return set.temperature;
    }

    /** Nucleus sampling, 0 to 1; null when not set. */
    public @Nullable Double topP() {
        return set.topP;
    }

    /** Sample from the k likeliest tokens; null when not set. */
    public @Nullable Integer topK() {
        return set.topK;
    }

    /** -2 to 2; null when not set. */
    public @Nullable Double presencePenalty() {
        return set.presencePenalty;
    }

    /** -2 to 2; null when not set. */
    public @Nullable Double frequencyPenalty() {
        return set.frequencyPenalty;
    }

    /** For repeatable sampling where the vendor offers it; null when not set. */
    public @Nullable Long seed() {
        return set.seed;
    }

    /** Texts at which the answer ends, not part of it; empty when not set. */
    public List<String> stopSequences() {
        return set.stopSequences;
    }

    /** How many likeliest tokens to report for each token of the answer, 0 to 20; null when not set. */
    public @Nullable Integer logProbabilities() {
        return set.logProbabilities;
    }

    /** How wordy the answer should be: {@code low}, {@code medium}, {@code high}; null when not set. */
    public @Nullable String verbosity() {
        return set.verbosity;
    }

    /** The vendor's word for a class of service, such as {@code priority} or {@code flex}; null when not set. */
    public @Nullable String serviceTier() {
        return set.serviceTier;
    }

    /** A stable, anonymous id of the end user, for the vendor's abuse detection; null when not set. */
    public @Nullable String user() {
        return set.user;
    }

    /** Groups requests that share a prompt prefix, for vendors that route by it; null when not set. */
    public @Nullable String cacheKey() {
        return set.cacheKey;
    }

    /** Labels stored or billed with the request; empty when not set. */
    public Map<String, String> metadata() {
        return set.metadata;
    }

    /** What is asked of the model's thinking; null when not set. */
    public @Nullable Reasoning reasoning() {
        return set.reasoning;
    }

    /** Whether several tools may be called in one answer; null when not set. */
    public @Nullable Boolean parallelToolCalls() {
        return set.parallelToolCalls;
    }

    /**
     * Fields for one provider alone, by its name, merged into the request's JSON as they are: maps, lists, strings,
     * numbers, booleans. They win over what the library wrote.
     */
    public Map<String, Map<String, Object>> extras() {
        return set.extras;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Options options && set.asList().equals(options.set.asList());
    }

    @Override
    public int hashCode() {
        return set.asList().hashCode();
    }

    /** Collects settings. Not thread-safe. */
    public static final class Builder {
        private @Nullable Integer maxOutputTokens;
        private @Nullable Double temperature;
        private @Nullable Double topP;
        private @Nullable Integer topK;
        private @Nullable Double presencePenalty;
        private @Nullable Double frequencyPenalty;
        private @Nullable Long seed;
        private List<String> stopSequences = List.of();
        private @Nullable Integer logProbabilities;
        private @Nullable String verbosity;
        private @Nullable String serviceTier;
        private @Nullable String user;
        private @Nullable String cacheKey;
        private Map<String, String> metadata = Map.of();
        private @Nullable Reasoning reasoning;
        private @Nullable Boolean parallelToolCalls;
        private Map<String, Map<String, Object>> extras = Map.of();

        private Builder() {}

        private Builder(Builder from) {
            this.maxOutputTokens = from.maxOutputTokens;
            this.temperature = from.temperature;
            this.topP = from.topP;
            this.topK = from.topK;
            this.presencePenalty = from.presencePenalty;
            this.frequencyPenalty = from.frequencyPenalty;
            this.seed = from.seed;
            this.stopSequences = from.stopSequences;
            this.logProbabilities = from.logProbabilities;
            this.verbosity = from.verbosity;
            this.serviceTier = from.serviceTier;
            this.user = from.user;
            this.cacheKey = from.cacheKey;
            this.metadata = from.metadata;
            this.reasoning = from.reasoning;
            this.parallelToolCalls = from.parallelToolCalls;
            this.extras = from.extras;
        }

        /** Cap of the answer in tokens, thinking included; at least 1. */
        public Builder maxOutputTokens(int tokens) {
            this.maxOutputTokens = atLeast(1, tokens, "maxOutputTokens");
            return this;
        }

        /** 0 to 2. */
        public Builder temperature(double value) {
            this.temperature = within(0, 2, value, "temperature");
            return this;
        }

        /** 0 to 1. */
        public Builder topP(double value) {
            this.topP = within(0, 1, value, "topP");
            return this;
        }

        /** At least 1. */
        public Builder topK(int value) {
            this.topK = atLeast(1, value, "topK");
            return this;
        }

        /** -2 to 2. */
        public Builder presencePenalty(double value) {
            this.presencePenalty = within(-2, 2, value, "presencePenalty");
            return this;
        }

        /** -2 to 2. */
        public Builder frequencyPenalty(double value) {
            this.frequencyPenalty = within(-2, 2, value, "frequencyPenalty");
            return this;
        }

        /** Any number. */
        public Builder seed(long value) {
            this.seed = value;
            return this;
        }

        /** Texts at which the answer ends; none may be empty. */
        public Builder stopSequences(String... sequences) {
            this.stopSequences = List.of(sequences);
            if (stopSequences.contains("")) {
                throw new IllegalArgumentException("a stop sequence is empty; leave it out");
            }
            return this;
        }

        /** 0 to 20 likeliest tokens for each token of the answer. */
        public Builder logProbabilities(int top) {
            this.logProbabilities = (int) within(0, 20, top, "logProbabilities");
            return this;
        }

        /** How wordy the answer should be. */
        public Builder verbosity(String word) {
            this.verbosity = notBlank(word, "verbosity");
            return this;
        }

        /** The vendor's word for a class of service. */
        public Builder serviceTier(String word) {
            this.serviceTier = notBlank(word, "serviceTier");
            return this;
        }

        /** A stable, anonymous id of the end user. */
        public Builder user(String id) {
            this.user = notBlank(id, "user");
            return this;
        }

        /** Groups requests that share a prompt prefix. */
        public Builder cacheKey(String key) {
            this.cacheKey = notBlank(key, "cacheKey");
            return this;
        }

        /** Labels stored or billed with the request. */
        public Builder metadata(Map<String, String> labels) {
            this.metadata = Map.copyOf(labels);
            return this;
        }

        /** What is asked of the model's thinking. */
        public Builder reasoning(Reasoning reasoning) {
            this.reasoning = reasoning;
            return this;
        }

        /** Shorthand for {@code reasoning(Reasoning.of(effort))}. */
        public Builder effort(Effort effort) {
            return reasoning(Reasoning.of(effort));
        }

        /** Whether several tools may be called in one answer. */
        public Builder parallelToolCalls(boolean allowed) {
            this.parallelToolCalls = allowed;
            return this;
        }

        /** Fields for one provider alone, see {@link Options#extras()}. */
        public Builder extra(String provider, Map<String, ?> fields) {
            Map<String, Map<String, Object>> all = new LinkedHashMap<>(extras);
            all.put(provider, Map.copyOf(fields));
            this.extras = Map.copyOf(all);
            return this;
        }

        /** The settings so far. */
        public Options build() {
            return new Options(new Builder(this));
        }

        private List<Object> asList() {
            @Nullable
            Object[] all = {
                maxOutputTokens,
                temperature,
                topP,
                topK,
                presencePenalty,
                frequencyPenalty,
                seed,
                stopSequences,
                logProbabilities,
                verbosity,
                serviceTier,
                user,
                cacheKey,
                metadata,
                reasoning,
                parallelToolCalls,
                extras
            };
            return java.util.Arrays.asList(all);
        }

        private static int atLeast(int least, int value, String name) {
            if (value < least) {
                throw new IllegalArgumentException(name + " must be at least " + least + ", not " + value);
            }
            return value;
        }

        private static double within(double least, double most, double value, String name) {
            if (!(value >= least && value <= most)) {
                throw new IllegalArgumentException(
                        name + " must lie between " + least + " and " + most + ", not " + value);
            }
            return value;
        }

        private static String notBlank(String value, String name) {
            if (Objects.requireNonNull(value, name).isBlank()) {
                throw new IllegalArgumentException(name + " is blank; leave it out instead");
            }
            return value;
        }
    }
}
