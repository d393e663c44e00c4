package dev.interline.async;

import static dev.interline.Stage.HELLO;
import static dev.interline.Stage.scripted;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interline.CallContext;
import dev.interline.Carrier;
import dev.interline.ChatEvent;
import dev.interline.ChatResponse;
import dev.interline.Ending;
import dev.interline.StopReason;
import dev.interline.error.BusyException;
import dev.interline.error.CancelledException;
import dev.interline.error.ChatException;
import dev.interline.error.ChatException.Kind;
import dev.interline.error.DeadlineExceededException;
import dev.interline.error.StreamBrokenException;
import dev.interline.error.UnavailableException;
import dev.interline.testing.ManualTime;
import dev.interline.testing.ScriptedModel;
import dev.interline.testing.Turn;
import dev.interline.time.Gate;
import dev.interline.time.Time;
import dev.interline.time.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams that are polled, or read by their future; the time is a test's, and its threads take turns. */
@SuppressWarnings("try") // closing early is what is tried here
class AsyncStreamTest {
    private static final Duration BEAT = ofSeconds(10);

    private final ManualTime time = new ManualTime();
    private final ScriptedModel model = scripted("model").time(time);
    private final CallContext context = CallContext.create();
    private final List<Ending> endings = new ArrayList<>();

    private Async async() {
        return model.async().on(task -> time.fork("async", task)).time(time);
    }

    private AsyncStream stream() {
        context.onEnd(endings::add);
        return async().stream(HELLO, context);
    }

    private static String told(Polled polled) {
        return polled.event() instanceof ChatEvent.TextDelta delta
                ? delta.text()
                : polled.event() != null
                        ? polled.event().kind().name()
                        : polled.state().name();
    }

    private static List<String> rest(AsyncStream stream, Duration beat) {
        List<String> told = new ArrayList<>();
        Polled next = stream.poll(beat);
        for (; !next.isEnd(); next = stream.poll(beat)) {
            told.add(told(next));
        }
        told.add(told(next));
        return told;
    }

    @Test
    void aPollTellsEventFromNothingYetAndFromTheEndAlsoBeforeTheFirstContent() {
        model.plays(Turn.silent(ofSeconds(25))
                .thenSays("one ")
                .thenSilent(ofSeconds(15))
                .thenSays("two"));
        try (AsyncStream stream = stream()) {
            assertThat(rest(stream, BEAT))
                    .containsExactly(
                            "NOTHING_YET",
                            "NOTHING_YET",
                            "one ",
                            "NOTHING_YET",
                            "two",
                            "PART_DONE",
                            "FINISHED",
                            "ENDED");
            assertThat(stream.isDone()).isTrue();
            assertThat(stream.poll(ZERO).isEnd()).isTrue();
        }
        assertThat(endings).singleElement().matches(Ending::answered);
    }

    @Test
    void thePollAfterTheLastEventNeedNotWaitToKnowThatItWas() {
        model.says("one");
        AsyncStream stream = stream();
        assertThat(told(stream.poll(BEAT))).isEqualTo("one");
        assertThat(told(stream.poll(BEAT))).isEqualTo("PART_DONE");
        assertThat(told(stream.poll(BEAT))).isEqualTo("FINISHED");
        assertThat(stream.poll(ZERO).isEnd()).isTrue();
    }

    @Test
    void anEventThatComesAfterItsPollGaveUpIsThereForTheNextOne() {
        model.plays(Turn.silent(ofSeconds(15)).thenSays("one two"));
        try (AsyncStream stream = stream()) {
            assertThat(stream.poll(BEAT).isNothingYet()).isTrue();
            time.advance(ofSeconds(20));
            time.settle();
            assertThat(told(stream.poll(ZERO))).isEqualTo("one ");
        }
    }

    @Test
    void nothingIsReadThatNobodyPolls() {
        Lazy lazy = new Lazy(10);
        AsyncStream stream = Async.over(lazy).on(Runnable::run).stream("hi");
        assertThat(lazy.read).hasValue(0);
        stream.poll(BEAT);
        stream.poll(BEAT);
        assertThat(lazy.read).hasValue(2);
        stream.cancel();
    }

    @Test
    void aFailureBeforeTheFirstContentComesOutOfEveryPollAsItIs() {
        model.fails(Kind.UNAVAILABLE);
        AsyncStream stream = stream();
        UnavailableException first = catchThrowableOfType(UnavailableException.class, () -> stream.poll(BEAT));
        assertThat(catchThrowable(() -> stream.poll(ZERO))).isSameAs(first);
        assertThat(first.trail().hops()).hasSize(1);
        assertThat(stream.trail().hops()).hasSize(1);
        assertThat(endings).hasSize(1);
    }

