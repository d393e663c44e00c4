package dev.interline.error;

import org.jspecify.annotations.Nullable;

/** The request itself is wrong, by the caller's fault or ours: no target would take it. */
public final class InvalidException extends ChatException {
    private static final long serialVersionUID = 1L;

    /**
     * With what the target said.
     *
     * @param message what happened and what the reader can change; no secrets, no conversation
     */
    public InvalidException(String message, Failure failure, @Nullable Throwable cause) {
        super(Kind.INVALID, message, failure, cause);
    }

    /** Without a word from a target. */
    public InvalidException(String message) {
        this(message, Failure.NONE, null);
    }
}
