package dev.interline.async;

import dev.interline.CallContext;
import dev.interline.ChatEvent;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.Trail;
import dev.interline.error.ChatException;
import dev.interline.time.Time;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A stream on its way, from before its first content to its end. It is read in one of three ways: somebody
 * {@linkplain #poll polls} it, one subscriber gets it from the {@linkplain #publisher publisher}, or the
 * {@linkplain #future future} reads it to its end.
 *
 * <pre>{@code
 * try (AsyncStream answer = model.async().stream(request)) {
 *     for (Polled next = answer.poll(beat); !next.isEnd(); next = answer.poll(beat)) {
 *         if (next.isNothingYet()) {
 *             out.heartbeat();
 *         } else if (next.event() instanceof ChatEvent.TextDelta delta) {
 *             out.send(delta.text());
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>Close or cancel it, or read it to its end: a stream that is left open holds a connection. {@link #cancel()} and
 * {@link #close()} may be called from any thread at any time.
 */
public final class AsyncStream implements AutoCloseable {

    private enum Reader {
        POLL("poll()"),
        FUTURE("future()"),
        SUBSCRIBER("a subscriber");

        private final String word;

        Reader(String word) {
            this.word = word;
        }
    }

    private final Feed feed;
    private final CallContext context;
    private final Slot slot;
    private final AtomicReference<@Nullable Reader> reader = new AtomicReference<>();

    private AsyncStream(Feed feed, CallContext context, Time time) {
        this.feed = feed;
        this.context = context;
        this.slot = new Slot(feed, context, time);
    }

    static AsyncStream begin(Async async, ChatRequest request, CallContext context) {
        Feed feed = new Feed(async, request, context);
        feed.kick();
        return new AsyncStream(feed, context, async.time());
    }

    /**
     * Waits for the next event, but no longer than this; also for the first one. What comes later is there for the next
     * poll, and nothing more is read meanwhile.
     *
     * @param most how long to wait at most; zero only looks
     * @throws ChatException when the stream fails, has failed or was cancelled; an interrupt cancels it, and the flag stays set
     * @throws IllegalStateException when something else reads this stream, or another thread polls it
     */
    public Polled poll(Duration most) {
        if (reader.get() != Reader.POLL) {
            if (!reader.compareAndSet(null, Reader.POLL)) {
                throw taken();
            }
            feed.attach(slot);
        }
        return slot.poll(most);
    }

    /**
     * The whole answer when the stream has come to its end, or a {@link ChatException}. Unless somebody else reads the
     * stream already, the future does. Whoever completes or cancels it, {@code orTimeout} included, cancels the call; one that
     * was made from it, such as by {@code thenApply}, does not. Every call returns the same future.
     */
    public CompletableFuture<ChatResponse> future() {
        if (reader.compareAndSet(null, Reader.FUTURE)) {
            feed.attach(Unread.SINK);
            feed.request(Long.MAX_VALUE);
        }
        return feed.whole();
    }

    /**
     * The events for one subscriber; others get an {@link IllegalStateException}. What the subscriber requests is read off the
     * connection, and nothing before: its demand holds back the sender. No thread waits while there is no demand. After
     * the {@link ChatEvent.Finished} comes {@code onComplete}; a stream that fails ends with the {@link ChatException}
     * itself. Cancelling the subscription closes the connection.
     */
    public Flow.Publisher<ChatEvent> publisher() {
        return subscriber -> Subscription.begin(
                subscriber, feed, () -> reader.compareAndSet(null, Reader.SUBSCRIBER) ? null : taken());
    }

    private IllegalStateException taken() {
        Reader other = reader.get();
        return new IllegalStateException("this stream is read by " + (other == null ? "nobody" : other.word)
                + " already; ask for another stream to read it in another way");
    }

    /** Whether the stream has come to its end, good or bad. */
    public boolean isDone() {
        return feed.isOver();
    }

    /** What was tried so far. */
    public Trail trail() {
        return context.trail();
    }

    /**
     * Ends the call wherever it is, before the first byte or in the middle, and closes its connection at once. Whoever
     * reads gets a {@link dev.interline.error.CancelledException}. Does nothing after the end.
     */
    public void cancel() {
        feed.cancel("the caller cancelled the call");
    }

    /** Cancels it, unless it has come to its end. */
    @Override
    public void close() {
        cancel();
    }

    @Override
    public String toString() {
        return "AsyncStream[" + (isDone() ? "done" : "open") + "]";
    }

    /** Nobody looks at the events; the future has the answer. */
    private enum Unread implements Feed.Sink {
        SINK;

        @Override
        public void event(ChatEvent event) {}

        @Override
        public void end(@Nullable Throwable failure) {}
    }
}
