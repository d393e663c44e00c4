package dev.interline.error;

import dev.interline.ChatResponse;
import org.jspecify.annotations.Nullable;

/** The answer cannot be read as the type that was asked for; {@link #partial()} holds it. */
public final class MismatchException extends ChatException {
    private static final long serialVersionUID = 1L;

    /**
     * With what the target said.
     *
     * @param message what happened and what the reader can change; no secrets, no conversation
     */
    public MismatchException(String message, Failure failure, @Nullable Throwable cause) {
        super(Kind.MISMATCH, message, failure, cause);
    }

    /** What the model wrote; empty when it wrote no text. Keep it out of logs. */
    public String text() {
        return partial().map(ChatResponse::text).orElse("");
    }

    /** Without a word from a target. */
    public MismatchException(String message) {
        this(message, Failure.NONE, null);
    }
}
