package dev.interline.testing;

import dev.interline.time.Gate;
import dev.interline.time.Time;
import dev.interline.time.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A clock for tests. It stands still while anybody works and jumps to the next event when everybody waits, so that
 * hours pass in milliseconds and every wait can be counted. Threads that it {@linkplain #fork forks} run one at a time,
 * each until it waits; with one seed a test therefore runs the same way every time.
 *
 * <p>Work that waits for something else, such as a socket, is not seen: move the clock with {@link #advance} then.
 *
 * <pre>{@code
 * ManualTime time = new ManualTime();
 * ScriptedModel azure = ScriptedModel.named("azure").hangs();
 * ScriptedModel bedrock = ScriptedModel.named("bedrock").says("hello");
 *
 * String answer = Router.over(azure, bedrock).time(time).ask("Hi"); // "hello", and nothing was waited for
 * Duration elapsed = time.elapsed(); // of the clock: as long as azure is given for its first content
 * }</pre>
 */
public final class ManualTime implements Time {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final long FOR_EVER = Long.MAX_VALUE;

    private final ReentrantLock lock = new ReentrantLock();
    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>();
    private final List<Sleeper> sleepers = new ArrayList<>();
    private final List<Duration> waits = new ArrayList<>();
    private final Random random;
    private long now;
    private long sequence;
    private int awake = 1;

    /** A clock whose jitter is always one half and whose threads take turns in order. */
    public ManualTime() {
        this.random = new Random(0) {
            private static final long serialVersionUID = 1L;

            @Override
            public double nextDouble() {
                return 0.5;
            }

            @Override
            public int nextInt(int bound) {
                return 0;
            }
        };
    }

    /** A clock whose jitter and turns are drawn from a seed. */
    public ManualTime(long seed) {
        this.random = new Random(seed);
    }

    /** Every wait of a thread on this clock, in order; waits that ended early are listed as long as they were meant. */
    public List<Duration> waits() {
        lock.lock();
        try {
            return List.copyOf(waits);
        } finally {
            lock.unlock();
        }
    }

    /** How much time has passed since the clock was made. */
    public Duration elapsed() {
        return Duration.ofNanos(nanos());
    }

    /** How many timers are set; for tests that look for leaks. */
    public int timers() {
        lock.lock();
        try {
            return alarms.size();
        } finally {
            lock.unlock();
        }
    }

    /** Moves the clock on and runs every timer that falls due, on this thread. */
    public void advance(Duration by) {
        long target;
        lock.lock();
        try {
            target = at(by);
        } finally {
            lock.unlock();
        }
        while (true) {
            Alarm due;
            lock.lock();
            try {
                due = alarms.peek();
                if (due == null || due.at > target) {
                    now = Math.max(now, target);
                    wakeSomebody();
                    return;
                }
                alarms.poll();
                now = Math.max(now, due.at);
            } finally {
                lock.unlock();
            }
            due.task.run();
        }
    }

    @Override
    public long nanos() {
        lock.lock();
        try {
            return now;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Instant now() {
        return START.plusNanos(nanos());
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        lock.lock();
        try {
            Alarm alarm = new Alarm(at(delay), sequence++, task);
            alarms.add(alarm);
            return () -> stop(alarm);
        } finally {
            lock.unlock();
        }
    }

    private void stop(Alarm alarm) {
        lock.lock();
        try {
            alarms.remove(alarm);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Gate gate() {
        return new Door();
    }

    @Override
    public void fork(String name, Runnable task) {
        Sleeper starting = new Sleeper(null, 0, false);
        lock.lock();
        try {
            // it gets its turn when whoever runs now waits or ends
            sleepers.add(starting);
        } finally {
            lock.unlock();
        }
        Thread thread = new Thread(
                () -> {
                    try {
                        starting.takeTurn();
                        task.run();
                    } finally {
                        ended();
                    }
                },
                "manual-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void ended() {
        lock.lock();
        try {
            awake--;
        } finally {
            lock.unlock();
        }
        dispatch();
    }

    @Override
    public double random() {
        lock.lock();
        try {
            return random.nextDouble();
        } finally {
            lock.unlock();
        }
    }

    /** Runs whatever else is ready until everybody but this thread waits for something that needs time. */
    public void settle() {
        Door never = new Door();
        try {
            never.await(Duration.ZERO, false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long at(Duration from) {
        long left = Math.max(0, TimeUnit.NANOSECONDS.convert(from));
        return left > FOR_EVER - now ? FOR_EVER : now + left;
    }

    /** Lets the next sleeper go on when nobody works; moves the clock when nobody is ready. */
    private void dispatch() {
        while (true) {
            Alarm due;
            lock.lock();
            try {
                if (awake > 0 || wakeSomebody()) {
                    return;
                }
                long next = FOR_EVER;
                for (Sleeper sleeper : sleepers) {
                    next = Math.min(next, sleeper.until);
                }
                due = alarms.peek();
                if (due != null && due.at <= next) {
                    alarms.poll();
                    now = Math.max(now, due.at);
                    awake++;
                } else if (next != FOR_EVER) {
                    now = Math.max(now, next);
                    continue;
                } else {
                    // everybody waits for ever: tell them, or a broken test would hang
                    for (Sleeper sleeper : sleepers) {
                        sleeper.stuck = true;
                        sleeper.wake();
                    }
                    awake += sleepers.size();
                    sleepers.clear();
                    return;
                }
            } finally {
                lock.unlock();
            }
            try {
                due.task.run();
            } finally {
                lock.lock();
                try {
                    awake--;
                } finally {
                    lock.unlock();
                }
            }
        }
    }

    private boolean wakeSomebody() {
        if (awake > 0) {
            return true;
        }
        List<Sleeper> ready = new ArrayList<>();
        for (Sleeper sleeper : sleepers) {
            if (!sleeper.yields && (sleeper.until <= now || (sleeper.door != null && sleeper.door.open))) {
                ready.add(sleeper);
            }
        }
        if (ready.isEmpty()) {
            // whoever lets the others go first
            for (Sleeper sleeper : sleepers) {
                if (sleeper.yields) {
                    ready.add(sleeper);
                }
            }
        }
        if (ready.isEmpty()) {
            return false;
        }
        Sleeper next = ready.get(random.nextInt(ready.size()));
        sleepers.remove(next);
        awake++;
        next.wake();
        return true;
    }

    private final class Door implements Gate {
        private volatile boolean open;

        @Override
        public void open() {
            lock.lock();
            try {
                open = true;
                // also from a thread that the clock does not know: whoever waits goes on
                wakeSomebody();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public boolean await(Duration most) throws InterruptedException {
            return await(most, true);
        }

        boolean await(Duration most, boolean counts) throws InterruptedException {
            Sleeper self;
            lock.lock();
            try {
                if (open) {
                    return true;
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (counts) {
                    waits.add(most);
                }
                self = new Sleeper(this, at(most), !counts);
                sleepers.add(self);
                awake--;
            } finally {
                lock.unlock();
            }
            dispatch();
            self.takeTurn();
            if (self.stuck) {
                throw new IllegalStateException("everybody waits and no timer is set: the clock cannot move");
            }
            return open;
        }
    }

    /** A thread that waits for its turn. */
    private final class Sleeper {
        private final @Nullable Door door;
        private final long until;
        private final boolean yields;
        private final Condition turn = lock.newCondition();
        private boolean woken;
        private boolean stuck;

        Sleeper(@Nullable Door door, long until, boolean yields) {
            this.door = door;
            this.until = until;
            this.yields = yields;
        }

        void wake() {
            woken = true;
            turn.signal();
        }

        void takeTurn() {
            lock.lock();
            try {
                while (!woken) {
                    turn.awaitUninterruptibly();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private record Alarm(long at, long order, Runnable task) implements Comparable<Alarm> {
        @Override
        public int compareTo(Alarm other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }
}
