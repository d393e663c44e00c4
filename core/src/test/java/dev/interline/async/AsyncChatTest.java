package dev.interline.async;

import static dev.interline.Stage.HELLO;
import static dev.interline.Stage.scripted;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interline.CallContext;
import dev.interline.ChatResponse;
import dev.interline.Ending;
import dev.interline.error.BusyException;
import dev.interline.error.CancelledException;
import dev.interline.error.ChatException;
import dev.interline.error.ChatException.Kind;
import dev.interline.error.UnavailableException;
import dev.interline.testing.ManualTime;
import dev.interline.testing.ScriptedModel;
import dev.interline.testing.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole answers that nobody waits for. */
@SuppressWarnings("try") // closing early is what is tried here
class AsyncChatTest {
    private static final Duration BEAT = ofSeconds(10);

    private final ManualTime time = new ManualTime();
    private final ScriptedModel model = scripted("model").time(time);
    private final CallContext context = CallContext.create();
    private final List<Ending> endings = new ArrayList<>();

    private AsyncChat chat() {
        context.onEnd(endings::add);
        return model.async().on(task -> time.fork("async", task)).time(time).chat(HELLO, context);
    }

    @Test
    void aPollIsEmptyUntilTheAnswerIsThere() {
        model.plays(Turn.silent(ofSeconds(15)).thenSays("hello"));
        try (AsyncChat call = chat()) {
            assertThat(call.poll(BEAT)).isEmpty();
            assertThat(call.isDone()).isFalse();
            assertThat(call.poll(BEAT).orElseThrow().text()).isEqualTo("hello");
            assertThat(call.poll(ZERO)).isPresent();
            assertThat(call.trail().hops()).hasSize(1);
        }
        assertThat(context.cancellation().isCancelled()).isFalse();
    }

    @Test
    void theFutureHasTheAnswer() {
        CompletableFuture<String> text = model.says("hello")
                .async()
                .on(Runnable::run)
                .chat("hi")
                .future()
                .thenApply(ChatResponse::text);
        assertThat(text).isCompletedWithValue("hello");
    }

    @Test
    void aFailureComesOutAsItIs() {
        model.fails(Kind.UNAVAILABLE);
        AsyncChat call = chat();
        UnavailableException failure = catchThrowableOfType(UnavailableException.class, () -> call.poll(BEAT));
        assertThat(catchThrowable(() -> call.future().join()))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isSameAs(failure);
    }

    @Test
    void cancelEndsTheCallBeforeItsFirstByte() {
        model.plays(Turn.hangs());
        AsyncChat call = chat();
        assertThat(call.poll(BEAT)).isEmpty();
        call.cancel();
        call.cancel();
        assertThatThrownBy(() -> call.poll(BEAT)).isInstanceOf(CancelledException.class);
        assertThat(model.open()).isZero();
        assertThat(endings).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancel", "complete", "completeExceptionally", "orTimeout"})
    void whoeverEndsTheFutureEndsTheCall(String how) throws InterruptedException {
        model.plays(Turn.hangs());
        AsyncChat call = chat();
        time.settle();
        assertThat(model.open()).isEqualTo(1);
        CompletableFuture<ChatResponse> future = call.future();
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
    void aPollOfAFutureThatTimedOutIsACancelledCall() {
        model.plays(Turn.hangs());
        AsyncChat call = chat();
        call.future().completeExceptionally(new TimeoutException());
        assertThatThrownBy(() -> call.poll(BEAT))
                .isInstanceOf(CancelledException.class)
                .hasCauseInstanceOf(TimeoutException.class);
        AsyncChat other = model.async().on(task -> time.fork("async", task)).chat("hi");
        other.future().cancel(false);
        assertThatThrownBy(() -> other.poll(BEAT)).isInstanceOf(CancelledException.class);
    }

    @Test
    void anInterruptedPollCancelsTheCallAndKeepsTheFlag() {
        model.plays(Turn.hangs());
        AsyncChat call = chat();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> call.poll(BEAT)).isInstanceOf(CancelledException.class);
        assertThat(Thread.interrupted()).isTrue();
        time.settle();
        assertThat(model.open()).isZero();
    }

    @Test
    void anExecutorThatRefusesIsABusyOne() {
        context.onEnd(endings::add);
        AsyncChat call = model.async()
                .on(task -> {
                    throw new RejectedExecutionException("full");
                })
                .chat(HELLO, context);
        assertThatThrownBy(() -> call.poll(ZERO))
                .isInstanceOf(BusyException.class)
                .extracting(e -> ((ChatException) e).advice())
                .isEqualTo(dev.interline.error.Advice.FAIL_OVER);
        assertThat(endings).hasSize(1);
    }
}
