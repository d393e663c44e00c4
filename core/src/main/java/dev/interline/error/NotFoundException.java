package dev.interline.error;

import org.jspecify.annotations.Nullable;

/** There is no such deployment, model or route at the target. */
public final class NotFoundException extends ChatException {
    private static final long serialVersionUID = 1L;

    /**
     * With what the target said.
     *
     * @param message what happened and what the reader can change; no secrets, no conversation
     */
    public NotFoundException(String message, Failure failure, @Nullable Throwable cause) {
        super(Kind.NOT_FOUND, message, failure, cause);
    }

    /** Without a word from a target. */
    public NotFoundException(String message) {
        this(message, Failure.NONE, null);
    }
}
