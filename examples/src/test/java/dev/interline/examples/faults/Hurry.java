package dev.interline.examples.faults;

import dev.interline.time.Gate;
import dev.interline.time.Time;
import dev.interline.time.Timer;
import java.time.Duration;
import java.time.Instant;

/** The machine's time, made to pass faster: over sockets nobody can say when everybody waits. */
record Hurry(int times, long origin, Instant start) implements Time {

    static Hurry of(int times) {
        return new Hurry(times, Time.system().nanos(), Time.system().now());
    }

    @Override
    public long nanos() {
        return (Time.system().nanos() - origin) * times;
    }

    @Override
    public Instant now() {
        return start.plusNanos(nanos());
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        return Time.system().after(delay.dividedBy(times), task);
    }

    @Override
    public Gate gate() {
        Gate gate = Time.system().gate();
        return new Gate() {
            @Override
            public void open() {
                gate.open();
            }

            @Override
            public boolean isOpen() {
                return gate.isOpen();
            }

            @Override
            public boolean await(Duration most) throws InterruptedException {
                return gate.await(most.dividedBy(times));
            }
        };
    }

    @Override
    public void fork(String name, Runnable task) {
        Time.system().fork(name, task);
    }

    @Override
    public double random() {
        return Time.system().random();
    }
}
