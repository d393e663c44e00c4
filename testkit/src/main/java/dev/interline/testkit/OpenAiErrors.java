package dev.interline.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Errors of the OpenAI formats, as Azure and Bedrock write them. */
final class OpenAiErrors {

    private OpenAiErrors() {}

    static int status(Fault fault) {
        return fault == Fault.OVERLOADED ? 503 : fault.status();
    }

    static ObjectNode body(Trouble trouble, Route route) {
        Fault fault = trouble.fault();
        ObjectNode error = Json.of(
                "message", trouble.textOr(text(fault)),
                "type", type(fault),
                "param", fault == Fault.BLOCKED ? "prompt" : null,
                "code", code(trouble, route));
        if (fault == Fault.BLOCKED && route.vendor() == Vendor.AZURE) {
            error.putNull("type").put("status", 400);
            error.set(
                    "innererror",
                    Json.of("code", "ResponsibleAIPolicyViolation", "content_filter_result", AzureFilter.refusal()));
        }
        return Json.of("error", error);
    }

    private static @Nullable String code(Trouble trouble, Route route) {
        boolean azure = route.vendor() == Vendor.AZURE;
        String own = switch (trouble.fault()) {
            // Azure's front end gives its status for a code, its Responses route a word.
            case THROTTLED -> azure && route.format() == Format.CHAT ? "429" : "rate_limit_exceeded";
            case DENIED -> azure ? "401" : "invalid_api_key";
            case UNKNOWN_MODEL -> azure ? "DeploymentNotFound" : "model_not_found";
            case TIMED_OUT -> "Timeout";
            case TOO_LONG -> "context_length_exceeded";
            case BLOCKED -> "content_filter";
            case UNAVAILABLE, OVERLOADED, INTERNAL -> "server_error";
            case INVALID -> null;
        };
        return trouble.word() != null ? trouble.word() : own;
    }

    private static String type(Fault fault) {
        return switch (fault) {
            case THROTTLED -> "too_many_requests";
            case DENIED -> "authentication_error";
            case TIMED_OUT, UNAVAILABLE, OVERLOADED, INTERNAL -> "server_error";
            case UNKNOWN_MODEL, TOO_LONG, BLOCKED, INVALID -> "invalid_request_error";
        };
    }

    private static String text(Fault fault) {
        return switch (fault) {
            case THROTTLED -> "The deployment is over its rate limit.";
            case DENIED -> "The key is not valid for this endpoint.";
            case UNKNOWN_MODEL -> "There is no such model or deployment.";
            case TIMED_OUT -> "The operation timed out.";
            case TOO_LONG -> "The input is longer than this model's context window.";
            case BLOCKED -> "The prompt was blocked by the content policy.";
            case UNAVAILABLE, OVERLOADED -> "The service is not available at the moment.";
            case INTERNAL -> "The server failed to process the request.";
            case INVALID -> "The request is not valid.";
        };
    }
}
