package dev.interline;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a target said, beside an answer, of one of its limits: a hint to plan by, never a promise. What it did not say, or
 * said in numbers that cannot be, is empty.
 *
 * @param what what is counted
 * @param limit the most of it in the target's window, which is a minute nearly everywhere
 * @param remaining how much of it is left
 * @param reset how long, from the answer on, until all of it is there again
 */
public record RateLimit(What what, OptionalLong limit, OptionalLong remaining, Optional<Duration> reset) {

    /** What is counted. */
    public enum What {
        /** Calls. */
        REQUESTS,
        /** Tokens in and out together. */
        TOKENS,
        /** Tokens in. */
        INPUT_TOKENS,
        /** Tokens out. */
        OUTPUT_TOKENS
    }

    /** Checks that all four are there. */
    public RateLimit {
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(limit, "limit");
        Objects.requireNonNull(remaining, "remaining");
        Objects.requireNonNull(reset, "reset");
    }
}
