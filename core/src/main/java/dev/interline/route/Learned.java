package dev.interline.route;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The limit of a target that names none, as its refusals teach it: where capacity is shared with others, nobody says how
 * much there is. A lone refusal teaches nothing. Guarded by the lock of its {@link Health}.
 */
final class Learned {
    /** What is refused within this time was sent before anybody knew. */
    private static final long SAME = Duration.ofSeconds(2).toNanos();

    private static final long SOON = Duration.ofSeconds(30).toNanos();
    private static final double SECOND = Duration.ofSeconds(1).toNanos();
    /** The limit is felt again after as many calls, about. */
    private static final double CALLS = 600;

    private static final long SHORTEST = Duration.ofSeconds(15).toNanos();
    private static final long LONGEST = Duration.ofMinutes(1).toNanos();
    /** Whoever takes so many times what was once refused has no such limit any more. */
    private static final double FORGOTTEN = 50;

    private @Nullable Meter meter;
    private boolean searching;
    private double rate;
    private boolean refused;
    private long since;
    private long calls;

    /** What calls go by; null while there is nothing to go by. */
    @Nullable
    Meter meter(long now) {
        Meter known = meter;
        if (known != null && known.share(now) > FORGOTTEN) {
            meter = null;
            refused = false;
        }
        return meter;
    }

    /** A call is sent. */
    void sent() {
        calls++;
    }

    /** The vendor has refused one. */
    void refused(long now) {
        Meter known = meter(now);
        if (known == null) {
            if (refused && now - since < SOON && calls > 1) {
                search(now);
            } else if (!refused || now - since >= SOON) {
                refused = true;
                since = now;
                calls = 0;
            }
        } else if (searching && now - since < SAME) {
            return;
        } else if (searching) {
            around(rate * known.share(now), now).refused(now);
        } else {
            known.refused(now);
        }
    }

    private void search(long now) {
        rate = Math.max(1, calls * SECOND / Math.max(SECOND, (double) (now - since)));
        searching = true;
        since = now;
        meter = new Meter(60 * rate, Ease.search(now), now);
    }

    private Meter around(double aSecond, long now) {
        long span = (long) Math.min((double) LONGEST, Math.max((double) SHORTEST, CALLS / aSecond * SECOND));
        searching = false;
        Meter found = new Meter(60 * aSecond, Ease.around(span, now), now);
        meter = found;
        return found;
    }
}
