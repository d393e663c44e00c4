package dev.interline.error;

import org.jspecify.annotations.Nullable;

/** The credential is missing, wrong, expired or lacks a right. Nothing but a person or a new credential can help. */
public final class DeniedException extends ChatException {
    private static final long serialVersionUID = 1L;

    /**
     * With what the target said.
     *
     * @param message what happened and what the reader can change; no secrets, no conversation
     */
    public DeniedException(String message, Failure failure, @Nullable Throwable cause) {
        super(Kind.DENIED, message, failure, cause);
    }

    /** Without a word from a target. */
    public DeniedException(String message) {
        this(message, Failure.NONE, null);
    }
}
