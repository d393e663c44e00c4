package dev.interline.route;

/** What a router does when a stream breaks after content was shown. Whole answers are always mended, invisibly. */
public enum StreamRecovery {
    /** Throws {@code StreamBrokenException} with the partial answer: the default, nothing is shown twice by surprise. */
    FAIL,
    /**
     * Begins anew at another target: a {@code FailedOver} event says how much text to take back, then the whole answer
     * follows. Acts as {@link #FAIL} once a tool call has been shown, and for readers of text alone, who cannot take
     * any back.
     */
    RESTART,
    /**
     * Goes on where the stream broke: a {@code FailedOver} event takes nothing back, and the rest follows. Only at
     * targets that are declared to have the ability {@code PREFILL}, for plain text without reasoning, and never in an
     * answer that has to keep to a schema; acts as {@link #RESTART} in all other cases.
     */
    CONTINUE
}