    @Test
    void aStreamThatBreaksAfterContentCarriesWhatWasRead() {
        model.plays(Turn.says("one two three").first(2).thenFails(Kind.UNAVAILABLE));
        AsyncStream stream = stream();
        stream.poll(BEAT);
        stream.poll(BEAT);
        StreamBrokenException broken = catchThrowableOfType(StreamBrokenException.class, () -> stream.poll(BEAT));
        assertThat(broken.partial().orElseThrow().text()).isEqualTo("one two ");
    }

    @Test
    void cancelEndsACallThatHasNotSaidAWord() {
        model.plays(Turn.hangs());
        AsyncStream stream = stream();
        assertThat(stream.poll(BEAT).isNothingYet()).isTrue();
        stream.cancel();
        stream.cancel();
        assertThatThrownBy(() -> stream.poll(BEAT)).isInstanceOf(CancelledException.class);
        assertThat(model.open()).isZero();
        assertThat(endings).singleElement().extracting(e -> e.failure().kind()).isEqualTo(Kind.CANCELLED);
    }

    @Test
    void cancelFreesAStreamThatNobodyReadsAtTheMoment() {
        model.says("one two three");
        AsyncStream stream = stream();
        stream.poll(BEAT);
        stream.close();
        time.settle();
        assertThat(model.open()).isZero();
        CancelledException gone = catchThrowableOfType(CancelledException.class, () -> stream.poll(BEAT));
        assertThat(gone.partial().orElseThrow().text()).isEqualTo("one ");
        assertThat(gone.trail().hops()).hasSize(1);
        assertThat(endings).hasSize(1);
    }

    @Test
    void aDeadlineThatPassesBetweenTwoPollsEndsTheCallAtOnce() {
        model.says("one two three");
        List<Ending> heard = new ArrayList<>();
        CallContext brief = CallContext.within(ofSeconds(5));
        brief.onEnd(heard::add);
        AsyncStream stream = async().stream(HELLO, brief);
        stream.poll(BEAT);
        time.advance(ofSeconds(6));
        time.settle();
        assertThat(model.open()).isZero();
        assertThat(heard).singleElement().extracting(e -> e.failure().kind()).isEqualTo(Kind.DEADLINE_EXCEEDED);
        assertThatThrownBy(() -> stream.poll(BEAT)).isInstanceOf(DeadlineExceededException.class);
    }

    @Test
    void aStreamThatLiesUnreadForTenMinutesIsClosedAndSaysSo() {
        model.says("one two three");
        AsyncStream stream = stream();
        stream.poll(BEAT);
        time.advance(Duration.ofMinutes(11));
        time.settle();
        assertThat(model.open()).isZero();
        assertThatThrownBy(() -> stream.poll(BEAT))
                .isInstanceOf(CancelledException.class)
                .hasMessageContaining("nobody read the stream");
    }

    @Test
    void cancellingAfterTheEndChangesNothing() {
        model.says("one");
        AsyncStream stream = stream();
        rest(stream, BEAT);
        stream.cancel();
        assertThat(stream.poll(ZERO).isEnd()).isTrue();
        assertThat(context.cancellation().isCancelled()).isFalse();
    }

    @Test
    void aCallThatIsCancelledBeforeItsTurnIsNeverSent() {
        Queue<Runnable> queue = new ArrayDeque<>();
        AsyncStream stream = model.async().on(queue::add).stream("hi");
        CompletableFuture<?> future = stream.future();
        stream.cancel();
        queue.remove().run();
        assertThatThrownBy(future::join).hasCauseInstanceOf(CancelledException.class);
        assertThat(model.calls()).isZero();
        assertThat(queue).isEmpty();
    }

