package dev.interline.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.interline.error.Failure;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a target said when it refused, before its cloud has explained it: with a status, or inside a 200. */
public final class Refusal {
    private final int status;
    private final String type;
    private final JsonNode json;
    private final String text;
    private final Function<String, @Nullable String> headers;

    private Refusal(int status, String type, JsonNode json, String text, Function<String, @Nullable String> headers) {
        this.status = status;
        this.type = type;
        this.json = json;
        this.text = text;
        this.headers = headers;
    }

    /**
     * An answer with a bad status.
     *
     * @param body its body, shortened at will; may be empty, HTML or anything
     * @param headers looks a header up by its name
     */
    public static Refusal answer(int status, String body, Function<String, @Nullable String> headers) {
        return new Refusal(status, "", Json.lenient(body), body, headers);
    }

    /**
     * An error inside an answer with a good status.
     *
     * @param type the error's name where the framing carries one, else empty
     * @param error the error as the vendor wrote it
     */
    public static Refusal inside(String type, JsonNode error) {
        return new Refusal(0, type, error, error.isTextual() ? error.asText() : Json.compact(error), name -> null);
    }

    /** The same with the headers of the answer that it is inside of. */
    public Refusal within(Function<String, @Nullable String> headers) {
        return new Refusal(status, type, json, text, headers);
    }

    /** HTTP status; 0 when the error came inside an answer with a good status. */
    public int status() {
        return status;
    }

    /** The error's name where the framing carries one; else empty. */
    public String type() {
        return type;
    }

    /** The body as JSON; missing when it is none. */
    public JsonNode json() {
        return json;
    }

    /** The body as text. */
    public String text() {
        return text;
    }

    /** The body as plain words for a message, where it is no JSON: a front end's page without its tags. */
    public String words() {
        String plain =
                text.replaceAll("(?is)<(head|style|script)\\b.*?</\\1>", " ").replaceAll("<[^>]*>", " ");
        return plain.replaceAll("\\s+", " ").strip();
    }

    /** A header of the answer; null when there is none of that name. */
    public @Nullable String header(String name) {
        return headers.apply(name);
    }

    /** A header of the answer; empty when there is none of that name. */
    public String headerOr(String name) {
        String value = header(name);
        return value == null ? "" : value;
    }

    /** Whether the body is JSON. */
    public boolean isJson() {
        return !(json instanceof MissingNode);
    }

    /**
     * In core's words.
     *
     * @param requestId from the headers; where they have none, the one that Anthropic writes into the body is taken
     */
    public Failure failure(String code, String requestId, @Nullable Duration retryAfter, String message) {
        String should = header("x-should-retry");
        Boolean shouldRetry = "true".equalsIgnoreCase(should)
                ? Boolean.TRUE
                : "false".equalsIgnoreCase(should) ? Boolean.FALSE : null;
        String id = requestId.isEmpty() ? Json.text(json, "request_id") : requestId;
        return new Failure(status, code, id, retryAfter, message, shouldRetry);
    }

    @Override
    public String toString() {
        return "Refusal[" + status + (type.isEmpty() ? "]" : ", " + type + "]");
    }
}
