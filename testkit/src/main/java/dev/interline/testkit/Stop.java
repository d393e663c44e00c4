package dev.interline.testkit;

/** Why a played answer ends; each format has its own word for it. */
public enum Stop {
    /** The model had no more to say. */
    END,
    /** The limit of output tokens was reached. */
    LENGTH,
    /** The model waits for the results of its tool calls; what a play with calls ends with, unless told otherwise. */
    TOOL_CALLS,
    /** A stop sequence was met; formats without a word of their own for it say what they say for {@link #END}. */
    STOP_SEQUENCE,
    /** The cloud's filter cut the answer off: still a status 200. */
    FILTERED,
    /** The model itself declined. Where a format has a place for a refusal, the text is put there. */
    REFUSED
}
