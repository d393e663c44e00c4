package dev.interline.route;

import java.time.Duration;

/**
 * One limit a minute, as a bucket that is filled all the time. It holds a second's worth at first, because vendors count
 * by windows of a second or ten, not by the minute that they name, and less with every refusal, until calls go one by
 * one. Written by hand, for a bucket must run on the route's clock, take back what was not used and go below zero, when
 * one call takes more than the bucket holds. Guarded by the lock of its {@link Health}.
 */
final class Meter {
    private static final double MINUTE = Duration.ofMinutes(1).toNanos();
    private static final double SECONDS = 60;
    private static final double LESS = 4;
    /** Of a second's worth: whoever wakes a little late has not lost what came meanwhile. */
    private static final double LEAST = 0.05;

    private final double most;
    private double perNano;
    private final double least;
    private final Ease ease;
    private double full;
    private double level;
    private long at;

    /**
     * A full one.
     *
     * @param perMinute above zero
     * @param ease how much of it is used
     */
    Meter(double perMinute, Ease ease, long now) {
        this.most = perMinute;
        this.perNano = perMinute / MINUTE;
        this.full = Math.max(1, perMinute / SECONDS);
        this.least = Math.max(1, full * LEAST);
        this.ease = ease;
        this.level = full;
        this.at = now;
    }

    /**
     * How many nanoseconds until so much may be taken; what is more than the bucket holds waits for it to be full.
     *
     * @param ahead what others take before
     */
    long left(double ahead, double amount, long now) {
        fill(now);
        double lacks = ahead + Math.min(amount, full) - level;
        // a hair's breadth of rounding is no reason to wait
        return lacks <= 1e-6 * full ? 0 : (long) Math.ceil(lacks / (perNano * ease.share(now)));
    }

    /** Which share of the limit is used. */
    double share(long now) {
        return ease.share(now);
    }

    void take(double amount, long now) {
        fill(now);
        level -= amount;
    }

    /** It turned out to be less; or more, when the amount is below zero. */
    void giveBack(double amount, long now) {
        fill(now);
        level += amount;
    }

    /**
     * The vendor says how much is left; others may draw on the same limit.
     *
     * @param reset nanoseconds until there is more; 0 when it does not say
     */
    void correct(double remaining, long reset, long now) {
        fill(now);
        double known = Math.min(level, remaining);
        level = remaining < 1 && reset > 0 ? Math.min(known, 1 - Math.min(reset * perNano, most)) : known;
    }

    /** The vendor says that it takes so much a minute; what was agreed is the most. */
    void within(double perMinute, long now) {
        fill(now);
        perNano = Math.min(most, perMinute) / MINUTE;
    }

    /** The vendor has refused a call that should have been within its limit: what comes at once is too much for it. */
    void refused(long now) {
        fill(now);
        if (ease.refused(now)) {
            full = Math.max(least, full / LESS);
        }
        level = Math.min(level, 0);
    }

    private void fill(long now) {
        if (now - at > 0) {
            double filled = Math.min(full, level + (now - at) * perNano * ease.share(now));
            // what was given back may stand above
            level = Math.max(level, filled);
            at = now;
        }
    }
}
