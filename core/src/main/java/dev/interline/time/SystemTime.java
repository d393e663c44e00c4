package dev.interline.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The machine's time, with one watcher thread for all timers, started by the first of them. */
final class SystemTime implements Time {
    static final SystemTime INSTANCE = new SystemTime();

    private final AtomicLong forks = new AtomicLong();
    private final ScheduledThreadPoolExecutor watcher;

    private SystemTime() {
        watcher = new ScheduledThreadPoolExecutor(1, task -> daemon("interline-time", task));
        watcher.setRemoveOnCancelPolicy(true);
        // an idle program keeps no thread of ours; the next timer starts it again
        watcher.setKeepAliveTime(10, TimeUnit.SECONDS);
        watcher.allowCoreThreadTimeOut(true);
    }

    private static Thread daemon(String name, Runnable task) {
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
        ScheduledFuture<?> future = watcher.schedule(task, TimeUnit.NANOSECONDS.convert(delay), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
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
