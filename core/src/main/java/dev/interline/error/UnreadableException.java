package dev.interline.error;

import org.jspecify.annotations.Nullable;

/** The target said yes and sent something that makes no sense. */
public final class UnreadableException extends ChatException {
    private static final long serialVersionUID = 1L;

    /**
     * With what the target said.
     *
     * @param message what happened and what the reader can change; no secrets, no conversation
     */
    public UnreadableException(String message, Failure failure, @Nullable Throwable cause) {
        super(Kind.UNREADABLE, message, failure, cause);
    }

    /** Without a word from a target. */
    public UnreadableException(String message) {
        this(message, Failure.NONE, null);
    }
}
