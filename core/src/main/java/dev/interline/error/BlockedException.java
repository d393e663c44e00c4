package dev.interline.error;

import org.jspecify.annotations.Nullable;

/** A content filter or guardrail stopped the prompt or the answer; {@link #partial()} holds what was answered until then. A model's own refusal is no failure but an answer. */
public final class BlockedException extends ChatException {
    private static final long serialVersionUID = 1L;

    /**
     * With what the target said.
     *
     * @param message what happened and what the reader can change; no secrets, no conversation
     */
    public BlockedException(String message, Failure failure, @Nullable Throwable cause) {
        super(Kind.BLOCKED, message, failure, cause);
    }

    /** Without a word from a target. */
    public BlockedException(String message) {
        this(message, Failure.NONE, null);
    }
}
