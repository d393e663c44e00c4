package dev.interline;

import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of a call, as the vendor counted them. A number that the vendor did not give is empty, never zero. Immutable.
 *
 * <p>The same on every cloud: {@link #input()} includes what was read from or written to a prompt cache, and
 * {@link #output()} includes what the model thought. The vendor's own numbers are kept in {@link #vendor()}.
 */
public final class Usage {
    /** Nothing is known. */
    public static final Usage UNKNOWN = new Builder().build();

    private final long input;
    private final long output;
    private final long cached;
    private final long written;
    private final long kept;
    private final long reasoning;
    private final @Nullable Later<String> vendor;

    private Usage(Builder builder) {
        this.input = builder.input;
        this.output = builder.output;
        this.cached = builder.cached;
        this.written = builder.written;
        this.kept = builder.kept;
        this.reasoning = builder.reasoning;
        this.vendor = builder.vendor;
    }

    /** Input and output and nothing else. */
    public static Usage of(long input, long output) {
        return builder().input(input).output(output).build();
    }

    /** Starts with nothing known. */
    public static Builder builder() {
        return new Builder();
    }

    /** All input tokens, cached ones included. */
    public OptionalLong input() {
        return known(input);
    }

    /** All output tokens, thinking included. */
    public OptionalLong output() {
        return known(output);
    }

    /** Input tokens that were read from a prompt cache; a part of {@link #input()}. */
    public OptionalLong cachedInput() {
        return known(cached);
    }

    /** The share of the input that was read from a prompt cache, 0 to 1; empty where the vendor does not tell. */
    public OptionalDouble cachedShare() {
        return cached < 0 || input <= 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.min(1, (double) cached / input));
    }

    /** Input tokens that were written to a prompt cache; a part of {@link #input()}. */
    public OptionalLong cacheWrites() {
        return known(written);
    }

    /** Input tokens that were written to a prompt cache to be kept for an hour; a part of {@link #cacheWrites()}. */
    public OptionalLong longCacheWrites() {
        return known(kept);
    }

    /** Output tokens spent on thinking; a part of {@link #output()}. */
    public OptionalLong reasoning() {
        return known(reasoning);
    }

    /** Input plus output, when both are known. */
    public OptionalLong total() {
        return input < 0 || output < 0 ? OptionalLong.empty() : OptionalLong.of(input + output);
    }

    /** The vendor's own numbers, a JSON object as text; empty when there were none. */
    public String vendor() {
        Later<String> json = vendor;
        return json == null ? "" : json.get();
    }

    /** Whether at least one number is known. */
    public boolean isKnown() {
        return input >= 0 || output >= 0;
    }

    /** The sum of two calls. What one of them knows and the other does not counts as far as it is known. */
    public Usage plus(Usage other) {
        return builder()
                .input(sum(input, other.input))
                .output(sum(output, other.output))
                .cachedInput(sum(cached, other.cached))
                .cacheWrites(sum(written, other.written))
                .longCacheWrites(sum(kept, other.kept))
                .reasoning(sum(reasoning, other.reasoning))
                .build();
    }

    private static long sum(long a, long b) {
        return a < 0 ? b : b < 0 ? a : a + b;
    }

    private static OptionalLong known(long value) {
        return value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof Usage other
                && input == other.input
                && output == other.output
                && cached == other.cached
                && written == other.written
                && kept == other.kept
                && reasoning == other.reasoning;
    }

    @Override
    public int hashCode() {
        return Objects.hash(input, output, cached, written, kept, reasoning);
    }

    /** What is known, and nothing of what is not. */
    @Override
    public String toString() {
        StringBuilder words = new StringBuilder();
        add(words, "input", input);
        add(words, "cached", cached);
        add(words, "output", output);
        add(words, "reasoning", reasoning);
        return words.length() == 0 ? "Usage[unknown]" : "Usage[" + words + "]";
    }

    private static void add(StringBuilder words, String name, long value) {
        if (value >= 0) {
            words.append(words.length() == 0 ? "" : ", ")
                    .append(name)
                    .append('=')
                    .append(value);
        }
    }

    /** Collects numbers as they come; a negative number means unknown. */
    public static final class Builder {
        private long input = -1;
        private long output = -1;
        private long cached = -1;
        private long written = -1;
        private long kept = -1;
        private long reasoning = -1;
        private @Nullable Later<String> vendor;

        private Builder() {}

        /** All input tokens, cached ones included. */
        public Builder input(long tokens) {
            this.input = tokens;
            return this;
        }

        /** All output tokens, thinking included. */
        public Builder output(long tokens) {
            this.output = tokens;
            return this;
        }

        /** The part of the input that was read from a cache. */
        public Builder cachedInput(long tokens) {
            this.cached = tokens;
            return this;
        }

        /** The part of the input that was written to a cache. */
        public Builder cacheWrites(long tokens) {
            this.written = tokens;
            return this;
        }

        /** The part of what was written to a cache that is kept for an hour. */
        public Builder longCacheWrites(long tokens) {
            this.kept = tokens;
            return this;
        }

        /** The part of the output that was thinking. */
        public Builder reasoning(long tokens) {
            this.reasoning = tokens;
            return this;
        }

        /** The vendor's own numbers, a JSON object as text. */
        public Builder vendor(String json) {
            return vendor(() -> json);
        }

        /**
         * The vendor's own numbers, written when somebody asks for them first.
         *
         * @param json gives the same text every time, on any thread
         */
        public Builder vendor(Supplier<String> json) {
            this.vendor = new Later<>(json);
            return this;
        }

        /** The usage so far. */
        public Usage build() {
            return new Usage(this);
        }
    }
}
