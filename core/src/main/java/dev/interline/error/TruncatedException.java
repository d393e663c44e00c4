package dev.interline.error;

import org.jspecify.annotations.Nullable;

/** A whole answer was asked for and the output cap cut it; {@link #partial()} holds it as far as it goes. */
public final class TruncatedException extends ChatException {
    private static final long serialVersionUID = 1L;

    /**
     * With what the target said.
     *
     * @param message what happened and what the reader can change; no secrets, no conversation
     */
    public TruncatedException(String message, Failure failure, @Nullable Throwable cause) {
        super(Kind.TRUNCATED, message, failure, cause);
    }

    /** Without a word from a target. */
    public TruncatedException(String message) {
        this(message, Failure.NONE, null);
    }
}
