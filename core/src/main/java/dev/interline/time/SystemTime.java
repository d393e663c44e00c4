package dev.interline.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The machine's time. */
final class SystemTime implements Time {
    static final SystemTime INSTANCE = new SystemTime();

    private final AtomicLong forks = new AtomicLong();
    private final Watcher watcher = new Watcher();

    private SystemTime() {}

    static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        return watcher.after(TimeUnit.NANOSECONDS.convert(delay), task);
    }

    @Override
    public Gate gate() {
        return new Latch();
    }

    @Override
    public void fork(String name, Runnable task) {
        daemon("interline-" + name + "-" + forks.incrementAndGet(), task).start();
    }

    @Override
    public double random() {
        return ThreadLocalRandom.current().nextDouble();
    }

    private static final class Latch extends CountDownLatch implements Gate {
        Latch() {
            super(1);
        }

        @Override
        public void open() {
            countDown();
        }

        @Override
        public boolean isOpen() {
            return getCount() == 0;
        }

        @Override
        public boolean await(Duration most) throws InterruptedException {
            return await(TimeUnit.NANOSECONDS.convert(most), TimeUnit.NANOSECONDS);
        }
    }
}
