package dev.interline.error;

import org.jspecify.annotations.Nullable;

/** The caller's own check of the answer said no. */
public final class RejectedException extends ChatException {
    private static final long serialVersionUID = 1L;

    /**
     * With what the target said.
     *
     * @param message what happened and what the reader can change; no secrets, no conversation
     */
    public RejectedException(String message, Failure failure, @Nullable Throwable cause) {
        super(Kind.REJECTED, message, failure, cause);
    }

    /** Without a word from a target. */
    public RejectedException(String message) {
        this(message, Failure.NONE, null);
    }
}
