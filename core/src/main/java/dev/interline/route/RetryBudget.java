package dev.interline.route;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps retries from becoming a storm: a bucket of ten tries, filled by a tenth with every call. A target that fails
 * all the time is asked again for about one call in ten, however many callers there are. Thread-safe.
 */
final class RetryBudget {
    private static final long FULL = 100;
    private static final long A_TRY = 10;
    private static final long A_CALL = 1;

    private final AtomicLong tenths = new AtomicLong(FULL);

    void call() {
        if (tenths.get() < FULL) {
            tenths.updateAndGet(now -> Math.min(FULL, now + A_CALL));
        }
    }

    boolean tryTake() {
        return tenths.getAndUpdate(now -> now >= A_TRY ? now - A_TRY : now) >= A_TRY;
    }
}
