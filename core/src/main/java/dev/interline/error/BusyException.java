package dev.interline.error;

import org.jspecify.annotations.Nullable;

/** The library's own bulkhead, limiter or open breaker let nothing through; nothing was sent. */
public final class BusyException extends ChatException {
    private static final long serialVersionUID = 1L;

    /**
     * With what the target said.
     *
     * @param message what happened and what the reader can change; no secrets, no conversation
     */
    public BusyException(String message, Failure failure, @Nullable Throwable cause) {
        super(Kind.BUSY, message, failure, cause);
    }

    /** Without a word from a target. */
    public BusyException(String message) {
        this(message, Failure.NONE, null);
    }
}
