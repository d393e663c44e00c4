package dev.interline.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer that says no: in whose form depends on the cloud and on the layer of it that speaks. */
record Refusal(int status, Map<String, String> headers, String body) {

    static Refusal of(Trouble trouble, Route route, long serial) {
        Map<String, String> headers = new LinkedHashMap<>();
        JsonNode body;
        int status;
        if (google(trouble, route)) {
            status = trouble.statusOr(GoogleErrors.status(trouble.fault()));
            body = GoogleErrors.body(trouble, route);
            // Google's layer wraps its errors in an array on streams and on the routes of other vendors' models.
            if (route.streaming() || route.format().chats() && route.format() != Format.GEMINI) {
                body = Json.list(body);
            }
        } else if (route.format() == Format.CONVERSE || route.framing() == Framing.CHUNKS) {
            status = trouble.statusOr(AwsErrors.status(trouble.fault()));
            headers.put("x-amzn-ErrorType", AwsErrors.header(trouble));
            body = AwsErrors.body(trouble);
        } else if (route.format() == Format.MESSAGES) {
            status = trouble.statusOr(AnthropicErrors.status(trouble.fault()));
            body = AnthropicErrors.body(trouble, route).put("request_id", String.format("req_%012x", serial));
        } else {
            status = trouble.statusOr(OpenAiErrors.status(trouble.fault()));
            body = OpenAiErrors.body(trouble, route);
        }
        headers.put("Content-Type", route.contentType());
        hints(trouble, route, headers);
        return new Refusal(status, headers, body.toString());
    }

    /** What a cloud says when there is nothing at a path. */
    static Refusal noSuchPath(Vendor vendor, String path) {
        return switch (vendor) {
            case AZURE -> json(404, "{\"error\":{\"code\":\"404\",\"message\":\"Resource not found\"}}");
            // AWS answers an unknown path with a status of 200.
            case BEDROCK ->
                json(
                        200,
                        "{\"Output\":{\"__type\":\"com.amazon.coral.service#UnknownOperationException\"},"
                                + "\"Version\":\"1.0\"}");
            case OPENAI -> json(404, "{\"error\":{\"message\":\"Unknown path.\",\"type\":\"invalid_request_error\"}}");
            case VERTEX ->
                new Refusal(
                        404,
                        Map.of("Content-Type", "text/html; charset=UTF-8"),
                        Reply.html(404).body().utf8());
        };
    }

    private static Refusal json(int status, String body) {
        return new Refusal(status, Map.of("Content-Type", "application/json"), body);
    }

    /** On the routes of partner models Google's own layer answers for access and quota, the model for the rest. */
    private static boolean google(Trouble trouble, Route route) {
        if (route.vendor() != Vendor.VERTEX || route.format() != Format.MESSAGES) {
            return route.vendor() == Vendor.VERTEX;
        }
        return switch (trouble.fault()) {
            case THROTTLED, UNAVAILABLE, DENIED, UNKNOWN_MODEL -> true;
            default -> false;
        };
    }

    private static void hints(Trouble trouble, Route route, Map<String, String> headers) {
        @Nullable String seconds = trouble.retrySeconds();
        if (seconds != null && trouble.retryAfter() != null) {
            headers.put("Retry-After", seconds);
            String millis = Long.toString(trouble.retryAfter().toMillis());
            switch (route.vendor()) {
                case AZURE -> headers.put("retry-after-ms", millis);
                case BEDROCK -> headers.put("x-amz-retry-after", millis);
                case VERTEX, OPENAI -> {}
            }
        }
        if (route.vendor() == Vendor.AZURE && trouble.fault() == Fault.THROTTLED && route.format() != Format.MESSAGES) {
            headers.put("x-ratelimit-limit-tokens", "150000");
            headers.put("x-ratelimit-remaining-tokens", "0");
        }
    }
}
