package dev.interline.time;

import dev.interline.CallContext;
import dev.interline.Cancellation;
import dev.interline.error.ChatException;
import java.time.Duration;
import java.time.Instant;

/**
 * The one clock of the library. Everything that waits, times or races goes through it, so that a test can replace it
 * by {@code ManualTime} and see hours pass in milliseconds. Thread-safe.
 */
public interface Time {

    /** The machine's own time, one for the whole process. */
    static Time system() {
        return SystemTime.INSTANCE;
    }

    /** Nanoseconds of a clock that never jumps; only differences mean something. */
    long nanos();

    /** The time of day. */
    Instant now();

    /**
     * Runs something once after a while, on the thread that serves all timers: it must be short and must not block.
     */
    Timer after(Duration delay, Runnable task);

    /** A new gate whose waits run on this clock. */
    Gate gate();

    /** Runs something on a thread of its own, for a race between two targets. */
    void fork(String name, Runnable task);

    /** A random number from 0 (inclusive) to 1 (exclusive), for jitter. */
    double random();

    /**
     * Waits, unless the call ends before.
     *
     * @throws ChatException when the call was cancelled, its deadline passed or the thread was interrupted (the
     *     interrupt flag stays set)
     */
    default void sleep(Duration duration, CallContext context) {
        Gate wake = gate();
        Runnable forget = context.cancellation().onCancel(wake::open);
        try {
            wake.await(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            context.cancellation().cancel(Cancellation.Reason.INTERRUPTED, "the waiting thread was interrupted");
        } finally {
            forget.run();
        }
        context.check();
    }
}
