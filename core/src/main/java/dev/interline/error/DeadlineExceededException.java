package dev.interline.error;

import org.jspecify.annotations.Nullable;

/** The caller's time is over. */
public final class DeadlineExceededException extends ChatException {
    private static final long serialVersionUID = 1L;

    /**
     * With what the target said.
     *
     * @param message what happened and what the reader can change; no secrets, no conversation
     */
    public DeadlineExceededException(String message, Failure failure, @Nullable Throwable cause) {
        super(Kind.DEADLINE_EXCEEDED, message, failure, cause);
    }

    /** Without a word from a target. */
    public DeadlineExceededException(String message) {
        this(message, Failure.NONE, null);
    }
}
