package dev.interline.testkit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A complaint, as the status of an answer or inside a stream.
 *
 * @param status the HTTP status asked for, or 0 for the cloud's own
 * @param word the code word asked for, or null for the cloud's own
 */
record Trouble(
        Fault fault,
        int status,
        @Nullable String word,
        @Nullable String text,
        @Nullable Duration retryAfter) implements Act {

    static Trouble of(Fault fault) {
        return new Trouble(fault, 0, null, null, null);
    }

    static Trouble of(Fault fault, String text) {
        return new Trouble(fault, 0, null, text, null);
    }

    int statusOr(int own) {
        return status != 0 ? status : own;
    }

    String wordOr(String own) {
        return word != null ? word : own;
    }

    String textOr(String own) {
        return text != null ? text : own;
    }

    /** The wait as whole seconds, rounded up, as the {@code Retry-After} header has it; null if none was asked for. */
    @Nullable
    String retrySeconds() {
        return retryAfter == null ? null : Long.toString((retryAfter.toMillis() + 999) / 1000);
    }
}
