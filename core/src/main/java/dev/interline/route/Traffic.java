package dev.interline.route;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How much of a target's capacity is in use, and whether it is to be spared while others are free: because it has only
 * just recovered, when the crowd that waited must not fall upon it, or because its answers begin late call after call.
 * A spared target is asked after the others, never left out. Guarded by the lock of its {@link Health}; only
 * {@link #isCalm} and {@link #running} may be asked without.
 */
final class Traffic {
    private static final int FIRST_AFTER_RECOVERY = 2;
    private static final int RECOVERED = 64;
    private static final int LATE_IN_A_ROW = 3;
    private static final long SPARED_NANOS = Duration.ofSeconds(30).toNanos();

    private final AtomicInteger running = new AtomicInteger();
    /** How many calls at a time it gets while it recovers; 0 when it has. Grows with every answer that begins. */
    private int ramp;

    private int late;
    private boolean slow;
    private long slowUntil;
    private volatile boolean calm = true;

    void enter() {
        running.incrementAndGet();
    }

    void leave() {
        running.decrementAndGet();
    }

    /** How many calls are under way. */
    int running() {
        return running.get();
    }

    /** It has just come back. */
    void recovers() {
        ramp = FIRST_AFTER_RECOVERY;
        calm = false;
    }

    /** It is down, and there is nothing to grow. */
    void closes() {
        ramp = 0;
        settle();
    }

    /** An answer has begun in time. */
    void began() {
        late = 0;
        slow = false;
        if (ramp > 0 && ++ramp > RECOVERED) {
            ramp = 0;
        }
        settle();
    }

    /**
     * An answer did not begin in time.
     *
     * @return whether the target is slow by that and was not before
     */
    boolean late(long now) {
        if (++late < LATE_IN_A_ROW) {
            return false;
        }
        boolean news = !slow;
        slow = true;
        slowUntil = now + SPARED_NANOS;
        calm = false;
        return news;
    }

    private void settle() {
        calm = ramp == 0 && !slow;
    }

    /** Whether there is no reason to spare it. */
    boolean isCalm() {
        return calm;
    }

    /** Whether others should be asked before it. */
    boolean isSpared(long now) {
        return (slow && slowUntil - now > 0) || (ramp > 0 && running.get() >= ramp);
    }
}
