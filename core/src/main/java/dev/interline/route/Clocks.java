package dev.interline.route;

import dev.interline.CallContext;
import dev.interline.Cancellation;
import dev.interline.policy.Defaults;
import dev.interline.time.Timer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A route's own clocks over one attempt: when to ask another target as well, and when to move on to it. */
final class Clocks {
    /** After how long to look again for somebody to ask beside a slow target. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Race<?> race;
    private final Entrants entrants;
    private final CallContext attempt;
    private volatile @Nullable Timer soft;
    private volatile @Nullable Timer slice;
    private volatile @Nullable Timer hedge;
    private volatile boolean stopped;

    /** For one attempt. */
    Clocks(Race<?> race, Entrants entrants, CallContext attempt) {
        this.race = race;
        this.entrants = entrants;
        this.attempt = attempt;
    }

    /**
     * Starts them.
     *
     * @param patience how long the first content may take; null when it comes with the end of the answer
     * @param left how much time the call has left; null when it has no limit
     */
    void start(@Nullable Duration patience, @Nullable Duration left) {
        if (patience != null) {
            soft = attempt.time().after(patience, this::slow);
        }
        if (left != null) {
            // a quarter of what is left stays for the next target
            long all = left.toNanos();
            long reserve = all / 4;
            slice = attempt.time().after(Duration.ofNanos(all - reserve), () -> moveOn(reserve));
        }
    }

    /** Asks another target as well after a while, once. */
    void hedge(Duration delay, Runnable also) {
        hedge = attempt.time().after(delay, () -> {
            if (!stopped) {
                also.run();
            }
        });
    }

    private void slow() {
        if (stopped || race.openLane() || !entrants.isAnotherLeft(Defaults.FLEX_DEADLINE)) {
            return;
        }
        Timer again = attempt.time().after(LOOK_AGAIN, this::slow);
        soft = again;
        if (stopped) {
            again.stop();
        }
    }

    private void moveOn(long reserve) {
        if (entrants.isAnotherLeft(Duration.ofNanos(reserve))) {
            attempt.cancellation()
                    .cancel(
                            Cancellation.Reason.SLICE,
                            "that was its share of the time, and the rest is for the next target");
        }
    }

    void stop() {
        stopped = true;
        stop(soft);
        stop(slice);
        stop(hedge);
    }

    private static void stop(@Nullable Timer timer) {
        if (timer != null) {
            timer.stop();
        }
    }
}
