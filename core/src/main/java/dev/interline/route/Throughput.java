package dev.interline.route;

import java.time.Duration;

/**
 * How fast an answer must come: a stream that stays below for so long drips, and is taken for a broken one. Tokens are
 * counted as they are told, or by their length where a provider bundles them; thinking, and waiting for the reader, do
 * not count against the stream.
 *
 * @param tokensPerSecond above zero
 * @param over the time of reading over which it is measured, above zero
 */
public record Throughput(double tokensPerSecond, Duration over) {

    /** Refuses what could not be measured. */
    public Throughput {
        if (!(tokensPerSecond > 0) || Double.isInfinite(tokensPerSecond)) {
            throw new IllegalArgumentException("a throughput is above zero tokens per second, not " + tokensPerSecond);
        }
        Rules.above(over, "the time of a throughput");
    }

    /** So many tokens per second, measured over so long: {@code Throughput.of(5, Duration.ofSeconds(15))}. */
    public static Throughput of(double tokensPerSecond, Duration over) {
        return new Throughput(tokensPerSecond, over);
    }
}
