package dev.interline.types;

import dev.interline.ChatEvent;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.error.ChatException;
import dev.interline.error.Failure;
import dev.interline.error.MismatchException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Queue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A typed answer while it arrives; made by {@link Answers#stream} and {@link Answers#each}. Nothing is read ahead of
 * the reader.
 *
 * <pre>{@code
 * try (TypedStream<Invoice, List<Invoice>> invoices = answers.each(request)) {
 *     for (Invoice invoice : invoices) {
 *         book(invoice);
 *     }
 * }
 * }</pre>
 *
 * <p>Close it: a stream that is left open holds a connection. It can be read once, by one thread at a time; only
 * {@link #close()} may be called from any thread at any time.
 *
 * @param <E> what comes one after the other
 * @param <T> the whole answer
 */
public final class TypedStream<E, T> implements Iterable<E>, AutoCloseable {

    /** What a piece of the answer brings. */
    private interface Reading<E> {
        void read(Arriving json, Queue<E> ready);
    }

    private final ChatStream stream;
    private final Function<ChatResponse, T> whole;
    private final Reading<E> reading;
    private final @Nullable Function<T, E> last;
    private final Arriving json = new Arriving();
    private final Queue<E> ready = new ArrayDeque<>();
    private @Nullable E before;
    private @Nullable Answer<T> answer;
    private @Nullable ChatException failure;

    private TypedStream(
            ChatStream stream, Function<ChatResponse, T> whole, Reading<E> reading, @Nullable Function<T, E> last) {
        this.stream = stream;
        this.whole = whole;
        this.reading = reading;
        this.last = last;
    }

    static <T> TypedStream<T, T> growing(ChatStream stream, Function<ChatResponse, T> whole, Form<T> form) {
        Reading<T> reading = (json, ready) -> {
            String closed = json.closed();
            if (closed != null) {
                form.sketch(closed).ifPresent(ready::add);
            }
        };
        return new TypedStream<>(stream, whole, reading, value -> value);
    }

    static <T> TypedStream<T, List<T>> items(
            ChatStream stream, Function<ChatResponse, List<T>> whole, Form<List<T>> form) {
        stream.textOnly();
        Reading<T> reading = (json, ready) -> {
            for (String item : json.items()) {
                ready.addAll(form.read("{\"value\":[" + item + "]}"));
            }
        };
        return new TypedStream<>(stream, whole, reading, null);
    }

    /** What comes, once. */
    @Override
    public Iterator<E> iterator() {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                while (ready.isEmpty() && answer == null) {
                    advance();
                }
                return !ready.isEmpty();
            }

            @Override
            public E next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("the stream has ended");
                }
                return Objects.requireNonNull(ready.poll());
            }
        };
    }

    /**
     * The whole answer; reads the rest of the stream first when there is any.
     *
     * @throws MismatchException when the answer cannot be read, with what the model wrote
     * @throws ChatException when the stream breaks, has broken, or was closed before its end
     */
    public Answer<T> answer() {
        while (answer == null) {
            advance();
            ready.clear();
        }
        return answer;
    }

    private void advance() {
        if (failure != null) {
            throw failure;
        }
        ChatEvent event = stream.next();
        if (event instanceof ChatEvent.TextDelta delta) {
            json.add(delta.text());
            read();
        } else if (event instanceof ChatEvent.FailedOver over) {
            json.takeBack(over.discard());
        } else if (event instanceof ChatEvent.StepDone) {
            // what a model says between its tools is no part of the answer
            json.clear();
        } else if (event instanceof ChatEvent.Finished finished) {
            finish(finished.response());
        }
    }

    private void read() {
        ArrayDeque<E> some = new ArrayDeque<>();
        try {
            reading.read(json, some);
        } catch (MisfitException e) {
            MismatchException mismatch =
                    new MismatchException("an item of the answer cannot be read: " + e.getMessage(), Failure.NONE, e);
            mismatch.attach(stream.partial().orElse(null));
            mismatch.attach(stream.trail());
            failure = mismatch;
            stream.close();
            throw mismatch;
        }
        for (E each : some) {
            if (last == null || !each.equals(before)) {
                ready.add(each);
            }
            before = each;
        }
    }

    private void finish(ChatResponse response) {
        try {
            T value = whole.apply(response);
            answer = new Answer<>(value, response);
            E end = last == null ? null : last.apply(value);
            if (end != null && !end.equals(before)) {
                ready.add(end);
            }
        } catch (ChatException e) {
            failure = e;
            throw e;
        }
    }

    /** Ends the stream wherever it is and frees its connection. Does nothing after the end. */
    @Override
    public void close() {
        stream.close();
    }
}
