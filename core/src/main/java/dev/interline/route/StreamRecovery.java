package dev.interline.route;

/** What a router does when a stream breaks after content was shown. Whole answers are always mended, invisibly. */
public enum StreamRecovery {
    /** Throws {@code StreamBrokenException} with the partial answer: the default, nothing is shown twice by surprise. */
    FAIL,
    /**
     * Begins anew at another target: a {@code FailedOver} event says how much text to take back, then the whole answer
     * follows. Acts as {@link #FAIL} once a tool call has been shown.
     */
    RESTART
}
