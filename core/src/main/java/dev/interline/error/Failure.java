package dev.interline.error;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a target said when it failed, in the same few words for every cloud.
 *
 * @param status HTTP status; 0 when there was none
 * @param code the vendor's code word, such as {@code ThrottlingException}; empty when there was none
 * @param requestId the vendor's id of the request, for its support; empty when there was none
 * @param retryAfter how long the target asks to be left alone; null when it does not say
 * @param text the vendor's message, shortened and without secrets; may be empty
 * @param shouldRetry the target's own word on whether to ask again ({@code x-should-retry}); null when it says nothing
 */
public record Failure(
        int status,
        String code,
        String requestId,
        @Nullable Duration retryAfter,
        String text,
        @Nullable Boolean shouldRetry) {

    /** The longest {@link #text()} that is kept. */
    public static final int LONGEST_TEXT = 400;

    /** No target said anything. */
    public static final Failure NONE = new Failure(0, "", "", null, "", null);

    /** Shortens the text. */
    public Failure {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(requestId, "requestId");
        if (text.length() > LONGEST_TEXT) {
            text = text.substring(0, LONGEST_TEXT - 1) + "…";
        }
    }

    /** A code word and a message, without a status. */
    public static Failure of(String code, String text) {
        return new Failure(0, code, "", null, text, null);
    }

    /** A status, a code word and a message. */
    public static Failure of(int status, String code, String text) {
        return new Failure(status, code, "", null, text, null);
    }

    /** The same with a hint when to come back. */
    public Failure after(@Nullable Duration retryAfter) {
        return new Failure(status, code, requestId, retryAfter, text, shouldRetry);
    }

    /** Status, code word, request id and message in one line, as far as they are known. */
    String line() {
        StringBuilder line = new StringBuilder();
        if (status != 0) {
            line.append("status ").append(status);
        }
        if (!code.isEmpty()) {
            line.append(line.length() == 0 ? "" : ", ").append("code ").append(code);
        }
        if (!requestId.isEmpty()) {
            line.append(line.length() == 0 ? "" : ", ").append("request ").append(requestId);
        }
        if (retryAfter != null) {
            line.append(line.length() == 0 ? "" : ", ")
                    .append("retry after ")
                    .append(retryAfter.toMillis())
                    .append(" ms");
        }
        if (!text.isEmpty()) {
            line.append(line.length() == 0 ? "" : ": ").append(text);
        }
        return line.toString();
    }
}
