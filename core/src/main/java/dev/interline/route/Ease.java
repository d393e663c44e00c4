package dev.interline.route;

import java.time.Duration;

/**
 * Which share of a rate is used, as refusals teach it. A refusal takes a little off, and much when it follows soon upon
 * another; then the share comes back to where it was refused, stays about there for a while, and tries for more: the
 * curve of CUBIC (RFC 9438), stretched so that one refusal in hundreds of calls is enough to know the limit. Guarded by
 * the lock of its {@link Health}.
 */
final class Ease {
    /** What is refused within this time was sent before anybody knew. */
    private static final long SAME = Duration.ofSeconds(2).toNanos();

    private static final long SOON = Duration.ofSeconds(15).toNanos();
    private static final double MUCH = 0.2;
    private static final double LEAST = 0.05;
    private static final double DOUBLING = Duration.ofSeconds(5).toNanos();

    private final double most;
    private final double little;
    private final long span;
    private final boolean searches;
    private double top = 1;
    private double off;
    private long at;
    private boolean refused;

    private Ease(double most, double little, long span, boolean searches, long now) {
        this.most = most;
        this.little = little;
        this.span = span;
        this.searches = searches;
        this.at = now;
    }

    /** For a limit that is known: never more than all of it. */
    static Ease within(long span, long now) {
        return new Ease(1, 0.03, span, false, now);
    }

    /**
     * For a limit that nobody has named, near the rate at which it was felt.
     *
     * @param span after how many nanoseconds the share is back where it was refused
     */
    static Ease around(long span, long now) {
        return new Ease(Double.MAX_VALUE, 0.2, span, false, now);
    }

    /** For a rate that is far too low: twice as much every five seconds. */
    static Ease search(long now) {
        return new Ease(Double.MAX_VALUE, 0, 1, true, now);
    }

    /** The share by which to go now. */
    double share(long now) {
        if (searches) {
            return Math.pow(2, (now - at) / DOUBLING);
        }
        if (!refused) {
            return top;
        }
        double way = (double) (now - at) / span - 1;
        return Math.min(most, top * (1 + off * way * way * way));
    }

    /**
     * The vendor has refused a call.
     *
     * @return whether that is news
     */
    boolean refused(long now) {
        long since = now - at;
        if (refused && since < SAME) {
            return false;
        }
        top = Math.max(LEAST, share(now));
        off = refused && since < SOON ? MUCH : little;
        at = now;
        refused = true;
        return true;
    }
}
