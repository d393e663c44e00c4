package dev.interline.testkit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Locale;

/** Errors of Google's layer, in the form of google.rpc.Status. */
final class GoogleErrors {

    private static final String TYPES = "type.googleapis.com/google.rpc.";

    private GoogleErrors() {}

    static int status(Fault fault) {
        return switch (fault) {
            case OVERLOADED -> 503;
            case TIMED_OUT -> 504;
            default -> fault.status();
        };
    }

    static ObjectNode body(Trouble trouble, Route route) {
        Fault fault = trouble.fault();
        ObjectNode error = Json.of(
                "code", trouble.statusOr(status(fault)),
                "message", trouble.textOr(text(fault, route.model())),
                "status", trouble.wordOr(word(trouble)));
        Duration wait = trouble.retryAfter();
        if (wait != null) {
            error.set("details", retry(wait));
        } else if (fault == Fault.DENIED && trouble.status() == 400) {
            error.set("details", Json.list(info("API_KEY_INVALID", "googleapis.com")));
        } else if (fault == Fault.DENIED && trouble.status() == 403) {
            error.set("details", Json.list(info("IAM_PERMISSION_DENIED", "aiplatform.googleapis.com")));
        }
        return Json.of("error", error);
    }

    /** What Google says of a key it does not know: a bad request, not a lack of authentication. */
    static Trouble badKey() {
        return new Trouble(Fault.DENIED, 400, null, "API key not valid. Please pass a valid API key.", null);
    }

    private static ArrayNode retry(Duration wait) {
        String seconds = wait.toNanosPart() == 0
                ? wait.toSeconds() + "s"
                : String.format(Locale.ROOT, "%.3fs", wait.toMillis() / 1000.0);
        return Json.list(
                info("RATE_LIMIT_EXCEEDED", "googleapis.com"),
                Json.of("@type", TYPES + "RetryInfo", "retryDelay", seconds));
    }

    private static ObjectNode info(String reason, String domain) {
        return Json.of(
                "@type",
                TYPES + "ErrorInfo",
                "reason",
                reason,
                "domain",
                domain,
                "metadata",
                Json.of("service", "aiplatform.googleapis.com"));
    }

    private static String word(Trouble trouble) {
        return switch (trouble.fault()) {
            case THROTTLED -> "RESOURCE_EXHAUSTED";
            case UNAVAILABLE, OVERLOADED -> "UNAVAILABLE";
            case INTERNAL -> "INTERNAL";
            case TIMED_OUT -> "DEADLINE_EXCEEDED";
            case DENIED ->
                switch (trouble.status()) {
                    case 400 -> "INVALID_ARGUMENT";
                    case 403 -> "PERMISSION_DENIED";
                    default -> "UNAUTHENTICATED";
                };
            case UNKNOWN_MODEL -> "NOT_FOUND";
            case TOO_LONG, BLOCKED, INVALID -> "INVALID_ARGUMENT";
        };
    }

    private static String text(Fault fault, String model) {
        return switch (fault) {
            case THROTTLED -> "Resource exhausted. Please try again later.";
            case UNAVAILABLE, OVERLOADED -> "The service is currently unavailable.";
            case INTERNAL -> "Internal error encountered.";
            case TIMED_OUT -> "Deadline expired before operation could complete.";
            case DENIED -> "Request had invalid authentication credentials.";
            case UNKNOWN_MODEL -> "Publisher Model `" + model + "` not found.";
            case TOO_LONG -> "The input token count (1250000) exceeds the maximum number of tokens allowed (1048576).";
            case BLOCKED, INVALID -> "Request contains an invalid argument.";
        };
    }
}
