package dev.interline.testkit;

import dev.interline.time.Time;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Waits on a line, by the system's clock or by a test's. */
record Waits(LongSupplier nanoTime, boolean virtual) {

    /** How long to look away from something that cannot wake us: a test's clock, a latch. */
    private static final int GLANCE_MILLIS = 1;

    /** Whose waits the peer makes itself, on this clock. */
    static Waits on(Time time) {
        return new Waits(time::nanos, false);
    }

    static Waits real() {
        return new Waits(System::nanoTime, false);
    }

    /** A sign of life that is sent during a wait. */
    interface Ping {
        void send() throws IOException;
    }

    long now() {
        return nanoTime.getAsLong();
    }

    /**
     * Waits until so much time has passed since then. The beginning is given, because a test may move its clock as soon as
     * it has seen what was sent before the wait.
     *
     * @throws IOException if the client goes or the server is closed meanwhile
     */
    void pause(Peer line, long since, Duration length, @Nullable Duration every, Ping ping) throws IOException {
        long until = since + length.toNanos();
        wait(line, () -> Math.max(0, until - now()), virtual, every, ping);
    }

    /** @throws IOException if the client goes or the server is closed meanwhile */
    void hold(Peer line, CountDownLatch latch, @Nullable Duration every, Ping ping) throws IOException {
        wait(line, () -> latch.getCount() > 0 ? Long.MAX_VALUE : 0, true, every, ping);
    }

    private void wait(Peer line, LongSupplier left, boolean glancing, @Nullable Duration every, Ping ping)
            throws IOException {
        long last = now();
        for (long remaining = left.getAsLong(); remaining > 0; remaining = left.getAsLong()) {
            long toPing = Long.MAX_VALUE;
            if (every != null) {
                toPing = every.toNanos() - (now() - last);
                if (toPing <= 0) {
                    ping.send();
                    last = now();
                    continue;
                }
            }
            line.linger(glancing ? GLANCE_MILLIS : millis(Math.min(remaining, toPing)));
        }
    }

    private static int millis(long nanos) {
        return (int) Math.min(Integer.MAX_VALUE, nanos / 1_000_000 + (nanos % 1_000_000 == 0 ? 0 : 1));
    }
}