    @Test
    void anInterruptedPollCancelsTheCallAndKeepsTheFlag() {
        model.plays(Turn.hangs());
        AsyncStream stream = stream();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> stream.poll(BEAT)).isInstanceOf(CancelledException.class);
        assertThat(Thread.interrupted()).isTrue();
        time.settle();
        assertThat(model.open()).isZero();
    }

    @Test
    void theFutureReadsTheStreamWhereNobodyElseDoes() {
        model.says("one two three");
        AsyncStream stream = stream();
        time.settle();
        CompletableFuture<ChatResponse> future = stream.future();
        time.settle();
        assertThat(future).isCompletedWithValueMatching(answer -> answer.text().equals("one two three"));
        assertThat(stream.future()).isSameAs(future);
        assertThatIllegalStateException().isThrownBy(() -> stream.poll(BEAT)).withMessageContaining("future()");
    }

    @Test
    void theFutureOfAStreamThatIsPolledCompletesWithItsEnd() {
        model.says("one two three");
        AsyncStream stream = stream();
        stream.poll(BEAT);
        CompletableFuture<ChatResponse> future = stream.future();
        time.settle();
        assertThat(future).isNotDone();
        rest(stream, BEAT);
        assertThat(future.join().stopReason().kind()).isEqualTo(StopReason.Kind.STOP);
    }

    @Test
    void theFutureFailsWithTheFailureItself() {
        model.fails(Kind.DENIED);
        AsyncStream stream = stream();
        CompletableFuture<?> future = stream.future();
        time.settle();
        assertThatThrownBy(future::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOf(ChatException.class)
                .extracting(e -> ((ChatException) e).kind())
                .isEqualTo(Kind.DENIED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancel", "complete", "completeExceptionally", "orTimeout"})
    void whoeverEndsTheFutureEndsTheCall(String how) throws InterruptedException {
        model.plays(Turn.says("one two").first(1).thenHangs());
        AsyncStream stream = stream();
        CompletableFuture<ChatResponse> future = stream.future();
        time.settle();
        assertThat(model.open()).isEqualTo(1);
        switch (how) {
            case "cancel" -> future.cancel(true);
            case "complete" -> future.complete(null);
            case "completeExceptionally" -> future.completeExceptionally(new IllegalStateException("no"));
            default -> {
                future.orTimeout(1, TimeUnit.MILLISECONDS);
                assertThatThrownBy(() -> future.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(TimeoutException.class);
            }
        }
        // the watcher of the timeout tells the future first, and then whoever hangs on it
        CountDownLatch cancelled = new CountDownLatch(1);
        context.cancellation().onCancel(cancelled::countDown);
        assertThat(cancelled.await(10, TimeUnit.SECONDS)).isTrue();
        time.settle();
        assertThat(model.open()).isZero();
        assertThat(endings).singleElement().extracting(e -> e.failure().kind()).isEqualTo(Kind.CANCELLED);
    }

    @Test
    void whatABugThrowsComesOutAsItIs() {
        model.plays(request -> {
            throw new IllegalStateException("a bug");
        });
        AsyncStream stream = stream();
        assertThatIllegalStateException().isThrownBy(() -> stream.poll(BEAT)).withMessage("a bug");
    }

    @Test
    void anExecutorThatRefusesIsABusyOne() {
        AsyncStream stream = model
                .async()
                .on(task -> {
                    throw new RejectedExecutionException("full");
                })
                .stream(HELLO, context);
        context.onEnd(endings::add);
        assertThatThrownBy(() -> stream.poll(BEAT))
                .isInstanceOf(BusyException.class)
                .hasMessageContaining("executor");
        assertThat(endings).singleElement().extracting(e -> e.failure().kind()).isEqualTo(Kind.BUSY);
        assertThat(model.calls()).isZero();
    }

    @Test
    void anExecutorThatIsShutDownInTheMiddleEndsTheStream() {
        boolean[] down = new boolean[1];
        AsyncStream stream = model
                .says("one two three")
                .async()
                .on(task -> {
                    if (down[0]) {
                        throw new RejectedExecutionException("shut down");
                    }
                    task.run();
                })
                .stream(HELLO, context);
        stream.poll(BEAT);
        down[0] = true;
        assertThatThrownBy(() -> stream.poll(BEAT)).isInstanceOf(BusyException.class);
        assertThat(model.open()).isZero();
    }

    @Test
    void oneThreadPollsAtATime() {
        model.plays(Turn.hangs());
        AsyncStream[] stream = new AsyncStream[1];
        Waiting waiting = new Waiting(() -> assertThatIllegalStateException()
                .isThrownBy(() -> stream[0].poll(ZERO))
                .withMessageContaining("two threads"));
        stream[0] = async().time(waiting).stream("hi");
        assertThat(stream[0].poll(BEAT).isNothingYet()).isTrue();
        assertThat(waiting.waits).isEqualTo(1);
        stream[0].cancel();
    }

    /** A clock on which something else happens while somebody waits. */
    private static final class Waiting implements Time {
        private final Runnable meanwhile;
        private int waits;

        Waiting(Runnable meanwhile) {
            this.meanwhile = meanwhile;
        }

        @Override
        public Gate gate() {
            return new Gate() {
                @Override
                public void open() {}

                @Override
                public boolean isOpen() {
                    return false;
                }

                @Override
                public boolean await(Duration most) {
                    waits++;
                    meanwhile.run();
                    return false;
                }
            };
        }

        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public Timer after(Duration delay, Runnable task) {
            return () -> {};
        }

        @Override
        public void fork(String name, Runnable task) {
            throw new UnsupportedOperationException();
        }

        @Override
        public double random() {
            return 0;
        }
    }

    @Test
    void whatBelongsToTheCallingThreadGoesAlong() {
        List<String> seen = new ArrayList<>();
        model.plays(request -> {
            seen.add(Thread.currentThread().getName());
            return Turn.says("hi");
        });
        Carrier carrier = () -> {
            seen.add("captured");
            return work -> {
                seen.add("carried");
                work.run();
            };
        };
        AsyncStream stream = async().carrying(carrier).stream("hi");
        stream.poll(BEAT);
        assertThat(seen).startsWith("captured", "carried", "manual-async").doesNotContain("main");
        stream.cancel();
    }
}
