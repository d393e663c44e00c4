package dev.interline.policy;

import dev.interline.CallContext;
import dev.interline.Cancellation;
import dev.interline.error.BusyException;
import dev.interline.time.Gate;
import dev.interline.time.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * At most so many calls of a model at a time, streams counted until they end, so that a slow cloud does not take all
 * threads. Who comes when all places are taken waits in line, not at all unless set, and then fails with
 * {@link BusyException}. A route has limits of its own for each target, and asks somebody else instead of waiting. All
 * models that are given the same bulkhead share its places. Thread-safe.
 *
 * <pre>{@code
 * ChatModel model = azure.with(Bulkhead.of(20).waiting(Duration.ofSeconds(5)));
 * }</pre>
 */
public final class Bulkhead implements Policy {
    private final int most;
    private final Duration longestWait;
    private final Places places;
    private final @Nullable Time time;

    /** The places, shared by copies that differ in how long they wait. */
    private static final class Places {
        final ReentrantLock lock = new ReentrantLock();
        final ArrayDeque<Waiter> line = new ArrayDeque<>();
        int free;
    }

    /** One call in the line. */
    private static final class Waiter {
        final Gate turn;
        boolean granted;

        Waiter(Gate turn) {
            this.turn = turn;
        }
    }

    private Bulkhead(int most, Duration longestWait, Places places, @Nullable Time time) {
        this.most = most;
        this.longestWait = longestWait;
        this.places = places;
        this.time = time;
    }

    /**
     * At most so many calls at a time.
     *
     * @throws IllegalArgumentException when it is less than 1
     */
    public static Bulkhead of(int parallelCalls) {
        if (parallelCalls < 1) {
            throw new IllegalArgumentException("a bulkhead lets at least 1 call through, not " + parallelCalls);
        }
        Places places = new Places();
        places.free = parallelCalls;
        return new Bulkhead(parallelCalls, Duration.ZERO, places, null);
    }

    /** The same places, for whoever waits so long for one; never longer than the call has. */
    public Bulkhead waiting(Duration longest) {
        if (longest.isNegative()) {
            throw new IllegalArgumentException("the longest wait must not be negative: " + longest);
        }
        return new Bulkhead(most, longest, places, time);
    }

    /** The same places, for whoever waits by this clock; the model's own unless set. */
    public Bulkhead time(Time time) {
        return new Bulkhead(most, longestWait, places, time);
    }

    @Override
    public <T> T apply(Attempt<T> attempt, CallContext context) {
        if (time != null) {
            context.start(time);
        }
        Waiter waiter = enter(context.time());
        if (waiter != null && !isGranted(waiter, context)) {
            context.check();
            BusyException busy = new BusyException("all " + most + " parallel calls are taken; nothing was sent");
            busy.locate(attempt.target().id(), context.target());
            throw busy;
        }
        CallContext run = context.child();
        run.onEnd(ending -> leave());
        return attempt.run(run);
    }

    /** Takes a place, or else one in the line; null when it took a place. */
    private @Nullable Waiter enter(Time time) {
        places.lock.lock();
        try {
            if (places.free > 0) {
                places.free--;
                return null;
            }
            Waiter waiter = new Waiter(time.gate());
            places.line.add(waiter);
            return waiter;
        } finally {
            places.lock.unlock();
        }
    }

    /** Waits for its turn. */
    private boolean isGranted(Waiter waiter, CallContext context) {
        Runnable forget = context.cancellation().onCancel(waiter.turn::open);
        try {
            Duration left = context.remaining().orElse(longestWait);
            waiter.turn.await(left.compareTo(longestWait) < 0 ? left : longestWait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            context.cancellation().cancel(Cancellation.Reason.INTERRUPTED, "the waiting thread was interrupted");
        } finally {
            forget.run();
        }
        places.lock.lock();
        try {
            places.line.remove(waiter);
            return waiter.granted;
        } finally {
            places.lock.unlock();
        }
    }

    /** Hands the place to whoever waits longest. */
    private void leave() {
        places.lock.lock();
        try {
            Waiter next = places.line.poll();
            if (next == null) {
                places.free++;
            } else {
                next.granted = true;
                next.turn.open();
            }
        } finally {
            places.lock.unlock();
        }
    }
}
