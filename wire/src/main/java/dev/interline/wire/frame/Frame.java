package dev.interline.wire.frame;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One message of a streamed body, as a view into the buffer of its {@link Frames}. It is valid until the next call of
 * {@link Frames#next()}, which uses the same object and the same buffer again: take out what you need before. Not for
 * use by several threads.
 */
public interface Frame {

    /** What the sender says a frame is. */
    enum Kind {
        /** A part of the answer. Every server-sent event is one. */
        EVENT,
        /** A failure that the service has a name for ({@code :message-type} is {@code exception}). */
        EXCEPTION,
        /** A failure outside the service's own list ({@code :message-type} is {@code error}). */
        ERROR
    }

    /** What the sender says this frame is. */
    Kind kind();

    /**
     * The name of the event, exception or error: the {@code event} field of a server-sent event, or the header
     * {@code :event-type}, {@code :exception-type} or {@code :error-code} of an AWS frame. Null where none was sent.
     */
    @Nullable
    String type();

    /** The buffer that holds the data; only the part from {@link #offset()} on belongs to this frame. Do not write. */
    byte[] bytes();

    /** Index of the first byte of the data in {@link #bytes()}. */
    int offset();

    /** Number of bytes of the data, which may be 0. */
    int length();

    /** The data as text; bytes that are not UTF-8 become U+FFFD. A new string with every call. */
    default String text() {
        return new String(bytes(), offset(), length(), StandardCharsets.UTF_8);
    }

    /**
     * The value of a header of an AWS frame as text: numbers in decimal, byte arrays in Base64, times as in
     * {@link java.time.Instant#toString()}.
     *
     * @param name the name as sent, for instance {@code :error-message}
     * @return the value, or null if the frame has no such header, as is always so for server-sent events
     */
    default @Nullable String header(String name) {
        return null;
    }

    /**
     * Whether the body ended before this frame did. Such a frame may be whole or cut anywhere: use it only if its data
     * can be read to the end. See {@link SseRules#keepUnfinished()}.
     */
    default boolean unfinished() {
        return false;
    }
}
