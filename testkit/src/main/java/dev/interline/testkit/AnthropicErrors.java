package dev.interline.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Errors of the Anthropic Messages format. */
final class AnthropicErrors {

    private AnthropicErrors() {}

    static int status(Fault fault) {
        return fault == Fault.TIMED_OUT ? 504 : fault.status();
    }

    static ObjectNode body(Trouble trouble, Route route) {
        Fault fault = trouble.fault();
        return Json.of(
                "type",
                "error",
                "error",
                Json.of(
                        "type", trouble.wordOr(type(fault)),
                        "message", trouble.textOr(text(fault, route.model()))));
    }

    private static String type(Fault fault) {
        return switch (fault) {
            case THROTTLED -> "rate_limit_error";
            case UNAVAILABLE, OVERLOADED -> "overloaded_error";
            case INTERNAL -> "api_error";
            case TIMED_OUT -> "timeout_error";
            case DENIED -> "authentication_error";
            case UNKNOWN_MODEL -> "not_found_error";
            case TOO_LONG, BLOCKED, INVALID -> "invalid_request_error";
        };
    }

    private static String text(Fault fault, String model) {
        return switch (fault) {
            case THROTTLED -> "The limit of tokens per minute is exceeded.";
            case UNAVAILABLE, OVERLOADED -> "Overloaded";
            case INTERNAL -> "Internal server error";
            case TIMED_OUT -> "The request took too long.";
            case DENIED -> "invalid x-api-key";
            case UNKNOWN_MODEL -> "model: " + model;
            case TOO_LONG -> "prompt is too long: 250000 tokens > 200000 maximum";
            case BLOCKED, INVALID -> "The request is not valid.";
        };
    }
}
