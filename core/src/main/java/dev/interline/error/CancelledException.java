package dev.interline.error;

import org.jspecify.annotations.Nullable;

/** The caller no longer wants the answer. */
public final class CancelledException extends ChatException {
    private static final long serialVersionUID = 1L;

    /**
     * With what the target said.
     *
     * @param message what happened and what the reader can change; no secrets, no conversation
     */
    public CancelledException(String message, Failure failure, @Nullable Throwable cause) {
        super(Kind.CANCELLED, message, failure, cause);
    }

    /** Without a word from a target. */
    public CancelledException(String message) {
        this(message, Failure.NONE, null);
    }
}
