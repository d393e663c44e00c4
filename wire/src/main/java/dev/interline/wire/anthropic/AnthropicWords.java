package dev.interline.wire.anthropic;

import static dev.interline.error.ChatException.Kind.DENIED;
import static dev.interline.error.ChatException.Kind.INVALID;
import static dev.interline.error.ChatException.Kind.NOT_FOUND;
import static dev.interline.error.ChatException.Kind.QUOTA_SPENT;
import static dev.interline.error.ChatException.Kind.RATE_LIMITED;
import static dev.interline.error.ChatException.Kind.TIMED_OUT;
import static dev.interline.error.ChatException.Kind.TOO_LONG;
import static dev.interline.error.ChatException.Kind.UNAVAILABLE;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.wire.Json;
import dev.interline.wire.Verdict;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the error words of the Messages format mean, wherever it is spoken. Sources: "Errors" and "Rate limits" of the
 * Claude API documentation.
 */
public final class AnthropicWords {
    private AnthropicWords() {}

    /** Whether a body is an error in the form of the Messages format. */
    public static boolean isForm(JsonNode body) {
        return Json.text(body, "type").equals("error")
                && !Json.text(body.path("error"), "type").isEmpty()
                && !body.path("error").has("code");
    }

    /** The finer word of an error, where there is one, else its type. */
    public static String code(JsonNode body) {
        String fine = Json.text(body.path("error").path("details"), "error_code");
        return fine.isEmpty() ? Json.text(body.path("error"), "type") : fine;
    }

    /**
     * The verdict on an error of that form.
     *
     * @return null when its words are not known
     */
    public static @Nullable Verdict verdict(JsonNode body) {
        JsonNode error = body.path("error");
        Verdict fine = fine(Json.text(error.path("details"), "error_code"));
        return fine != null ? fine : coarse(Json.text(error, "type"), Json.text(error, "message"));
    }

    private static @Nullable Verdict fine(String word) {
        return switch (word) {
            case "enforced_spend_limit_reached",
                    "contract_spend_limit_reached",
                    "linked_organization_spend_limit_reached" -> Verdict.of(QUOTA_SPENT);
            case "organization_on_hold" -> new Verdict(DENIED, "the organization is on hold");
            case "ramp_limit_exceeded" -> new Verdict(RATE_LIMITED, "the traffic grew too fast");
            case "cmek_key_unreachable", "cmek_context_unavailable" ->
                new Verdict(UNAVAILABLE, "the customer's encryption key could not be reached");
            default -> null;
        };
    }

    private static @Nullable Verdict coarse(String type, String message) {
        return switch (type) {
            case "invalid_request_error" -> invalid(message.toLowerCase(Locale.ROOT));
            case "authentication_error" -> Verdict.of(DENIED);
            case "permission_error" -> new Verdict(DENIED, "the credential lacks a right");
            case "billing_error" -> Verdict.of(QUOTA_SPENT);
            case "not_found_error" -> new Verdict(NOT_FOUND, "there is no such model or deployment");
            case "conflict_error" -> new Verdict(UNAVAILABLE, "the request met another one");
            case "request_too_large" -> new Verdict(INVALID, "the request has too many bytes");
            case "rate_limit_error" -> Verdict.of(RATE_LIMITED);
            case "api_error" -> Verdict.of(UNAVAILABLE);
            case "timeout_error" -> Verdict.of(TIMED_OUT);
            case "overloaded_error" -> new Verdict(UNAVAILABLE, "the target is overloaded");
            default -> null;
        };
    }

    /** The one word that is too vague: only the sentence tells these apart. */
    private static Verdict invalid(String message) {
        if (message.contains("prompt is too long") || message.contains("exceed context limit")) {
            return Verdict.of(TOO_LONG);
        }
        if (message.contains("credit balance") || message.contains("usage limits") || message.contains("spend limit")) {
            return Verdict.of(QUOTA_SPENT);
        }
        return Verdict.of(INVALID);
    }
}
