package dev.interline.policy;

import dev.interline.error.ChatException;
import dev.interline.time.Time;
import java.time.Duration;

/**
 * How long to wait before the same target is asked again: full jitter over a base that doubles with every try, 50 ms,
 * or 1 s for a rate limit, at most 20 s, and never less than the target's own hint, which is capped at 10 minutes. The
 * numbers are those of the AWS SDKs' retry rules of 2026.
 */
public final class Backoff {
    private static final long CAP = Duration.ofSeconds(20).toNanos();
    private static final Duration LONGEST_HINT = Duration.ofMinutes(10);

    private Backoff() {}

    /**
     * The wait.
     *
     * @param tries how often the target has been asked in this call, at least 1
     */
    public static Duration before(ChatException failure, int tries, Time time) {
        long base = (failure.kind() == ChatException.Kind.RATE_LIMITED ? Duration.ofSeconds(1) : Duration.ofMillis(50))
                .toNanos();
        long most = Math.min(CAP, base << Math.min(tries - 1, 20));
        Duration jittered = Duration.ofNanos((long) (time.random() * most));
        Duration hint = hint(failure);
        return hint.compareTo(jittered) > 0 ? hint : jittered;
    }

    /** The target's own hint, capped; zero when there is none. A day has been seen. */
    public static Duration hint(ChatException failure) {
        Duration hint = failure.retryAfter().orElse(Duration.ZERO);
        return hint.compareTo(LONGEST_HINT) > 0 ? LONGEST_HINT : hint;
    }
}
