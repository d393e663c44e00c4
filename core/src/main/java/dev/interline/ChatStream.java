package dev.interline;

import dev.interline.error.CancelledException;
import dev.interline.error.ChatException;
import dev.interline.error.Failure;
import dev.interline.error.StreamBrokenException;
import dev.interline.error.UnreadableException;
import java.io.InputStream;
import java.io.Reader;
import java.lang.ref.Cleaner;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An answer while it arrives. Events are pulled: nothing is read ahead of the reader. The last event is a
 * {@link ChatEvent.Finished} with the whole answer; a stream that breaks throws instead.
 *
 * <pre>{@code
 * try (ChatStream answer = model.stream(request)) {
 *     for (String text : answer.text()) {
 *         System.out.print(text);
 *     }
 *     System.out.println(answer.response().usage());
 * }
 * }</pre>
 *
 * <p>Close it: a stream that is left open holds a connection. It can be read once, by one thread at a time; only
 * {@link #close()} may be called from any thread at any time.
 */
public final class ChatStream implements Iterable<ChatEvent>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChatStream.class);

    private final CallContext context;
    private final EventSource source;
    private final Leak leak;
    private final Cleaner.Cleanable registration;
    private final AtomicBoolean busy = new AtomicBoolean();
    private @Nullable ArrayDeque<ChatEvent> ahead;
    private @Nullable ChatResponse response;
    private @Nullable ChatException failure;
    private volatile boolean closed;
    private boolean contentPulled;
    private boolean awaiting;
    private boolean ended;

    private ChatStream(EventSource source, CallContext context) {
        this.source = source;
        this.context = context;
        this.leak = new Leak(source, context);
        this.registration = Leak.CLEANER.register(this, leak);
    }

    /**
     * A stream over a source of events, for those who write models. The stream ends the context: with the last event,
     * with a failure, or when it is closed before.
     */
    public static ChatStream of(EventSource source, CallContext context) {
        return new ChatStream(source, context);
    }

    /** The events, once. */
    @Override
    public Iterator<ChatEvent> iterator() {
        return new Iterator<>() {
            private @Nullable ChatEvent next;

            @Override
            public boolean hasNext() {
                if (next == null) {
                    next = ChatStream.this.next();
                }
                return next != null;
            }

            @Override
            public ChatEvent next() {
                if (!hasNext() || next == null) {
                    throw new NoSuchElementException("the stream has ended");
                }
                ChatEvent event = next;
                next = null;
                return event;
            }
        };
    }

    /**
     * The text alone, piece by piece. What has been read as text cannot be taken back: when the stream would begin anew
     * elsewhere, this view throws {@link StreamBrokenException}.
     */
    public Iterable<String> text() {
        textOnly();
        return () -> new Iterator<>() {
            private @Nullable String next;

            @Override
            public boolean hasNext() {
                while (next == null) {
                    ChatEvent event = ChatStream.this.next();
                    if (event == null) {
                        return false;
                    }
                    if (event instanceof ChatEvent.TextDelta delta) {
                        next = delta.text();
                    } else if (event instanceof ChatEvent.FailedOver over && over.discard() > 0) {
                        throw cannotTakeBack(over);
                    }
                }
                return true;
            }

            @Override
            public String next() {
                if (!hasNext() || next == null) {
                    throw new NoSuchElementException("the stream has ended");
                }
                String text = next;
                next = null;
                return text;
            }
        };
    }

    /** As {@link #text()}, for {@code java.util.stream}. Closing it closes this stream. */
    public Stream<String> texts() {
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(
                                text().iterator(), Spliterator.ORDERED | Spliterator.NONNULL),
                        false)
                .onClose(this::close);
    }

    /** As {@link #text()}, for what reads characters. Failures are {@link ChatException}s; closing it closes this stream. */
    public Reader reader() {
        return new TextReader(this, text().iterator());
    }

    /** As {@link #text()}, for what reads bytes: in UTF-8. Failures are {@link ChatException}s; closing it closes this stream. */
    public InputStream inputStream() {
        return new TextBytes(this, text().iterator());
    }

    /** For models that pass a stream on: whoever reads it takes text alone, see {@link EventSource#textOnly()}. */
    public void textOnly() {
        source.textOnly();
    }

    /** For sources that do not know {@link EventSource#textOnly()}. */
    private ChatException cannotTakeBack(ChatEvent.FailedOver over) {
        ChatException broken = new StreamBrokenException("the stream of " + over.from() + " broke (" + over.cause()
                + ") and began anew at " + over.to()
                + "; text that was read cannot be taken back: read the events instead of text()");
        broken.attach(context.trail());
        failure = broken;
        context.end(broken, Usage.UNKNOWN);
        close();
        return broken;
    }

    /**
     * The next event, or null after the last one.
     *
     * @throws ChatException when the stream breaks or the call is cancelled
     */
    public @Nullable ChatEvent next() {
        if (failure != null) {
            throw failure;
        }
        if (!closed && ahead != null && !ahead.isEmpty()) {
            return ahead.poll();
        }
        if (response != null) {
            return null;
        }
        if (closed) {
            throw new CancelledException("the stream was closed before its end");
        }
        return pull();
    }

    private ChatEvent pull() {
        if (!busy.compareAndSet(false, true)) {
            if (closed) {
                throw new CancelledException("the stream was closed before its end");
            }
            throw new IllegalStateException("two threads read one stream; a stream is read by one at a time");
        }
        try {
            ChatEvent event = source.next();
            if (event == null) {
                throw new UnreadableException("the stream ended without its last event");
            }
            contentPulled |= isContent(event, true);
            if (event instanceof ChatEvent.Finished finished) {
                response = finished.response();
                context.end(null, finished.response().usage());
                ended = true;
            }
            return event;
        } catch (ChatException e) {
            throw broken(e);
        } catch (RuntimeException | Error e) {
            failure = new StreamBrokenException("reading the stream failed", Failure.NONE, e);
            context.end(failure, Usage.UNKNOWN);
            ended = true;
            throw e;
        } finally {
            busy.set(false);
            if (closed || ended) {
                closeSource();
            }
        }
    }

    private ChatException broken(ChatException cause) {
        ChatException e = cause;
        if (e.partial().isEmpty()) {
            e.attach(soFar().orElse(null));
        }
        if ((ahead != null || (!awaiting && contentPulled)) && breaks(e.kind())) {
            e = new StreamBrokenException(
                    "the stream broke after content was shown: " + cause.kind(), cause.failure(), cause);
            e.attach(cause.partial().orElse(null));
            e.attach(cause.conversation().orElse(null));
            String target = cause.target();
            ChatException wrapper = e;
            cause.model().ifPresent(model -> wrapper.locate(model, target));
        }
        failure = e;
        context.end(e, e.partial().map(ChatResponse::usage).orElse(Usage.UNKNOWN));
        e.attach(context.trail());
        ended = true;
        return e;
    }

    /** What would have been an ordinary failure of the attempt before the first content. */
    private static boolean breaks(ChatException.Kind kind) {
        return switch (kind) {
            case RATE_LIMITED,
                    UNAVAILABLE,
                    UNREADABLE,
                    TIMED_OUT,
                    DENIED,
                    NOT_FOUND,
                    QUOTA_SPENT,
                    TOO_LONG,
                    INVALID,
                    UNSUPPORTED -> true;
            default -> false;
        };
    }

    /**
     * For models and policies: reads until there is content, which is then the next event. Pings, roles, metadata and
     * empty pieces are not content; thinking is when the caller asked to see it. An answer that ends without content
     * counts as content, for there will be no more.
     *
     * @throws ChatException when the stream fails before: an ordinary failure of the attempt
     */
    public ChatStream awaitContent(boolean thinkingCounts) {
        if (ahead != null) {
            return this;
        }
        ArrayDeque<ChatEvent> seen = new ArrayDeque<>();
        awaiting = true;
        try {
            while (true) {
                ChatEvent event = pull();
                seen.add(event);
                if (isContent(event, thinkingCounts)) {
                    ahead = seen;
                    return this;
                }
            }
        } finally {
            awaiting = false;
        }
    }

    private static boolean isContent(ChatEvent event, boolean thinkingCounts) {
        return switch (event.kind()) {
            case TEXT_DELTA, TOOL_CALL_STARTED, TOOL_CALL_DELTA, FINISHED -> true;
            case THINKING_DELTA -> thinkingCounts;
            case PART_DONE ->
                event instanceof ChatEvent.PartDone done
                        && (done.part().kind() == Part.Kind.REFUSAL
                                || done.part().kind() == Part.Kind.MEDIA);
            case STEP_DONE, FAILED_OVER, OTHER -> false;
        };
    }

    /**
     * The whole answer; reads the rest of the stream first when there is any.
     *
     * @throws ChatException when the stream breaks, has broken, or was closed before its end
     */
    public ChatResponse response() {
        while (response == null) {
            next();
            if (ahead != null) {
                ahead.clear();
            }
        }
        return response;
    }

    /**
     * What has been answered until now; until the stream has ended {@linkplain ChatResponse#isComplete() not complete} and
     * nothing for a history.
     */
    public Optional<ChatResponse> partial() {
        if (response != null) {
            return Optional.of(response);
        }
        return failure != null ? failure.partial() : soFar();
    }

    private Optional<ChatResponse> soFar() {
        return source.partial().map(some -> some.toBuilder().complete(false).build());
    }

    /** Hears how the stream ended, exactly once. */
    public void onEnd(Consumer<Ending> listener) {
        context.onEnd(listener);
    }

    /** What was tried for this stream so far. */
    public Trail trail() {
        return context.trail();
    }

    /** Ends the stream wherever it is and frees its connection. Does nothing after the end. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (leak.ended.get()) {
            return;
        }
        context.cancellation().cancel(Cancellation.Reason.CLOSED, "the stream was closed before its end");
        context.end(new CancelledException("the stream was closed before its end"), Usage.UNKNOWN);
        if (busy.compareAndSet(false, true)) {
            closeSource();
        }
    }

    private void closeSource() {
        if (leak.ended.compareAndSet(false, true)) {
            source.close();
            registration.clean();
        }
    }

    /** Closes a stream that nobody can reach any more. */
    private static final class Leak implements Runnable {
        static final Cleaner CLEANER = Cleaner.create();

        private final EventSource source;
        private final CallContext context;
        private final AtomicBoolean ended = new AtomicBoolean();

        Leak(EventSource source, CallContext context) {
            this.source = source;
            this.context = context;
        }

        @Override
        public void run() {
            if (ended.compareAndSet(false, true)) {
                LOG.warn("a stream was dropped without being closed and held a connection until now;"
                        + " close streams with try-with-resources");
                context.cancellation()
                        .cancel(Cancellation.Reason.CLOSED, "the stream was dropped without being closed");
                context.end(new CancelledException("the stream was dropped without being closed"), Usage.UNKNOWN);
                source.close();
            }
        }
    }
}
