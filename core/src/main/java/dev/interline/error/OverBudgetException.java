package dev.interline.error;

import org.jspecify.annotations.Nullable;

/** The caller's own budget is spent; nothing was sent. */
public final class OverBudgetException extends ChatException {
    private static final long serialVersionUID = 1L;

    /**
     * With what the target said.
     *
     * @param message what happened and what the reader can change; no secrets, no conversation
     */
    public OverBudgetException(String message, Failure failure, @Nullable Throwable cause) {
        super(Kind.OVER_BUDGET, message, failure, cause);
    }

    /** Without a word from a target. */
    public OverBudgetException(String message) {
        this(message, Failure.NONE, null);
    }
}
