package dev.interline;

import java.time.Duration;
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

    private static final Runnable NOTHING = () -> {};

    // one for a call and everything that belongs to it
    private final ReentrantLock lock;
    // of the ring of what is registered, so that calls that overlap for ever leave nothing behind
    private @Nullable Node first;
    private volatile @Nullable Done done;

    /** Not cancelled. */
    public Cancellation() {
        this(new ReentrantLock());
    }

    private Cancellation(ReentrantLock lock) {
        this.lock = lock;
    }

    /** One that is not cancelled, for what belongs to the same call; it does not {@linkplain #passOn follow} by itself. */
    Cancellation another() {
        return new Cancellation(lock);
    }

    /**
     * Cancels, and runs everything that was registered, on this thread. All of it runs, even if some of it throws.
     *
     * @return false when it was cancelled before; the earlier reason stays
     */
    public boolean cancel(Reason reason, String message) {
        return cancel(new Done(reason, message, Duration.ZERO));
    }

    /** As {@link #cancel(Reason, String)}, by a clock that ran so long. */
    void timeOut(Reason reason, Duration ran, String message) {
        cancel(new Done(reason, message, ran));
    }

    private boolean cancel(Done why) {
        List<Node> nodes;
        lock.lock();
        try {
            if (done != null) {
                return false;
            }
            done = why;
            nodes = registeredNodes();
            first = null;
        } finally {
            lock.unlock();
        }
        RuntimeException failure = null;
        for (Node node : nodes) {
            try {
                node.cancelled(why);
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

    /** For how long the clock had run that cancelled it; zero when none did. */
    Duration ran() {
        Done now = done;
        return now == null ? Duration.ZERO : now.ran();
    }

    /**
     * Runs something when it is cancelled; at once when it already is. The task must be short.
     *
     * @return forgets the task; call it when the task no longer matters
     */
    public Runnable onCancel(Runnable task) {
        return register(new Task(task));
    }

    /** Cancels another one with this one, for the same reason; the answer forgets it. */
    Runnable passOn(Cancellation other) {
        return register(new Follower(other));
    }

    private Runnable register(Node node) {
        Done now;
        lock.lock();
        try {
            now = done;
            if (now == null) {
                add(node);
                return node;
            }
        } finally {
            lock.unlock();
        }
        node.cancelled(now);
        return NOTHING;
    }

    private void add(Node node) {
        Node head = first;
        if (head == null) {
            first = node;
            return;
        }
        node.previous = head.previous;
        node.next = head;
        head.previous.next = node;
        head.previous = node;
    }

    private void forget(Node node) {
        lock.lock();
        try {
            if (done != null) {
                return;
            }
            if (node.next != node) {
                node.previous.next = node.next;
                node.next.previous = node.previous;
                first = first == node ? node.next : first;
            } else if (first == node) {
                first = null;
            }
            node.next = node;
            node.previous = node;
        } finally {
            lock.unlock();
        }
    }

    private List<Node> registeredNodes() {
        Node head = first;
        if (head == null) {
            return List.of();
        }
        List<Node> nodes = new ArrayList<>();
        for (Node node = head; node != head || nodes.isEmpty(); node = node.next) {
            nodes.add(node);
        }
        return nodes;
    }

    /** How many tasks are registered; for tests that look for leaks. */
    int registered() {
        lock.lock();
        try {
            return registeredNodes().size();
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
    private abstract class Node implements Runnable {
        Node previous = this;
        Node next = this;

        abstract void cancelled(Done why);

        @Override
        public void run() {
            forget(this);
        }
    }

    private final class Task extends Node {
        private final Runnable task;

        Task(Runnable task) {
            this.task = task;
        }

        @Override
        void cancelled(Done why) {
            task.run();
        }
    }

    private final class Follower extends Node {
        private final Cancellation other;

        Follower(Cancellation other) {
            this.other = other;
        }

        @Override
        void cancelled(Done why) {
            other.cancel(why);
        }
    }

    private record Done(Reason reason, String message, Duration ran) {}
}
