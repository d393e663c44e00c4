package dev.interline.testkit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Counts what is open on the server, and lets a test wait for a state of it. */
final class Tally {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int open;
    private long numbered;

    void opened() {
        change(() -> open++);
    }

    void closed() {
        change(() -> open--);
    }

    /** Numbers what happens, while it {@linkplain #change changes} something. */
    long next() {
        return ++numbered;
    }

    int open() {
        lock.lock();
        try {
            return open;
        } finally {
            lock.unlock();
        }
    }

    /** Changes something that a test may be waiting for. */
    void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** @throws AssertionError if the state does not come about within the time, or the thread is interrupted */
    void await(BooleanSupplier state, Duration atMost, Supplier<String> found) {
        lock.lock();
        try {
            long left = TimeUnit.NANOSECONDS.convert(atMost);
            while (!state.getAsBoolean()) {
                if (left <= 0) {
                    throw new AssertionError(found.get() + " after " + atMost);
                }
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(found.get() + ", and the wait was interrupted", e);
        } finally {
            lock.unlock();
        }
    }
}
