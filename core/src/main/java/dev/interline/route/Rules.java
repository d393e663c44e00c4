package dev.interline.route;

import dev.interline.error.Advice;
import dev.interline.error.ChatException;
import dev.interline.policy.Defaults;
import dev.interline.time.Time;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a router, one immutable bundle so that copies of a router differ in what was set and in nothing else.
 *
 * @param name what the route is called in logs
 * @param targets whom it may ask, in order of preference
 * @param strategy in which order it does
 * @param deadline over everything; null for the default
 * @param firstContent the soft clock; null for the default of each target
 * @param silence the hard clock; null for the default of each target
 * @param maxRetryWait the longest wait for a rate-limited target; null for the defaults
 * @param mostAttempts the most requests on the wire for one call
 * @param recovery what happens when a stream breaks
 * @param failOverWhenBlocked whether a content filter's verdict is taken elsewhere
 * @param time the clock
 */
record Rules(
        String name,
        List<Target> targets,
        Strategy strategy,
        @Nullable Duration deadline,
        @Nullable Duration firstContent,
        @Nullable Duration silence,
        @Nullable Duration maxRetryWait,
        int mostAttempts,
        StreamRecovery recovery,
        boolean failOverWhenBlocked,
        Time time) {

    static Rules over(List<Target> targets) {
        return new Rules(
                "chat",
                targets,
                Strategy.inOrder(),
                null,
                null,
                null,
                null,
                Defaults.MOST_ATTEMPTS,
                StreamRecovery.FAIL,
                false,
                Time.system());
    }

    Rules name(String value) {
        return new Rules(
                value,
                targets,
                strategy,
                deadline,
                firstContent,
                silence,
                maxRetryWait,
                mostAttempts,
                recovery,
                failOverWhenBlocked,
                time);
    }

    Rules strategy(Strategy value) {
        return new Rules(
                name,
                targets,
                value,
                deadline,
                firstContent,
                silence,
                maxRetryWait,
                mostAttempts,
                recovery,
                failOverWhenBlocked,
                time);
    }

    Rules deadline(Duration value) {
        return new Rules(
                name,
                targets,
                strategy,
                above(value, "deadline"),
                firstContent,
                silence,
                maxRetryWait,
                mostAttempts,
                recovery,
                failOverWhenBlocked,
                time);
    }

    Rules firstContent(Duration value) {
        return new Rules(
                name,
                targets,
                strategy,
                deadline,
                above(value, "firstContent"),
                silence,
                maxRetryWait,
                mostAttempts,
                recovery,
                failOverWhenBlocked,
                time);
    }

    Rules silence(Duration value) {
        return new Rules(
                name,
                targets,
                strategy,
                deadline,
                firstContent,
                above(value, "silence"),
                maxRetryWait,
                mostAttempts,
                recovery,
                failOverWhenBlocked,
                time);
    }

    Rules maxRetryWait(Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException("maxRetryWait must not be negative: " + value);
        }
        return new Rules(
                name,
                targets,
                strategy,
                deadline,
                firstContent,
                silence,
                value,
                mostAttempts,
                recovery,
                failOverWhenBlocked,
                time);
    }

    Rules mostAttempts(int value) {
        if (value < 1) {
            throw new IllegalArgumentException("a call takes at least 1 attempt, not " + value);
        }
        return new Rules(
                name,
                targets,
                strategy,
                deadline,
                firstContent,
                silence,
                maxRetryWait,
                value,
                recovery,
                failOverWhenBlocked,
                time);
    }

    Rules recovery(StreamRecovery value) {
        return new Rules(
                name,
                targets,
                strategy,
                deadline,
                firstContent,
                silence,
                maxRetryWait,
                mostAttempts,
                value,
                failOverWhenBlocked,
                time);
    }

    Rules failOverWhenBlocked(boolean value) {
        return new Rules(
                name,
                targets,
                strategy,
                deadline,
                firstContent,
                silence,
                maxRetryWait,
                mostAttempts,
                recovery,
                value,
                time);
    }

    Rules time(Time value) {
        return new Rules(
                name,
                targets,
                strategy,
                deadline,
                firstContent,
                silence,
                maxRetryWait,
                mostAttempts,
                recovery,
                failOverWhenBlocked,
                value);
    }

    /** What a failure asks for under these rules. */
    Advice advice(ChatException failure) {
        return failure.kind() == ChatException.Kind.BLOCKED && failOverWhenBlocked
                ? Advice.FAIL_OVER
                : failure.advice();
    }

    /** The longest wait for one target while another is free. */
    Duration longestWait() {
        return maxRetryWait == null ? Defaults.MAX_RETRY_WAIT : maxRetryWait;
    }

    /** The longest wait when nobody is free. */
    Duration longestWaitAlone() {
        return maxRetryWait == null || maxRetryWait.compareTo(Defaults.MAX_RETRY_WAIT_ALONE) < 0
                ? Defaults.MAX_RETRY_WAIT_ALONE
                : maxRetryWait;
    }

    private static Duration above(Duration value, String name) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(name + " must be above zero, not " + value);
        }
        return value;
    }
}
