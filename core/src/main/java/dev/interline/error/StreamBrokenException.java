package dev.interline.error;

import org.jspecify.annotations.Nullable;

/** A stream failed after content was shown; {@link #partial()} holds what came. */
public final class StreamBrokenException extends ChatException {
    private static final long serialVersionUID = 1L;

    /**
     * With what the target said.
     *
     * @param message what happened and what the reader can change; no secrets, no conversation
     */
    public StreamBrokenException(String message, Failure failure, @Nullable Throwable cause) {
        super(Kind.STREAM_BROKEN, message, failure, cause);
    }

    /** Without a word from a target. */
    public StreamBrokenException(String message) {
        this(message, Failure.NONE, null);
    }
}
