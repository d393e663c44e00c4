package dev.interline;

import dev.interline.time.Time;
import dev.interline.time.Timer;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When a call began, by when it must be over, and the timer that sees to it. One for all copies of a context. */
final class CallClock implements Runnable {
    private static final long NEVER = Long.MAX_VALUE;
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final @Nullable CallClock parent;
    private final Cancellation cancellation;
    private final @Nullable Duration limit;
    private volatile @Nullable Time time;
    private volatile long started;
    private volatile long firstContent = -1;
    private volatile long deadline = NEVER;
    private volatile boolean lent;
    private volatile boolean over;
    private volatile @Nullable Timer timer;

    CallClock(@Nullable CallClock parent, Cancellation cancellation, @Nullable Duration limit) {
        this.parent = parent;
        this.cancellation = cancellation;
        this.limit = limit;
        Time clock = parent == null ? null : parent.time;
        if (clock != null) {
            start(clock);
        }
    }

    /** Stamps the start and the deadline, once, and those of the parents first. */
    void start(Time clock) {
        if (parent != null) {
            parent.start(clock);
        }
        if (time == null) {
            started = clock.nanos();
            deadline = limit == null ? NEVER : at(started, limit);
            time = clock;
        }
    }

    private static long at(long start, Duration limit) {
        return limit.compareTo(LONGEST) >= 0 ? NEVER : start + limit.toNanos();
    }

    void begin(Time clock, @Nullable Duration fallback, boolean untilContent) {
        start(clock);
        if (fallback != null && deadline() == NEVER) {
            deadline = at(time().nanos(), fallback);
            lent = untilContent;
        }
        long at = deadline();
        // a parent that watches the same deadline passes its cancellation on
        if (at != NEVER && timer == null && !over && (deadline == at || !isWatched(at))) {
            setTimer(at - time().nanos());
        }
    }

    private boolean isWatched(long at) {
        for (CallClock above = parent; above != null; above = above.parent) {
            if (above.timer != null && above.deadline() == at) {
                return true;
            }
        }
        return false;
    }

    private void setTimer(long nanos) {
        Timer set = time().after(Duration.ofNanos(Math.max(0, nanos)), this);
        timer = set;
        if (over) {
            set.stop();
        }
    }

    @Override
    public void run() {
        look();
    }

    /** Cancels the call when its time is over, and looks again later when that has moved. */
    void look() {
        long at = deadline();
        if (at == NEVER || over) {
            timer = null;
            return;
        }
        long left = at - time().nanos();
        if (left > 0) {
            setTimer(left);
            return;
        }
        cancellation.cancel(
                Cancellation.Reason.DEADLINE,
                "not done within " + Duration.ofNanos(at - root().started).toMillis() + " ms");
    }

    boolean isLate() {
        Time clock = time;
        long at = deadline();
        return clock != null && at != NEVER && at - clock.nanos() <= 0;
    }

    void content() {
        if (firstContent < 0) {
            firstContent = time().nanos() - started;
        }
        if (lent) {
            lent = false;
            deadline = NEVER;
        }
    }

    /**
     * When the first content came.
     *
     * @param whole when the answer came whole; null when it did not come
     */
    @Nullable
    Duration firstContent(@Nullable Duration whole) {
        long at = firstContent;
        return at < 0 ? whole : Duration.ofNanos(at);
    }

    Duration took() {
        Time clock = time;
        return clock == null ? Duration.ZERO : Duration.ofNanos(clock.nanos() - started);
    }

    long sinceRoot(long nanos) {
        return nanos - root().started;
    }

    Optional<Duration> remaining() {
        if (time == null) {
            Optional<Duration> above = parent == null ? Optional.empty() : parent.remaining();
            if (limit == null) {
                return above;
            }
            return Optional.of(above.isPresent() && above.get().compareTo(limit) < 0 ? above.get() : limit);
        }
        long at = deadline();
        return at == NEVER ? Optional.empty() : Optional.of(Duration.ofNanos(Math.max(0, at - time().nanos())));
    }

    /** As {@link #remaining()}, without limits that the first content takes away. */
    Optional<Duration> remainingToTheEnd() {
        long at = wholeDeadline();
        return time == null || at == NEVER
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(Math.max(0, at - time().nanos())));
    }

    void end() {
        over = true;
        Timer running = timer;
        if (running != null) {
            running.stop();
        }
    }

    Time time() {
        Time clock = time;
        return clock == null ? Time.system() : clock;
    }

    private long deadline() {
        long own = deadline;
        return parent == null ? own : Math.min(own, parent.deadline());
    }

    private long wholeDeadline() {
        long own = lent ? NEVER : deadline;
        return parent == null ? own : Math.min(own, parent.wholeDeadline());
    }

    private CallClock root() {
        CallClock root = this;
        while (root.parent != null) {
            root = root.parent;
        }
        return root;
    }
}
