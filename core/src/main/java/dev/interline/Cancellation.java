package dev.interline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Whether and why a call is no longer wanted. A value that is passed along, not an interrupt: an interrupt does nothing
 * to a thread in a socket read. The first reason wins and stays. Thread-safe.
 */
public final class Cancellation {

    /** Why a call, or one attempt of it, ends early. */
    public enum Reason {
        /** The caller said so. */
        CALLER,
        /** The caller's thread was interrupted. */
        INTERRUPTED,
        /** The stream was closed before its end. */
        CLOSED,
        /** The time of the call is over. */
        DEADLINE,
        /** The target was silent for too long. */
        SILENCE,
        /** The target was too slow for too long. */
        THROUGHPUT,
        /** The attempt's share of the call's time is over and another target waits for the rest. */
        SLICE,

        /** Another attempt was faster. */
        LOST_RACE
    }

    private final ReentrantLock lock = new ReentrantLock();
    // ring of what is registered, so that calls that overlap for ever leave nothing behind
    private final Node ring = new Node(() -> {});
    private volatile @Nullable Done done;

    /** Not cancelled. */
    public Cancellation() {}

    /**
     * Cancels, and runs everything that was registered, on this thread. All of it runs, even if some of it throws.
     *
     * @return false when it was cancelled before; the earlier reason stays
     */
    public boolean cancel(Reason reason, String message) {
        List<Runnable> tasks = new ArrayList<>();
        lock.lock();
        try {
            if (done != null) {
                return false;
            }
            done = new Done(reason, message);
            for (Node node = ring.next; node != ring; node = node.next) {
                tasks.add(node.task);
            }
            ring.next = ring;
            ring.previous = ring;
        } finally {
            lock.unlock();
        }
        RuntimeException failure = null;
        for (Runnable task : tasks) {
            try {
                task.run();
            } catch (RuntimeException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return true;
    }

    /** Whether it is cancelled. */
    public boolean isCancelled() {
        return done != null;
    }

    /** Why; null while it is not cancelled. */
    public @Nullable Reason reason() {
        Done now = done;
        return now == null ? null : now.reason();
    }

    /** Why, in words; empty while it is not cancelled. */
    public String message() {
        Done now = done;
        return now == null ? "" : now.message();
    }

    /**
     * Runs something when it is cancelled; at once when it already is. The task must be short.
     *
     * @return forgets the task; call it when the task no longer matters
     */
    public Runnable onCancel(Runnable task) {
        Node node = new Node(task);
        lock.lock();
        try {
            if (done == null) {
                node.previous = ring.previous;
                node.next = ring;
                ring.previous.next = node;
                ring.previous = node;
                return node;
            }
        } finally {
            lock.unlock();
        }
        task.run();
        return () -> {};
    }

    private void forget(Node node) {
        lock.lock();
        try {
            if (done != null) {
                return;
            }
            node.previous.next = node.next;
            node.next.previous = node.previous;
            node.next = node;
            node.previous = node;
        } finally {
            lock.unlock();
        }
    }

    /** How many tasks are registered; for tests that look for leaks. */
    int registered() {
        lock.lock();
        try {
            int count = 0;
            for (Node node = ring.next; node != ring; node = node.next) {
                count++;
            }
            return count;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        Reason why = reason();
        return why == null ? "Cancellation[no]" : "Cancellation[" + why + "]";
    }

    /** What was registered; running it forgets it. */
    private final class Node implements Runnable {
        final Runnable task;
        Node previous = this;
        Node next = this;

        Node(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            forget(this);
        }
    }

    private record Done(Reason reason, String message) {}
}
