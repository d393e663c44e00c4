package dev.interline.wire.openai;

import static dev.interline.error.ChatException.Kind.BLOCKED;
import static dev.interline.error.ChatException.Kind.DENIED;
import static dev.interline.error.ChatException.Kind.INVALID;
import static dev.interline.error.ChatException.Kind.NOT_FOUND;
import static dev.interline.error.ChatException.Kind.QUOTA_SPENT;
import static dev.interline.error.ChatException.Kind.RATE_LIMITED;
import static dev.interline.error.ChatException.Kind.TIMED_OUT;
import static dev.interline.error.ChatException.Kind.TOO_LONG;
import static dev.interline.error.ChatException.Kind.UNAVAILABLE;
import static dev.interline.error.ChatException.Kind.UNSUPPORTED;

import dev.interline.wire.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What the code words of the OpenAI formats mean, wherever they are spoken. Sources: OpenAI's guide "Error codes", its API
 * specification ("ResponseErrorCode"), and "Troubleshoot errors" of the Azure OpenAI documentation.
 */
public final class OpenAiWords {
    private OpenAiWords() {}

    /**
     * The verdict of one word, be it an error's {@code code} or its {@code type}; look at the code first.
     *
     * @return null when the word says nothing, or is not known
     */
    public static @Nullable Verdict verdict(String word) {
        return switch (word) {
            case "content_filter", "content_policy_violation", "invalid_prompt", "bio_policy" -> Verdict.of(BLOCKED);
            case "context_length_exceeded" -> Verdict.of(TOO_LONG);
            case "rate_limit_exceeded", "rate_limit_error", "too_many_requests", "tokens", "requests" ->
                Verdict.of(RATE_LIMITED);
            case "insufficient_quota", "billing_hard_limit_reached", "billing_not_active" -> Verdict.of(QUOTA_SPENT);
            case "invalid_api_key",
                    "authentication_error",
                    "invalid_authentication",
                    "permission_denied",
                    "permission_error",
                    "account_deactivated" -> Verdict.of(DENIED);
            case "model_not_found" -> Verdict.of(NOT_FOUND);
            case "unsupported_parameter", "unsupported_value", "unsupported_model" ->
                new Verdict(UNSUPPORTED, "this model does not take one of the settings");
            case "data_residency_mismatch" ->
                new Verdict(UNSUPPORTED, "the target may not process this request where it is");
            case "server_error",
                    "internal_error",
                    "internal_server_error",
                    "service_unavailable",
                    "server_is_overloaded",
                    "engine_overloaded",
                    "vector_store_timeout" -> Verdict.of(UNAVAILABLE);
            case "timeout" -> Verdict.of(TIMED_OUT);
            case "invalid_value",
                    "invalid_type",
                    "missing_required_parameter",
                    "unknown_parameter",
                    "unrecognized_request_argument",
                    "invalid_json",
                    "invalid_function_parameters",
                    "string_above_max_length",
                    "invalid_image",
                    "invalid_image_format",
                    "invalid_base64_image",
                    "invalid_image_url",
                    "image_too_large",
                    "image_too_small",
                    "image_parse_error" -> Verdict.of(INVALID);
            default -> null;
        };
    }
}
