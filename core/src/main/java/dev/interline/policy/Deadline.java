package dev.interline.policy;

import dev.interline.CallContext;
import java.time.Duration;

/**
 * The call must be over in this time, the reading of its stream included, whatever the caller's own limit is; the
 * shorter one counts. Immutable.
 */
public final class Deadline implements Policy {
    private final Duration limit;

    private Deadline(Duration limit) {
        this.limit = limit;
    }

    /**
     * At most this long.
     *
     * @throws IllegalArgumentException when it is not above zero
     */
    public static Deadline of(Duration limit) {
        if (limit.isZero() || limit.isNegative()) {
            throw new IllegalArgumentException("a deadline lies in the future; it was " + limit);
        }
        return new Deadline(limit);
    }

    @Override
    public <T> T apply(Attempt<T> attempt, CallContext context) {
        return attempt.run(context.child(limit));
    }
}
