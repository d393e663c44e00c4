package dev.interline.bedrock;

import dev.interline.time.Gate;
import dev.interline.time.Time;
import dev.interline.time.Timer;
import java.time.Duration;
import java.time.Instant;

/** The machine's time, but for the time of day, which is set by hand. For tests with threads that no clock knows. */
final class Shifted implements Time {
    private final Time inner = Time.system();
    private volatile Instant now;

    Shifted(Instant now) {
        this.now = now;
    }

    void set(Instant now) {
        this.now = now;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public long nanos() {
        return inner.nanos();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        return inner.after(delay, task);
    }

    @Override
    public Gate gate() {
        return inner.gate();
    }

    @Override
    public void fork(String name, Runnable task) {
        inner.fork(name, task);
    }

    @Override
    public double random() {
        return inner.random();
    }
}
