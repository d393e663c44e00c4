package dev.interline.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Errors of Bedrock's own routes: the type in a header, or in the frame of a stream, and a body with a message alone. */
final class AwsErrors {

    private AwsErrors() {}

    static int status(Fault fault) {
        return switch (fault) {
            case DENIED -> 403;
            case UNKNOWN_MODEL -> 400;
            case OVERLOADED -> 503;
            default -> fault.status();
        };
    }

    static String header(Trouble trouble) {
        return trouble.wordOr(type(trouble.fault())) + ":http://internal.amazon.com/coral/com.amazon.bedrock/";
    }

    static ObjectNode body(Trouble trouble) {
        return Json.of("message", trouble.textOr(text(trouble.fault())));
    }

    /** In a stream the type begins with a small letter. */
    static Event exception(Trouble trouble) {
        String type = type(trouble.fault());
        String small = Character.toLowerCase(type.charAt(0)) + type.substring(1);
        return Event.exception(trouble.wordOr(small), body(trouble));
    }

    private static String type(Fault fault) {
        return switch (fault) {
            case THROTTLED -> "ThrottlingException";
            case UNAVAILABLE, OVERLOADED -> "ServiceUnavailableException";
            case INTERNAL -> "InternalServerException";
            case TIMED_OUT -> "ModelTimeoutException";
            case DENIED -> "AccessDeniedException";
            case UNKNOWN_MODEL, TOO_LONG, BLOCKED, INVALID -> "ValidationException";
        };
    }

    private static String text(Fault fault) {
        return switch (fault) {
            case THROTTLED -> "Too many requests, please wait before trying again.";
            case UNAVAILABLE, OVERLOADED -> "The service is unable to process your request at the moment.";
            case INTERNAL -> "The system encountered an unexpected error during processing.";
            case TIMED_OUT -> "The model took too long.";
            case DENIED -> "You don't have access to the model with the specified model ID.";
            case UNKNOWN_MODEL -> "The provided model identifier is invalid.";
            case TOO_LONG -> "Input is too long for requested model.";
            case BLOCKED, INVALID -> "The request is not valid.";
        };
    }
}
