package dev.interline.vertex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.wire.Json;
import dev.interline.wire.Refusal;
import dev.interline.wire.RetryAfter;
import dev.interline.wire.anthropic.AnthropicWords;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What Vertex AI said when it refused, in whichever of its forms: google.rpc.Status, alone or as the one element of a
 * list; Anthropic's or OpenAI's on the routes of that shape; a page of HTML. Source: the protocol definitions
 * {@code google/rpc/status} and {@code google/rpc/error_details}.
 *
 * @param status HTTP's, or for an error inside a good answer the number that it gives itself; 0 for neither
 * @param word the name of Google's status, such as {@code RESOURCE_EXHAUSTED}; empty when there is none
 * @param reason the reason of an ErrorInfo, such as {@code API_KEY_INVALID}; empty when there is none
 * @param code OpenAI's or Anthropic's code word; empty when there is none
 * @param message may be empty
 * @param error the error itself
 * @param body as it came, out of its list
 */
record Said(int status, String word, String reason, String code, String message, JsonNode error, JsonNode body) {

    static Said of(Refusal refusal) {
        JsonNode body = refusal.json();
        while (body.isArray() && !body.isEmpty()) {
            body = body.path(0);
        }
        JsonNode error = error(body);
        return new Said(
                status(refusal, error),
                Json.text(error, "status"),
                Json.text(detail(error, "ErrorInfo"), "reason"),
                code(body, error),
                refusal.isJson() ? Json.text(error, "message") : refusal.words(),
                error,
                body);
    }

    private static JsonNode error(JsonNode body) {
        if (body.path("error").isObject()) {
            return body.path("error");
        }
        JsonNode nested = body.path("response").path("error");
        return nested.isObject() ? nested : body;
    }

    private static String code(JsonNode body, JsonNode error) {
        if (AnthropicWords.isForm(body)) {
            return AnthropicWords.code(body);
        }
        String code = Json.text(error, "code");
        return code.isEmpty() ? Json.text(error, "type") : code;
    }

    private static int status(Refusal refusal, JsonNode error) {
        if (refusal.status() != 0) {
            return refusal.status();
        }
        int code = error.path("code").asInt(0);
        return code >= 400 && code < 600 ? code : 0;
    }

    /** A detail of a type of google.rpc; missing when there is none. */
    private static JsonNode detail(JsonNode error, String type) {
        for (JsonNode detail : error.path("details")) {
            if (Json.text(detail, "@type").endsWith("google.rpc." + type)) {
                return detail;
            }
        }
        return error.path("details").path(-1);
    }

    /** The word for whoever reads the failure. */
    String name() {
        return !reason.isEmpty() ? reason : !word.isEmpty() ? word : code;
    }

    /** How long RetryInfo says to wait; null when it does not. */
    @Nullable
    Duration retryDelay() {
        return RetryAfter.seconds(Json.text(detail(error, "RetryInfo"), "retryDelay"));
    }

    /** The server's id of the request, where it stands in the body; else empty. */
    String requestId() {
        String id = Json.text(body, "request_id");
        return id.isEmpty() ? Json.text(detail(error, "RequestInfo"), "requestId") : id;
    }

    /** Whether what ran out comes back by the day. */
    boolean isDaily() {
        for (JsonNode violation : detail(error, "QuotaFailure").path("violations")) {
            if (Json.text(violation, "quotaId").contains("PerDay")) {
                return true;
            }
        }
        return says("per day");
    }

    /** Whether the message contains one of these, whatever their case. */
    boolean says(String... phrases) {
        String text = message.toLowerCase(Locale.ROOT);
        for (String phrase : phrases) {
            if (text.contains(phrase)) {
                return true;
            }
        }
        return false;
    }
}
