package dev.interline.error;

import org.jspecify.annotations.Nullable;

/** This model or cloud cannot do what the request asks; known before the call where possible. */
public final class UnsupportedException extends ChatException {
    private static final long serialVersionUID = 1L;

    /**
     * With what the target said.
     *
     * @param message what happened and what the reader can change; no secrets, no conversation
     */
    public UnsupportedException(String message, Failure failure, @Nullable Throwable cause) {
        super(Kind.UNSUPPORTED, message, failure, cause);
    }

    /** Without a word from a target. */
    public UnsupportedException(String message) {
        this(message, Failure.NONE, null);
    }
}
