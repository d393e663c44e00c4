package dev.interline.testing;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interline.CallContext;
import dev.interline.time.Gate;
import dev.interline.time.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManualTimeTest {
    private final ManualTime time = new ManualTime();
    private final List<String> log = new ArrayList<>();

    private void log(String what) {
        log.add(what + " at " + time.elapsed().toMillis());
    }

    private void sleep(Duration duration) {
        time.sleep(duration, CallContext.create());
    }

    @Test
    void hoursPassAtOnceAndEveryWaitIsCounted() {
        Instant before = time.now();
        sleep(ofMinutes(90));
        sleep(ofMillis(1));
        assertThat(time.elapsed()).isEqualTo(ofMinutes(90).plusMillis(1));
        assertThat(Duration.between(before, time.now())).isEqualTo(time.elapsed());
        assertThat(time.waits()).containsExactly(ofMinutes(90), ofMillis(1));
    }

    @Test
    void timersRunInTheirOrderWhileSomebodyWaits() {
        time.after(ofSeconds(2), () -> log("second"));
        time.after(ofSeconds(1), () -> log("first"));
        time.after(ofSeconds(2), () -> log("third"));
        Timer stopped = time.after(ofSeconds(1), () -> log("never"));
        time.after(ofSeconds(9), () -> log("later"));
        stopped.stop();
        sleep(ofSeconds(3));
        assertThat(log).containsExactly("first at 1000", "second at 2000", "third at 2000");
        assertThat(time.timers()).isEqualTo(1);
    }

    @Test
    void clockIsMovedByHandToo() {
        time.after(ofSeconds(1), () -> {
            log("first");
            time.after(ofSeconds(1), () -> log("second"));
        });
        time.advance(ofMillis(999));
        assertThat(log).isEmpty();
        time.advance(ofSeconds(5));
        assertThat(log).containsExactly("first at 1000", "second at 2000");
        assertThat(time.elapsed()).isEqualTo(ofMillis(5_999));
    }

    @Test
    void gateWakesWhoeverWaits() throws InterruptedException {
        Gate gate = time.gate();
        time.after(ofSeconds(2), gate::open);
        assertThat(gate.await(ofSeconds(1))).isFalse();
        assertThat(gate.await(ofSeconds(9))).isTrue();
        assertThat(gate.isOpen()).isTrue();
        assertThat(time.elapsed()).isEqualTo(ofSeconds(2));
        assertThat(gate.await(ofSeconds(9))).isTrue();
        assertThat(time.elapsed()).isEqualTo(ofSeconds(2));
    }

    @Test
    void forkedThreadsTakeTurnsEachUntilItWaits() {
        for (String name : List.of("a", "b")) {
            time.fork(name, () -> {
                log(name + " begins");
                sleep(ofSeconds(name.equals("a") ? 2 : 1));
                log(name + " ends");
            });
        }
        log("caller");
        sleep(ofSeconds(5));
        assertThat(log)
                .containsExactly("caller at 0", "a begins at 0", "b begins at 0", "b ends at 1000", "a ends at 2000");
    }

    @Test
    void settleRunsWhateverNeedsNoTime() {
        for (long seed = 0; seed < 50; seed++) {
            ManualTime seeded = new ManualTime(seed);
            int[] done = new int[1];
            for (int i = 0; i < 3; i++) {
                seeded.fork(
                        "outer",
                        () -> seeded.fork("inner", () -> {
                            done[0]++;
                            seeded.sleep(ofSeconds(1), CallContext.create());
                            done[0] += 100;
                        }));
            }
            seeded.settle();
            assertThat(done[0]).isEqualTo(3);
            assertThat(seeded.elapsed()).isZero();
            assertThat(seeded.waits()).hasSize(3);
        }
    }

    @Test
    void oneSeedGivesOneRunAndSeedsDiffer() {
        assertThat(run(7)).isEqualTo(run(7));
        List<List<String>> runs = new ArrayList<>();
        for (long seed = 0; seed < 10; seed++) {
            runs.add(run(seed));
        }
        assertThat(runs.stream().distinct().count()).isGreaterThan(3);
        assertThat(new ManualTime().random()).isEqualTo(0.5);
    }

    private static List<String> run(long seed) {
        ManualTime seeded = new ManualTime(seed);
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            int who = i;
            seeded.fork("worker", () -> {
                order.add("begin " + who);
                seeded.sleep(ofMillis((long) (seeded.random() * 10)), CallContext.create());
                order.add("end " + who);
            });
        }
        seeded.sleep(ofSeconds(1), CallContext.create());
        return order;
    }

    @Test
    void testThatWouldHangIsTold() {
        Gate never = time.gate();
        assertThatThrownBy(() -> never.await(Duration.ofSeconds(Long.MAX_VALUE)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("everybody waits");
    }

    @Test
    void interruptedThreadDoesNotWait() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> time.gate().await(ofSeconds(1))).isInstanceOf(InterruptedException.class);
        assertThat(time.elapsed()).isZero();
    }
}
