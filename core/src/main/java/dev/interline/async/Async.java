package dev.interline.async;

import dev.interline.CallContext;
import dev.interline.Carrier;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.time.Time;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A model that is asked without waiting. Every call returns a handle at once, and the call itself runs on another
 * thread:
 *
 * <pre>{@code
 * CompletableFuture<String> text = model.async().chat("Why is the sea salty?").future().thenApply(ChatResponse::text);
 * }</pre>
 *
 * <p>Calls run on a virtual thread each from JDK 24 on. Before, where a virtual thread can hold on to the machine's while
 * it waits, and on JDKs without them, they run on a pool of daemon threads that grows as needed and shrinks when idle.
 * {@link #on} names another executor. What belongs to the calling thread goes along by a {@link Carrier}.
 *
 * <p>Everything that a call throws comes out of its handle; nothing is thrown here. Immutable and thread-safe: settings
 * return copies.
 */
public final class Async {
    private final ChatModel model;
    private final @Nullable Executor executor;
    private final Carrier carrier;
    private final Time time;

    private Async(ChatModel model, @Nullable Executor executor, Carrier carrier, Time time) {
        this.model = model;
        this.executor = executor;
        this.carrier = carrier;
        this.time = time;
    }

    /** Over this model; the same as {@link ChatModel#async()}. */
    public static Async over(ChatModel model) {
        return new Async(Objects.requireNonNull(model, "model"), null, Carrier.mdc(), Time.system());
    }

    /**
     * Runs calls on this executor. A whole answer takes one of its threads from its beginning to its end; a stream takes one
     * until its first content, and then only while somebody waits for an event. A call that the executor refuses fails with
     * {@link dev.interline.error.BusyException}. The executor is never shut down here.
     */
    public Async on(Executor executor) {
        return new Async(model, Objects.requireNonNull(executor, "executor"), carrier, time);
    }

    /** Takes this from the thread that asks to those that work for the call; SLF4J's diagnostic context unless set. */
    public Async carrying(Carrier carrier) {
        return new Async(model, executor, Objects.requireNonNull(carrier, "carrier"), time);
    }

    /** The clock by which {@code poll} waits; for tests, the machine's own unless set. */
    public Async time(Time time) {
        return new Async(model, executor, carrier, Objects.requireNonNull(time, "time"));
    }

    /** Who is asked. */
    public ChatModel model() {
        return model;
    }

    /** Asks for the whole answer. */
    public AsyncChat chat(ChatRequest request, CallContext context) {
        return AsyncChat.begin(this, request, context);
    }

    /** Asks for the whole answer, without limits of its own. */
    public AsyncChat chat(ChatRequest request) {
        return chat(request, CallContext.create());
    }

    /** Asks one question. */
    public AsyncChat chat(String prompt) {
        return chat(ChatRequest.of(prompt));
    }

    /** Asks for a stream. The request is sent at once; after the first content nothing is read that nobody asks for. */
    public AsyncStream stream(ChatRequest request, CallContext context) {
        return AsyncStream.begin(this, request, context);
    }

    /** Asks for a stream, without limits of its own. */
    public AsyncStream stream(ChatRequest request) {
        return stream(request, CallContext.create());
    }

    /** Asks one question, and streams the answer. */
    public AsyncStream stream(String prompt) {
        return stream(ChatRequest.of(prompt));
    }

    Executor executor() {
        return executor == null ? Threads.EACH_CALL : executor;
    }

    Carrier.Luggage luggage() {
        return carrier.capture();
    }

    Time time() {
        return time;
    }

    @Override
    public String toString() {
        return "Async[" + model + "]";
    }
}
