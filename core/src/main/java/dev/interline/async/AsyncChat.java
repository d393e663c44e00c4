package dev.interline.async;

import dev.interline.CallContext;
import dev.interline.Carrier;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.Trail;
import dev.interline.Usage;
import dev.interline.error.BusyException;
import dev.interline.error.ChatException;
import dev.interline.error.Failure;
import dev.interline.time.Gate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;

/**
 * A whole answer on its way. Cancel it by {@link #cancel()}, by {@link #close()} or by its {@link #future()}, from any
 * thread at any time. Thread-safe.
 *
 * <pre>{@code
 * AsyncChat call = model.async().chat(request);
 * call.future().orTimeout(20, TimeUnit.SECONDS).thenAccept(answer -> show(answer.text()));
 * }</pre>
 */
public final class AsyncChat implements AutoCloseable {
    private final CallContext context;
    private final CompletableFuture<ChatResponse> whole = new CompletableFuture<>();
    private final Gate done;
    private volatile boolean over;

    @SuppressWarnings("FutureReturnValueIgnored") // what hangs on the future here cannot fail
    private AsyncChat(CallContext context, Gate done) {
        this.context = context;
        this.done = done;
        whole.whenComplete((response, failure) -> {
            if (!over) {
                context.cancel("the future of the call was completed by whoever holds it");
            }
            done.open();
        });
    }

    static AsyncChat begin(Async async, ChatRequest request, CallContext context) {
        AsyncChat call = new AsyncChat(context, async.time().gate());
        ChatModel model = async.model();
        Carrier.Luggage luggage = async.luggage();
        try {
            async.executor().execute(() -> luggage.under(() -> call.run(model, request)));
        } catch (RejectedExecutionException e) {
            ChatException busy = new BusyException(
                    "the executor of the call takes no more work: it is full or shut down", Failure.NONE, e);
            context.end(busy, Usage.UNKNOWN);
            call.fail(busy);
        }
        return call;
    }

    private void run(ChatModel model, ChatRequest request) {
        ChatResponse response;
        try {
            response = model.chat(request, context);
        } catch (RuntimeException | Error e) {
            fail(e);
            return;
        }
        over = true;
        whole.complete(response);
    }

    private void fail(Throwable failure) {
        over = true;
        whole.completeExceptionally(failure);
    }

    /**
     * Waits for the answer, but no longer than this.
     *
     * @param most how long to wait at most; zero only looks
     * @return the answer; empty when it is not there yet
     * @throws ChatException when the call failed or was cancelled; an interrupt cancels it, and the flag stays set
     */
    public Optional<ChatResponse> poll(Duration most) {
        if (!whole.isDone()) {
            Slot.await(done, most, context);
        }
        if (!whole.isDone()) {
            return Optional.empty();
        }
        try {
            return Optional.of(whole.join());
        } catch (CompletionException e) {
            Throwable cause = e.getCause();
            throw Slot.rethrow(cause == null ? e : cause);
        } catch (CancellationException e) {
            throw context.failure(e);
        }
    }

    /**
     * The answer, or a {@link ChatException}. Whoever completes or cancels the future, {@code orTimeout} included, cancels
     * the call; one that was made from it, such as by {@code thenApply}, does not. Every call returns the same future.
     */
    public CompletableFuture<ChatResponse> future() {
        return whole;
    }

    /** Whether the answer or a failure is there. */
    public boolean isDone() {
        return whole.isDone();
    }

    /** What was tried so far. */
    public Trail trail() {
        return context.trail();
    }

    /**
     * Ends the call wherever it is, and closes its connection at once; it fails with a
     * {@link dev.interline.error.CancelledException}. Does nothing after the end.
     */
    public void cancel() {
        if (!whole.isDone()) {
            context.cancel();
        }
    }

    /** Cancels it, unless it is done. */
    @Override
    public void close() {
        cancel();
    }

    @Override
    public String toString() {
        return "AsyncChat[" + (isDone() ? "done" : "open") + "]";
    }
}
