package dev.interline.azure;

import static dev.interline.error.ChatException.Kind.BLOCKED;
import static dev.interline.error.ChatException.Kind.DENIED;
import static dev.interline.error.ChatException.Kind.INVALID;
import static dev.interline.error.ChatException.Kind.NOT_FOUND;
import static dev.interline.error.ChatException.Kind.QUOTA_SPENT;
import static dev.interline.error.ChatException.Kind.RATE_LIMITED;
import static dev.interline.error.ChatException.Kind.TIMED_OUT;
import static dev.interline.error.ChatException.Kind.TOO_LONG;
import static dev.interline.error.ChatException.Kind.UNAVAILABLE;
import static dev.interline.error.ChatException.Kind.UNREADABLE;
import static dev.interline.error.ChatException.Kind.UNSUPPORTED;

import dev.interline.wire.Verdict;
import dev.interline.wire.anthropic.AnthropicWords;
import dev.interline.wire.openai.OpenAiWords;
import org.jspecify.annotations.Nullable;

/**
 * What a refusal of Azure means: by its code word, else by its status; prose is read where word and status are too vague.
 * Sources: "Troubleshoot errors", "Content filtering", "Quotas and limits" and "Provisioned throughput" of the Azure
 * OpenAI documentation, the REST specification's AzureErrorResponse, and for the routes of that shape the error pages of
 * OpenAI and Anthropic.
 */
final class ErrorTable {
    private ErrorTable() {}

    static Verdict of(Said said) {
        Verdict verdict = said.filtered() ? blocked() : byWord(said);
        return verdict == null ? byStatus(said) : verdict;
    }

    private static @Nullable Verdict byWord(Said said) {
        if (AnthropicWords.isForm(said.body())) {
            return AnthropicWords.verdict(said.body());
        }
        if (said.isLostState()) {
            return new Verdict(UNSUPPORTED, "the resource does not know the reasoning that was sent back to it");
        }
        if (said.param().equals("reasoning_effort") && said.code().isEmpty()) {
            return new Verdict(
                    UNSUPPORTED,
                    "this model takes tools with effort none alone in Chat Completions: use the Responses format");
        }
        return switch (said.code()) {
            case "content_filter", "ResponsibleAIPolicyViolation" -> blocked();
            case "DeploymentNotFound", "ResourceNotFound", "model_not_found" -> unknownDeployment();
            case "api_not_supported" ->
                new Verdict(NOT_FOUND, "the deployment does not speak this format: check the declared family");
            case "PermissionDenied" -> // also with status 401: a role takes some minutes to be known
                new Verdict(
                        DENIED,
                        "the identity lacks a role with data access, such as Cognitive Services OpenAI User; Owner and "
                                + "Contributor have none");
            case "AuthenticationTypeDisabled" ->
                new Verdict(DENIED, "the resource takes no keys: sign in with Entra ID");
            case "Timeout", "RequestTimeout", "OperationTimeout" -> Verdict.of(TIMED_OUT);
            case "NoCapacity", "RateLimitReached", "TooManyRequests" -> Verdict.of(RATE_LIMITED);
            case "InternalServerError", "ServiceUnavailable", "InternalServiceError" -> Verdict.of(UNAVAILABLE);
            default -> {
                Verdict verdict = OpenAiWords.verdict(said.code());
                // the type is coarser: it counts where the code is silent, but not against a clear status
                yield verdict == null && said.status() < 401 ? OpenAiWords.verdict(said.type()) : verdict;
            }
        };
    }

    private static Verdict byStatus(Said said) {
        return switch (said.status()) {
            // an error that has neither status nor a word we know: a bad request if it says so, else the service's own
            case 0 -> said.type().equals("invalid_request_error") ? vague(said) : Verdict.of(UNAVAILABLE);
            case 400, 422 -> vague(said);
            case 401 ->
                new Verdict(
                        DENIED,
                        "the key or token was refused: it is wrong, expired, for another resource or audience, or lacks a "
                                + "role");
            case 402 -> Verdict.of(QUOTA_SPENT);
            case 403 ->
                new Verdict(
                        DENIED,
                        "the resource refuses this caller: look at its network rules, private endpoint and state");
            case 404 -> unknownDeployment();
            case 408, 504 -> Verdict.of(TIMED_OUT);
            case 409, 424, 425, 499 -> Verdict.of(UNAVAILABLE);
            case 413 -> new Verdict(INVALID, "the request has too many bytes");
            case 429 -> Verdict.of(RATE_LIMITED);
            default -> byHundred(said.status());
        };
    }

    private static Verdict byHundred(int status) {
        if (status >= 500) {
            return Verdict.of(UNAVAILABLE);
        }
        if (status >= 400) {
            return Verdict.of(INVALID);
        }
        return status >= 300
                ? new Verdict(
                        NOT_FOUND,
                        "the endpoint sends requests elsewhere, which is not followed because it would carry the "
                                + "credential along: write the address it means")
                : Verdict.of(UNREADABLE);
    }

    /** For refusals that say no more than that something is wrong with the request. */
    private static Verdict vague(Said said) {
        return said.says("maximum context length", "prompt is too long", "context window") && said.says("token", "long")
                ? Verdict.of(TOO_LONG)
                : Verdict.of(INVALID);
    }

    private static Verdict blocked() {
        return new Verdict(BLOCKED, "the content filter of the deployment blocked the prompt");
    }

    private static Verdict unknownDeployment() {
        return new Verdict(
                NOT_FOUND,
                "there is no such deployment or path: check endpoint, deployment and api-version; a new deployment needs "
                        + "some minutes");
    }
}
