package dev.interline.error;

import org.jspecify.annotations.Nullable;

/** The target is down, overloaded or not reachable, or broke off before the first content. */
public final class UnavailableException extends ChatException {
    private static final long serialVersionUID = 1L;

    /**
     * With what the target said.
     *
     * @param message what happened and what the reader can change; no secrets, no conversation
     */
    public UnavailableException(String message, Failure failure, @Nullable Throwable cause) {
        super(Kind.UNAVAILABLE, message, failure, cause);
    }

    /** Without a word from a target. */
    public UnavailableException(String message) {
        this(message, Failure.NONE, null);
    }
}
