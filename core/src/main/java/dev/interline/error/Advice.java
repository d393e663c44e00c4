package dev.interline.error;

/** What to do after a failure. */
public enum Advice {
    /** The same target may well succeed, perhaps after {@link ChatException#retryAfter()}. */
    RETRY,
    /** Not here; another target perhaps. */
    FAIL_OVER,
    /** Nowhere: the failure lies in the request or in the caller's wish. */
    STOP
}
