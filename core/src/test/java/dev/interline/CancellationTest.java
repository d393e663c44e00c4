package dev.interline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interline.Cancellation.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CancellationTest {
    private final Cancellation cancellation = new Cancellation();
    private final List<String> ran = new ArrayList<>();

    @Test
    void firstReasonWinsAndStays() {
        assertThat(cancellation.isCancelled()).isFalse();
        assertThat(cancellation.reason()).isNull();
        assertThat(cancellation.message()).isEmpty();
        assertThat(cancellation.cancel(Reason.DEADLINE, "too late")).isTrue();
        assertThat(cancellation.cancel(Reason.CALLER, "enough")).isFalse();
        assertThat(cancellation.reason()).isEqualTo(Reason.DEADLINE);
        assertThat(cancellation.message()).isEqualTo("too late");
        assertThat(cancellation).hasToString("Cancellation[DEADLINE]");
    }

    @Test
    void tasksRunOnceInTheirOrderAndForgottenOnesNever() {
        cancellation.onCancel(() -> ran.add("first"));
        Runnable forget = cancellation.onCancel(() -> ran.add("forgotten"));
        cancellation.onCancel(() -> ran.add("second"));
        forget.run();
        forget.run();
        cancellation.cancel(Reason.CALLER, "enough");
        cancellation.cancel(Reason.CALLER, "enough");
        assertThat(ran).containsExactly("first", "second");
    }

    @Test
    void whicheverTaskIsForgottenTheOthersRunInTheirOrder() {
        for (int gone = 0; gone < 3; gone++) {
            Cancellation one = new Cancellation();
            List<Runnable> forget = new ArrayList<>();
            List<Integer> runs = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                int number = i;
                forget.add(one.onCancel(() -> runs.add(number)));
            }
            forget.get(gone).run();
            one.cancel(Reason.CALLER, "enough");
            List<Integer> others = new ArrayList<>(List.of(0, 1, 2));
            others.remove(gone);
            assertThat(runs).isEqualTo(others);
        }
    }

    @Test
    void whatEverybodyHasForgottenTakesNewTasks() {
        cancellation.onCancel(() -> ran.add("forgotten")).run();
        cancellation.onCancel(() -> ran.add("new"));
        cancellation.cancel(Reason.CALLER, "enough");
        assertThat(ran).containsExactly("new");
    }

    @Test
    void taskThatComesLateRunsAtOnce() {
        cancellation.cancel(Reason.CALLER, "enough");
        cancellation.onCancel(() -> ran.add("late")).run();
        assertThat(ran).containsExactly("late");
    }

    @Test
    void taskThatThrowsDoesNotKeepTheNextFromRunning() {
        cancellation.onCancel(() -> {
            throw new IllegalStateException("broken");
        });
        cancellation.onCancel(() -> ran.add("second"));
        assertThatThrownBy(() -> cancellation.cancel(Reason.CALLER, "enough")).hasMessage("broken");
        assertThat(ran).containsExactly("second");
        assertThat(cancellation.isCancelled()).isTrue();
    }

    @Test
    void whatOverlapsForEverLeavesNothingBehind() {
        Runnable before = cancellation.onCancel(() -> {});
        for (int i = 0; i < 10_000; i++) {
            Runnable next = cancellation.onCancel(() -> {});
            before.run();
            before = next;
        }
        assertThat(cancellation.registered()).isEqualTo(1);
    }

    @Test
    void everyTaskRunsOrIsForgottenHoweverManyThreadsThereAre() throws InterruptedException {
        for (int round = 0; round < 200; round++) {
            Cancellation shared = new Cancellation();
            AtomicInteger runs = new AtomicInteger();
            CountDownLatch done = new CountDownLatch(3);
            for (int i = 0; i < 2; i++) {
                new Thread(() -> {
                            for (int n = 0; n < 50; n++) {
                                shared.onCancel(runs::incrementAndGet);
                            }
                            done.countDown();
                        })
                        .start();
            }
            new Thread(() -> {
                        shared.cancel(Reason.CALLER, "enough");
                        done.countDown();
                    })
                    .start();
            done.await();
            assertThat(runs).hasValue(100);
        }
    }
}
