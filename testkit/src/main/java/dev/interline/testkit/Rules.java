package dev.interline.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** What every cloud insists on in a request; the plays need not say so. */
final class Rules {

    private Rules() {}

    /** What is wrong with the request, or null. */
    static @Nullable String broken(Route route, String method, JsonNode body) {
        boolean lists = route.format() == Format.MODELS;
        if (!method.equals(lists ? "GET" : "POST")) {
            return "method " + method + " is not allowed here";
        }
        if (lists) {
            return null;
        }
        if (!body.isObject()) {
            return "the body is not a JSON object";
        }
        return switch (route.format()) {
            case CHAT -> missing(body, "messages");
            case RESPONSES -> missing(body, "input");
            case MESSAGES -> messages(route, body);
            case CONVERSE -> missing(body, "messages");
            case GEMINI -> missing(body, "contents");
            case EMBEDDINGS -> embeddings(body);
            case COUNT -> body.has("input") || body.has("contents") ? null : missing(body, "messages");
            case MODELS -> null;
        };
    }

    private static @Nullable String embeddings(JsonNode body) {
        for (String field :
                new String[] {"input", "inputText", "texts", "singleEmbeddingParams", "content", "instances"}) {
            if (body.has(field)) {
                return missing(body, field);
            }
        }
        return "input: Field required";
    }

    private static @Nullable String messages(Route route, JsonNode body) {
        String missing = missing(body, "messages");
        if (missing == null) {
            missing = missing(body, "max_tokens");
        }
        if (missing != null || !route.raw()) {
            return missing;
        }
        // Where the path names the model the version travels in the body, and the model must not.
        if (body.has("model") || (body.has("stream") && route.vendor() == Vendor.BEDROCK)) {
            return (body.has("model") ? "model" : "stream") + ": Extra inputs are not permitted";
        }
        return missing(body, "anthropic_version");
    }

    private static @Nullable String missing(JsonNode body, String field) {
        JsonNode value = body.path(field);
        boolean absent = value.isMissingNode() || value.isNull() || (value.isArray() && value.isEmpty());
        return absent ? field + ": Field required" : null;
    }
}
