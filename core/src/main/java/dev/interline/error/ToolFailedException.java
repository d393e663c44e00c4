package dev.interline.error;

import org.jspecify.annotations.Nullable;

/**
 * A tool threw or was not done in time, or the model called tools without end. {@link #conversation()} holds the steps
 * that were completed before; what else ran in the step that failed is not in it.
 */
public final class ToolFailedException extends ChatException {
    private static final long serialVersionUID = 1L;

    /**
     * With what the target said.
     *
     * @param message what happened and what the reader can change; no secrets, no conversation
     */
    public ToolFailedException(String message, Failure failure, @Nullable Throwable cause) {
        super(Kind.TOOL_FAILED, message, failure, cause);
    }

    /** Without a word from a target. */
    public ToolFailedException(String message) {
        this(message, Failure.NONE, null);
    }
}
