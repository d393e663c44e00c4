package dev.interline.time;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread for all timers, started by the first of them; an idle program keeps none. Nearly every timer is stopped
 * before its time, so that setting one wakes the thread only where it would else wake too late. Thread-safe.
 */
final class Watcher implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Time.class);
    /** After how long without a timer the thread ends. */
    private static final long IDLE = TimeUnit.SECONDS.toNanos(10);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition sooner = lock.newCondition();
    private final Agenda agenda = new Agenda();
    private boolean runs;
    private boolean isUsed;
    private long wakes;

    private final class Task extends Agenda.Entry implements Timer {
        private final Runnable task;

        Task(long now, long delay, Runnable task) {
            super(now, delay);
            this.task = task;
        }

        @Override
        public void stop() {
            lock.lock();
            try {
                agenda.remove(this);
            } finally {
                lock.unlock();
            }
        }
    }

    /** Runs something once after so many nanoseconds. */
    Timer after(long delay, Runnable task) {
        Task timer = new Task(System.nanoTime(), delay, task);
        lock.lock();
        try {
            agenda.add(timer);
            isUsed = true;
            if (!runs) {
                SystemTime.daemon("interline-time", this).start();
                runs = true;
            } else if (timer.at - wakes < 0) {
                sooner.signal();
            }
        } finally {
            lock.unlock();
        }
        return timer;
    }

    @Override
    public void run() {
        boolean isIdle = false;
        try {
            for (Task due = next(); due != null; due = next()) {
                run(due);
            }
            isIdle = true;
        } finally {
            if (!isIdle) {
                dies();
            }
        }
    }

    private static void run(Task due) {
        try {
            due.task.run();
        } catch (RuntimeException | Error e) {
            LOG.warn("a timer failed", e);
        }
    }

    /** No memory left to tell of a failure, perhaps: the next timer starts another thread. */
    private void dies() {
        lock.lock();
        try {
            runs = false;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next that is due; null when there was none for long. */
    private @Nullable Task next() {
        lock.lock();
        try {
            while (true) {
                long now = System.nanoTime();
                Agenda.Entry first = agenda.first();
                if (first != null && first.at - now <= 0) {
                    agenda.remove(first);
                    return (Task) first;
                }
                if (first == null && !isUsed) {
                    runs = false;
                    return null;
                }
                isUsed = false;
                wakes = first == null ? now + IDLE : first.at;
                try {
                    sooner.awaitNanos(wakes - now);
                } catch (InterruptedException e) {
                    // nobody has reason to: the timers go on
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
