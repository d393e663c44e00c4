package dev.interline;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interline.error.CancelledException;
import dev.interline.error.DeadlineExceededException;
import dev.interline.error.TimedOutException;
import dev.interline.error.UnavailableException;
import dev.interline.testing.ManualTime;
import dev.interline.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CallContextTest {
    private final ManualTime time = new ManualTime();

    @Test
    void timeBeginsWhenTheFirstModelReceivesTheCallAndIsStampedOnce() {
        CallContext call = CallContext.within(ofSeconds(20));
        time.advance(ofSeconds(100));
        assertThat(call.remaining()).contains(ofSeconds(20));
        call.begin(time, null);
        time.advance(ofSeconds(5));
        call.begin(time, ofMinutes(1));
        CallContext child = call.child();
        child.begin(time, ofMinutes(1));
        assertThat(call.remaining()).contains(ofSeconds(15));
        assertThat(child.remaining()).contains(ofSeconds(15));
        time.advance(ofSeconds(15));
        assertThatThrownBy(call::check)
                .isInstanceOf(DeadlineExceededException.class)
                .hasMessageContaining("not done within 20000 ms");
        assertThatThrownBy(child::check).isInstanceOf(DeadlineExceededException.class);
        assertThat(call.remaining()).contains(Duration.ZERO);
    }

    @Test
    void deadlineHoldsAlsoWhereNoTimerWatchesIt() {
        CallContext call = CallContext.within(ofSeconds(20));
        call.start(time);
        CallContext child = call.child();
        time.advance(ofSeconds(20).minusNanos(1));
        child.check();
        time.advance(Duration.ofNanos(1));
        assertThat(time.timers()).isZero();
        assertThatThrownBy(child::check).isInstanceOf(DeadlineExceededException.class);
        assertThatThrownBy(call::check).isInstanceOf(DeadlineExceededException.class);
    }

    @Test
    void whatBelongsToAnAttemptThatTimedOutTellsHowLongThatRan() {
        CallContext attempt = CallContext.create();
        CallContext inside = attempt.child();
        attempt.timeOut(Cancellation.Reason.SILENCE, ofSeconds(60), "not a byte");
        assertThat(((TimedOutException) attempt.failure(null)).ran()).isEqualTo(ofSeconds(60));
        assertThat(((TimedOutException) inside.failure(null)).ran()).isEqualTo(ofSeconds(60));
    }

    @Test
    void copyWithATagIsTheSameCall() {
        CallContext call = CallContext.within(ofSeconds(20));
        CallContext tagged = call.tag("tenant", "acme").tag("user", "7");
        tagged.begin(time, null);
        time.advance(ofSeconds(5));

        CallContext later = tagged.tag("step", "2");
        later.begin(time, null);
        assertThat(later.remaining()).contains(ofSeconds(15));
        assertThat(call.remaining()).contains(ofSeconds(15));
        assertThat(later.tags()).containsOnlyKeys("tenant", "user", "step");
        assertThat(call.tags()).isEmpty();

        List<Ending> endings = new ArrayList<>();
        call.onEnd(endings::add);
        later.end(null, Usage.UNKNOWN);
        assertThat(endings).hasSize(1);
        assertThat(time.timers()).isZero();

        CallContext child = CallContext.create();
        CallContext copy = child.tag("a", "b");
        child.cancel("enough");
        assertThatThrownBy(copy::check).hasMessageContaining("enough");
    }

    @Test
    void tagsReachTheChildren() {
        assertThat(CallContext.create().tag("tenant", "acme").child().child().tags())
                .containsEntry("tenant", "acme");
    }

    @Test
    void fallbackHoldsOnlyWhenNobodySetALimit() {
        CallContext call = CallContext.within(ofSeconds(20));
        call.child().begin(time, ofSeconds(5));
        assertThat(call.remaining()).contains(ofSeconds(20));
        CallContext free = CallContext.create();
        assertThat(free.remaining()).isEmpty();
        free.begin(time, ofSeconds(5));
        assertThat(free.remaining()).contains(ofSeconds(5));
    }

    @Test
    void fallbackOfAStreamEndsWithTheFirstContent() {
        CallContext stream = CallContext.create();
        stream.beginStream(time, ofSeconds(5));
        stream.content();
        time.advance(ofSeconds(50));
        stream.check();
        CallContext whole = CallContext.create();
        whole.begin(time, ofSeconds(5));
        whole.content();
        time.advance(ofSeconds(5));
        assertThatThrownBy(whole::check).isInstanceOf(DeadlineExceededException.class);
        CallContext limited = CallContext.within(ofSeconds(5));
        limited.beginStream(time, ofSeconds(9));
        limited.content();
        time.advance(ofSeconds(5));
        assertThatThrownBy(limited::check).isInstanceOf(DeadlineExceededException.class);
    }

    @Test
    void timeToTheEndIsNotThatToTheFirstContent() {
        CallContext stream = CallContext.create();
        assertThat(stream.remainingToTheEnd()).isEmpty();
        stream.beginStream(time, ofSeconds(5));
        assertThat(stream.remaining()).contains(ofSeconds(5));
        assertThat(stream.remainingToTheEnd()).isEmpty();
        assertThat(stream.child().remainingToTheEnd()).isEmpty();
        assertThat(stream.child(ofSeconds(3)).remainingToTheEnd()).contains(ofSeconds(3));
        CallContext whole = CallContext.create();
        whole.begin(time, ofSeconds(5));
        time.advance(ofSeconds(1));
        assertThat(whole.child(ofSeconds(9)).remainingToTheEnd()).contains(ofSeconds(4));
        CallContext limited = CallContext.within(ofSeconds(5));
        limited.beginStream(time, ofSeconds(2));
        assertThat(limited.remainingToTheEnd()).contains(ofSeconds(5));
        time.advance(ofSeconds(6));
        assertThat(limited.remainingToTheEnd()).contains(Duration.ZERO);
    }

    @Test
    void limitBeyondAllTimeIsNoLimit() {
        CallContext call = CallContext.within(Duration.ofSeconds(Long.MAX_VALUE));
        call.begin(time, ofSeconds(5));
        time.advance(ofSeconds(4));
        call.check();
    }

    @Test
    void deadlineCancelsAtItsNanosecond() {
        CallContext call = CallContext.within(ofSeconds(2));
        CallContext child = call.child(ofMillis(1_500));
        call.begin(time, null);
        child.begin(time, null);
        List<String> ran = new ArrayList<>();
        child.cancellation().onCancel(() -> ran.add("child at " + time.elapsed().toMillis()));
        call.cancellation().onCancel(() -> ran.add("call at " + time.elapsed().toMillis()));
        time.advance(ofSeconds(3));
        assertThat(ran).containsExactly("child at 1500", "call at 2000");
    }

    @Test
    void cancellingGoesDownAndNotUp() {
        CallContext call = CallContext.create();
        CallContext one = call.child();
        CallContext two = call.child();
        one.cancellation().cancel(Cancellation.Reason.LOST_RACE, "another was faster");
        call.check();
        two.check();
        call.cancel("enough");
        assertThat(one.cancellation().reason()).isEqualTo(Cancellation.Reason.LOST_RACE);
        assertThat(two.cancellation().reason()).isEqualTo(Cancellation.Reason.CALLER);
        assertThatThrownBy(two::check).isInstanceOf(CancelledException.class).hasMessageContaining("enough");
        assertThatThrownBy(call.child()::check).hasMessageContaining("enough");
    }

    @Test
    void exceptionSaysWhy() {
        for (Cancellation.Reason reason : Cancellation.Reason.values()) {
            CallContext call = CallContext.create();
            call.begin(time, null);
            call.cancellation().cancel(reason, "because");
            RuntimeException e = call.failure(null);
            assertThat(e)
                    .hasMessageContaining("because")
                    .isInstanceOf(
                            switch (reason) {
                                case DEADLINE -> DeadlineExceededException.class;
                                case SILENCE, THROUGHPUT, SLICE -> TimedOutException.class;
                                case CALLER, INTERRUPTED, CLOSED, LOST_RACE -> CancelledException.class;
                            });
        }
    }

    @Test
    void onEndIsToldExactlyOnceInOrderAndAlsoLate() {
        CallContext call = CallContext.create();
        List<String> told = new ArrayList<>();
        call.onEnd(ending -> told.add("first"));
        call.onEnd(ending -> {
            throw new IllegalStateException("a broken listener");
        });
        call.onEnd(ending -> told.add("third"));
        call.begin(time, null);
        time.advance(ofSeconds(1));
        call.content();
        time.advance(ofSeconds(1));
        UnavailableException failure = new UnavailableException("down");
        assertThat(call.end(failure, Usage.of(1, 2))).isTrue();
        assertThat(call.end(null, Usage.UNKNOWN)).isFalse();
        call.onEnd(ending -> {
            assertThat(ending).isEqualTo(new Ending(failure, ofSeconds(1), ofSeconds(2), Usage.of(1, 2)));
            told.add("late");
        });
        assertThat(told).containsExactly("first", "third", "late");
    }

    @Test
    void twoThreadsThatEndACallTellItOnce() throws InterruptedException {
        for (int round = 0; round < 300; round++) {
            CallContext call = CallContext.create();
            AtomicInteger told = new AtomicInteger();
            AtomicInteger first = new AtomicInteger();
            CountDownLatch go = new CountDownLatch(1);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                boolean listens = i == 0;
                Thread thread = new Thread(() -> {
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    if (listens) {
                        call.onEnd(ending -> told.incrementAndGet());
                    } else if (call.end(null, Usage.UNKNOWN)) {
                        first.incrementAndGet();
                    }
                });
                thread.start();
                threads.add(thread);
            }
            go.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(told).hasValue(1);
            assertThat(first).hasValue(1);
        }
    }

    @Test
    void answerThatCameWholeHasItsFirstContentAtTheEnd() {
        CallContext call = CallContext.create();
        call.begin(time, null);
        time.advance(ofSeconds(3));
        List<Ending> endings = new ArrayList<>();
        call.onEnd(endings::add);
        call.end(null, Usage.UNKNOWN);
        assertThat(endings.get(0).firstContent()).isEqualTo(ofSeconds(3));
        CallContext failed = CallContext.create();
        failed.begin(time, null);
        failed.onEnd(endings::add);
        failed.end(new UnavailableException("down"), Usage.UNKNOWN);
        assertThat(endings.get(1).firstContent()).isNull();
    }

    @Test
    void tenThousandChildrenLeaveNothingBehind() {
        CallContext call = CallContext.within(Duration.ofHours(1));
        call.begin(time, null);
        CallContext before = call.child(ofSeconds(10));
        for (int i = 0; i < 10_000; i++) {
            CallContext next = call.child(ofSeconds(10)).tag("step", Integer.toString(i));
            next.begin(time, null);
            before.end(null, Usage.UNKNOWN);
            before = next;
        }
        before.end(null, Usage.UNKNOWN);
        assertThat(call.cancellation().registered()).isZero();
        assertThat(time.timers()).isEqualTo(1);
        call.end(null, Usage.UNKNOWN);
        assertThat(time.timers()).isZero();
    }

    @Test
    void callThatIsOverSetsNoTimer() {
        CallContext call = CallContext.within(ofSeconds(5));
        call.end(null, Usage.UNKNOWN);
        call.begin(time, null);
        assertThat(time.timers()).isZero();
    }

    @Test
    void silenceOfAnAttemptIsInherited() {
        CallContext call = CallContext.create();
        assertThat(call.silence()).isEmpty();
        call.silence(ofSeconds(5));
        CallContext child = call.child();
        assertThat(child.silence()).contains(ofSeconds(5));
        child.silence(ofSeconds(1));
        assertThat(child.silence()).contains(ofSeconds(1));
    }

    @Test
    void allowanceOfNestedRoutesIsSharedAndTheSmallestCounts() {
        CallContext outer = CallContext.create().route(null, 3);
        assertThat(outer.spend()).isTrue();
        CallContext attempt = outer.attempt("a", Hop.Why.FIRST, Duration.ZERO);
        CallContext inner = attempt.route(null, 6);
        // the outer route has paid for the inner one's first
        assertThat(inner.spend()).isTrue();
        assertThat(inner.spend()).isTrue();
        assertThat(inner.spend()).isTrue();
        assertThat(inner.maySpend()).isFalse();
        assertThat(inner.spend()).isFalse();
        assertThat(outer.spend()).isFalse();
        assertThat(CallContext.create().spend()).isTrue();
    }

    @Test
    void sleepEndsWithTheCall() {
        CallContext call = CallContext.within(ofSeconds(2));
        call.begin(time, null);
        assertThatThrownBy(() -> time.sleep(ofSeconds(5), call)).isInstanceOf(DeadlineExceededException.class);
        assertThat(time.elapsed()).isEqualTo(ofSeconds(2));
        CallContext cancelled = CallContext.create();
        time.after(ofSeconds(1), cancelled::cancel);
        assertThatThrownBy(() -> time.sleep(ofSeconds(5), cancelled)).isInstanceOf(CancelledException.class);
        assertThat(time.elapsed()).isEqualTo(ofSeconds(3));
    }

    @Test
    void interruptedSleepCancelsTheCallAndKeepsTheFlag() {
        CallContext call = CallContext.create();
        Thread.currentThread().interrupt();
        CancelledException e = catchThrowableOfType(
                CancelledException.class, () -> Time.system().sleep(ofMinutes(1), call));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(e).hasMessageContaining("interrupted");
        assertThat(call.cancellation().reason()).isEqualTo(Cancellation.Reason.INTERRUPTED);
    }
}
