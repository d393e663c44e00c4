package dev.interline.error;

import org.jspecify.annotations.Nullable;

/** The account is out of money or out of quota for longer than a call can wait. */
public final class QuotaSpentException extends ChatException {
    private static final long serialVersionUID = 1L;

    /**
     * With what the target said.
     *
     * @param message what happened and what the reader can change; no secrets, no conversation
     */
    public QuotaSpentException(String message, Failure failure, @Nullable Throwable cause) {
        super(Kind.QUOTA_SPENT, message, failure, cause);
    }

    /** Without a word from a target. */
    public QuotaSpentException(String message) {
        this(message, Failure.NONE, null);
    }
}
