package dev.interline.async;

import dev.interline.CallContext;
import dev.interline.Cancellation;
import dev.interline.ChatEvent;
import dev.interline.error.CancelledException;
import dev.interline.error.Failure;
import dev.interline.time.Gate;
import dev.interline.time.Time;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Room for the one event that a poll has asked for, which may come when that poll has long given up. Thread-safe. */
final class Slot implements Feed.Sink {
    private final Feed feed;
    private final CallContext context;
    private final Time time;
    private final AtomicBoolean polling = new AtomicBoolean();
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable ChatEvent event;
    private @Nullable Throwable failure;
    private boolean over;
    /** Opens when something comes; null while nothing is asked for. */
    private @Nullable Gate asked;

    Slot(Feed feed, CallContext context, Time time) {
        this.feed = feed;
        this.context = context;
        this.time = time;
    }

    Polled poll(Duration most) {
        if (!polling.compareAndSet(false, true)) {
            throw new IllegalStateException("two threads poll one stream; a stream is read by one at a time");
        }
        try {
            Gate gate;
            boolean first;
            lock.lock();
            try {
                Polled there = take();
                if (!there.isNothingYet()) {
                    return there;
                }
                first = asked == null;
                gate = asked == null ? time.gate() : asked;
                asked = gate;
            } finally {
                lock.unlock();
            }
            if (first) {
                feed.request(1);
            }
            await(gate, most, context);
            lock.lock();
            try {
                return take();
            } finally {
                lock.unlock();
            }
        } finally {
            polling.set(false);
        }
    }

    private Polled take() {
        ChatEvent there = event;
        if (there != null) {
            event = null;
            asked = null;
            over |= there instanceof ChatEvent.Finished;
            return Polled.of(there);
        }
        if (failure != null) {
            throw rethrow(failure);
        }
        return over ? Polled.ENDED : Polled.NOTHING_YET;
    }

    @Override
    public void event(ChatEvent next) {
        lock.lock();
        try {
            event = next;
            open();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void end(@Nullable Throwable why) {
        lock.lock();
        try {
            over = true;
            failure = why;
            open();
        } finally {
            lock.unlock();
        }
    }

    private void open() {
        Gate gate = asked;
        if (gate != null) {
            gate.open();
        }
    }

    /** Waits as a call of the library does: an interrupt cancels the call and stays set. */
    static void await(Gate gate, Duration most, CallContext context) {
        try {
            gate.await(most);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            context.cancellation().cancel(Cancellation.Reason.INTERRUPTED, "the polling thread was interrupted");
            throw context.failure(e);
        }
    }

    /** What a call throws is unchecked; whoever completes a future may bring anything. */
    static RuntimeException rethrow(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException unchecked
                ? unchecked
                : new CancelledException(
                        "the future of the call was completed by whoever holds it, with "
                                + failure.getClass().getSimpleName(),
                        Failure.NONE,
                        failure);
    }
}
