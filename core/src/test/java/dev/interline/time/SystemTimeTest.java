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
