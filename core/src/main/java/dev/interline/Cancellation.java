package dev.interline;

import java.util.concurrent.atomic.AtomicReference;
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
        /** Another attempt was faster. */
        LOST_RACE
    }

    private final AtomicReference<@Nullable Node> head = new AtomicReference<>();

    /** Not cancelled. */
    public Cancellation() {}

    /**
     * Cancels, and runs everything that was registered, on this thread.
     *
     * @return false when it was cancelled before; the earlier reason stays
     */
    public boolean cancel(Reason reason, String message) {
        Done done = new Done(reason, message);
        Node tasks = head.getAndUpdate(first -> first instanceof Done ? first : done);
        if (tasks instanceof Done) {
            return false;
        }
        for (Node node = tasks; node != null; node = node.next) {
            Runnable task = node.task;
            if (task != null) {
                task.run();
            }
        }
        return true;
    }

    /** Whether it is cancelled. */
    public boolean isCancelled() {
        return head.get() instanceof Done;
    }

    /** Why; null while it is not cancelled. */
    public @Nullable Reason reason() {
        return head.get() instanceof Done done ? done.reason : null;
    }

    /** Why, in words; empty while it is not cancelled. */
    public String message() {
        return head.get() instanceof Done done ? done.message : "";
    }

    /**
     * Runs something when it is cancelled; at once when it already is. The task must be short.
     *
     * @return forgets the task; call it when the task no longer matters
     */
    public Runnable onCancel(Runnable task) {
        Node node = new Node(task);
        while (true) {
            Node first = head.get();
            if (first instanceof Done) {
                task.run();
                return () -> {};
            }
            node.next = first;
            if (head.compareAndSet(first, node)) {
                return () -> forget(node);
            }
        }
    }

    private void forget(Node node) {
        node.task = null;
        // drop forgotten nodes from the top: calls that follow each other leave nothing behind
        Node first = head.get();
        while (first != null && !(first instanceof Done) && first.task == null) {
            head.compareAndSet(first, first.next);
            first = head.get();
        }
    }

    @Override
    public String toString() {
        Reason why = reason();
        return why == null ? "Cancellation[no]" : "Cancellation[" + why + "]";
    }

    private static class Node {
        volatile @Nullable Runnable task;
        volatile @Nullable Node next;

        Node(@Nullable Runnable task) {
            this.task = task;
        }
    }

    private static final class Done extends Node {
        final Reason reason;
        final String message;

        Done(Reason reason, String message) {
            super(null);
            this.reason = reason;
            this.message = message;
        }
    }
}
