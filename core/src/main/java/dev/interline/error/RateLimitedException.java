package dev.interline.error;

import org.jspecify.annotations.Nullable;

/** The target has had enough requests or tokens for now. */
public final class RateLimitedException extends ChatException {
    private static final long serialVersionUID = 1L;

    /**
     * With what the target said.
     *
     * @param message what happened and what the reader can change; no secrets, no conversation
     */
    public RateLimitedException(String message, Failure failure, @Nullable Throwable cause) {
        super(Kind.RATE_LIMITED, message, failure, cause);
    }

    /** Without a word from a target. */
    public RateLimitedException(String message) {
        this(message, Failure.NONE, null);
    }
}
