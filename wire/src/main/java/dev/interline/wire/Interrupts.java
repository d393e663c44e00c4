package dev.interline.wire;

import dev.interline.CallContext;
import dev.interline.Cancellation;
import dev.interline.time.Time;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Notices interrupts of threads that sit in a socket read, to which an interrupt does nothing by itself on a platform
 * thread. Looks ten times a second while there is anybody to look at. Thread-safe.
 */
final class Interrupts {
    private static final Duration EVERY = Duration.ofMillis(100);
    private static final Set<Seat> SEATS = ConcurrentHashMap.newKeySet();
    private static final AtomicBoolean LOOKING = new AtomicBoolean();

    private Interrupts() {}

    /**
     * A place for the thread that reads for one call; empty while nobody reads. Taken and left with every event, without
     * waiting until other processors see it: whoever looks will look again.
     */
    static final class Seat implements AutoCloseable {
        private final CallContext context;
        private final AtomicReference<@Nullable Thread> reader = new AtomicReference<>();

        private Seat(CallContext context) {
            this.context = context;
        }

        void sit() {
            reader.setRelease(Thread.currentThread());
        }

        void rise() {
            reader.setRelease(null);
        }

        @Override
        public void close() {
            SEATS.remove(this);
        }
    }

    static Seat seat(CallContext context) {
        Seat seat = new Seat(context);
        SEATS.add(seat);
        if (LOOKING.compareAndSet(false, true)) {
            Time.system().after(EVERY, Interrupts::look);
        }
        return seat;
    }

    private static void look() {
        for (Seat seat : SEATS) {
            Thread reader = seat.reader.get();
            if (reader != null && reader.isInterrupted()) {
                cancel(seat.context);
            }
        }
        LOOKING.set(false);
        if (!SEATS.isEmpty() && LOOKING.compareAndSet(false, true)) {
            Time.system().after(EVERY, Interrupts::look);
        }
    }

    static void cancel(CallContext context) {
        context.cancellation().cancel(Cancellation.Reason.INTERRUPTED, "the reading thread was interrupted");
    }
}
