package dev.interline.route;

import dev.interline.time.Time;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Asks the next target as well when the first one is later than it usually is, long before it is late enough to be
 * given up: the first content wins, the other is cancelled. That makes the slowest answers faster and costs money, so
 * it is off unless set, and a share of extra calls must be named:
 *
 * <pre>{@code
 * router.hedging(Hedge.afterP95().atMost(0.05));
 * }</pre>
 *
 * <p>Nobody is asked as well while the next target is no faster than what was waited already, when a tool has run in
 * this step of a conversation, or for answers that do not come as a stream. Copies of one hedge share its budget.
 * Thread-safe.
 */
public final class Hedge {
    /** So many extra calls may come at once after a quiet time. */
    private static final double BURST = 10;

    private final @Nullable Duration after;
    private final double share;
    private final ReentrantLock lock = new ReentrantLock();
    private double saved;

    private Hedge(@Nullable Duration after, double share) {
        this.after = after;
        this.share = share;
        this.saved = share > 0 ? 1 : 0;
    }

    /** An offer that still wants its budget. */
    public static final class Unpaid {
        private final @Nullable Duration after;

        private Unpaid(@Nullable Duration after) {
            this.after = after;
        }

        /**
         * The hedge with a budget of extra calls.
         *
         * @param share of the calls of the route, above 0 and at most 1; {@code 0.05} is an extra call in 20
         */
        public Hedge atMost(double share) {
            if (!(share > 0 && share <= 1)) {
                throw new IllegalArgumentException(
                        "a share of extra calls is above 0 and at most 1, such as 0.05; it was " + share);
            }
            return new Hedge(after, share);
        }
    }

    /**
     * After the time by which 95 % of the target's own last answers had begun, and a tenth. Until 20 answers within five minutes are
     * known there is no hedging.
     */
    public static Unpaid afterP95() {
        return new Unpaid(null);
    }

    /** After a fixed time without content. */
    public static Unpaid after(Duration delay) {
        return new Unpaid(Rules.above(delay, "delay"));
    }

    /** When a target is late by this; null when that is not known. */
    @Nullable
    Duration delay(Target target, Time time) {
        if (after != null) {
            return after;
        }
        Duration usual = target.health().lately().usually(time.nanos());
        // those just above it are about to begin: the budget is for the others
        return usual == null ? null : usual.plusNanos(usual.toNanos() / 10);
    }

    /** One more call of the route: its share of an extra one is saved. */
    void call() {
        lock.lock();
        try {
            saved = Math.min(BURST, saved + share);
        } finally {
            lock.unlock();
        }
    }

    boolean tryTake() {
        lock.lock();
        try {
            boolean enough = saved >= 1;
            saved -= enough ? 1 : 0;
            return enough;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return "Hedge[" + (after == null ? "p95" : after) + ", at most " + share + "]";
    }
}
