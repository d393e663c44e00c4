package dev.interline.route;

import dev.interline.CallContext;
import dev.interline.Cancellation;
import dev.interline.policy.Defaults;
import dev.interline.time.Time;
import dev.interline.time.Timer;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A route's own clocks over one attempt: when to ask another target as well, and when to move on to it. */
final class Clocks {
    /** After how long to look again for somebody to ask beside a slow target. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Entrants entrants;
    private final CallContext attempt;
    private final Time time;
    private final @Nullable Duration left;
    private final BooleanSupplier openLane;
    private volatile @Nullable Timer soft;
    private volatile @Nullable Timer slice;
    private volatile @Nullable Timer hedge;
    private volatile boolean stopped;

    /**
     * For one attempt.
     *
     * @param left how much time the call has left; null when it has no limit
     * @param openLane asks another target as well; false when nobody is free
     */
    Clocks(Entrants entrants, CallContext attempt, @Nullable Duration left, BooleanSupplier openLane) {
        this.entrants = entrants;
        this.attempt = attempt;
        this.time = attempt.time();
        this.left = left;
        this.openLane = openLane;
    }

    /**
     * Starts them.
     *
     * @param patience how long the first content may take; null when it comes with the end of the answer
     */
    void start(@Nullable Duration patience) {
        if (patience != null) {
            soft = time.after(patience, this::slow);
        }
        if (left != null) {
            // a quarter of what is left stays for the next target; Duration.dividedBy goes by way of BigDecimal
            Duration reserve = Duration.ofNanos(left.toNanos() / 4);
            slice = time.after(left.minus(reserve), () -> moveOn(reserve));
        }
    }

    /** Asks another target as well after a while, once. */
    void hedge(Duration delay, Runnable also) {
        hedge = time.after(delay, () -> {
            if (!stopped) {
                also.run();
            }
        });
    }

    private void slow() {
        if (stopped || openLane.getAsBoolean() || !entrants.isAnotherLeft(Defaults.FLEX_DEADLINE)) {
            return;
        }
        Timer again = time.after(LOOK_AGAIN, this::slow);
        soft = again;
        if (stopped) {
            again.stop();
        }
    }

    private void moveOn(Duration reserve) {
        if (entrants.isAnotherLeft(reserve)) {
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
