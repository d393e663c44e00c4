package dev.interline.error;

import org.jspecify.annotations.Nullable;

/** The conversation exceeds the context window. A router moves on only to a larger window. */
public final class TooLongException extends ChatException {
    private static final long serialVersionUID = 1L;

    /**
     * With what the target said.
     *
     * @param message what happened and what the reader can change; no secrets, no conversation
     */
    public TooLongException(String message, Failure failure, @Nullable Throwable cause) {
        super(Kind.TOO_LONG, message, failure, cause);
    }

    /** Without a word from a target. */
    public TooLongException(String message) {
        this(message, Failure.NONE, null);
    }
}
