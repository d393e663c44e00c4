package dev.interline.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SystemTimeTest {
    private final Time time = Time.system();

    @Test
    void timerRunsOnItsOwnDaemonThreadUnlessItIsStopped() throws InterruptedException {
        Gate ran = time.gate();
        AtomicReference<Thread> where = new AtomicReference<>();
        Timer never = time.after(Duration.ofSeconds(Long.MAX_VALUE), () -> {});
        never.stop();
        long start = time.nanos();
        time.after(Duration.ofMillis(2), () -> {
            where.set(Thread.currentThread());
            ran.open();
        });
        assertThat(ran.await(Duration.ofSeconds(Long.MAX_VALUE))).isTrue();
        assertThat(time.nanos() - start).isGreaterThanOrEqualTo(2_000_000);
        assertThat(where.get().isDaemon()).isTrue();
        assertThat(where.get().getName()).isEqualTo("interline-time");
    }

    @Test
    void soonerTimerWakesTheThreadAndOneThatThrowsDoesNotEndIt() throws InterruptedException {
        Gate ran = time.gate();
        Timer later = time.after(Duration.ofMinutes(10), () -> {});
        time.after(Duration.ofMillis(1), () -> {
            throw new IllegalStateException("a timer of a test that throws");
        });
        time.after(Duration.ofMillis(2), ran::open);
        // an idle thread would look by itself after 10 seconds
        assertThat(ran.await(Duration.ofSeconds(8))).isTrue();
        Gate again = time.gate();
        time.after(Duration.ofMillis(1), again::open);
        assertThat(again.await(Duration.ofSeconds(8))).isTrue();
        later.stop();
    }

    @Test
    void gateSaysWhetherItOpened() throws InterruptedException {
        Gate gate = time.gate();
        assertThat(gate.await(Duration.ofNanos(1))).isFalse();
        gate.open();
        assertThat(gate.isOpen()).isTrue();
        assertThat(gate.await(Duration.ZERO)).isTrue();
    }

    @Test
    void forkedWorkHasAThreadOfItsOwn() throws InterruptedException {
        Gate ran = time.gate();
        AtomicReference<Thread> where = new AtomicReference<>();
        time.fork("race", () -> {
            where.set(Thread.currentThread());
            ran.open();
        });
        assertThat(ran.await(Duration.ofMinutes(1))).isTrue();
        assertThat(where.get()).isNotSameAs(Thread.currentThread());
        assertThat(where.get().getName()).startsWith("interline-race-");
        assertThat(where.get().isDaemon()).isTrue();
        assertThat(time.random()).isBetween(0.0, 1.0);
    }
}
