package dev.interline.testkit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When the parts of an answer are sent.
 *
 * @param pings how often a sign of life is sent while nothing else is, or null for never
 * @param pieces the sizes of writes, or null for one write an event
 */
record Timing(
        Duration headersAfter,
        Duration firstTokenAfter,
        Duration pace,
        Duration closesAfter,
        @Nullable Duration pings,
        @Nullable Pieces pieces) {

    static final Timing AT_ONCE = new Timing(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, null, null);

    /** Longer than anybody waits; fits into a long of nanoseconds. */
    static final Duration FOREVER = Duration.ofDays(36_500);

    Timing headersAfter(Duration wait) {
        return new Timing(wait, firstTokenAfter, pace, closesAfter, pings, pieces);
    }

    Timing firstTokenAfter(Duration wait) {
        return new Timing(headersAfter, wait, pace, closesAfter, pings, pieces);
    }

    Timing pace(Duration wait) {
        return new Timing(headersAfter, firstTokenAfter, wait, closesAfter, pings, pieces);
    }

    Timing closesAfter(Duration wait) {
        return new Timing(headersAfter, firstTokenAfter, pace, wait, pings, pieces);
    }

    Timing pings(Duration every) {
        return new Timing(headersAfter, firstTokenAfter, pace, closesAfter, every, pieces);
    }

    Timing pieces(Pieces sizes) {
        return new Timing(headersAfter, firstTokenAfter, pace, closesAfter, pings, sizes);
    }

    /** A whole answer is sent when the model is done: all that a stream shows as waiting happens before its headers. */
    Timing whole(int tokens) {
        Duration before = headersAfter.plus(firstTokenAfter).plus(pace.multipliedBy(Math.max(0, tokens - 1)));
        Duration capped = before.compareTo(FOREVER) > 0 ? FOREVER : before;
        return new Timing(capped, Duration.ZERO, Duration.ZERO, closesAfter, pings, pieces);
    }
}
