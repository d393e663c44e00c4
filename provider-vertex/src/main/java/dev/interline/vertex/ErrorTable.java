package dev.interline.vertex;

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
 * What a refusal of Vertex AI means: by the reason of its ErrorInfo, else by its status word, else by HTTP's status; prose
 * is read where these are too vague. Sources: "API errors", "Error code 429" and "Provisioned Throughput" of Google's
 * documentation, {@code google/rpc/code}, and for the routes of that shape the error pages of OpenAI and Anthropic.
 */
final class ErrorTable {
    private ErrorTable() {}

    static Verdict of(Said said) {
        Verdict verdict = AnthropicWords.isForm(said.body()) ? AnthropicWords.verdict(said.body()) : byReason(said);
        verdict = verdict == null ? byWord(said) : verdict;
        verdict = verdict == null ? OpenAiWords.verdict(said.code()) : verdict;
        return verdict == null ? byStatus(said) : verdict;
    }

    private static @Nullable Verdict byReason(Said said) {
        return switch (said.reason()) {
            case "API_KEY_INVALID" -> new Verdict(DENIED, "the API key is not valid");
            case "API_KEY_SERVICE_BLOCKED",
                    "API_KEY_HTTP_REFERRER_BLOCKED",
                    "API_KEY_IP_ADDRESS_BLOCKED",
                    "API_KEY_ANDROID_APP_BLOCKED",
                    "API_KEY_IOS_APP_BLOCKED" ->
                new Verdict(DENIED, "the API key is restricted: it does not cover this API or this caller");
            case "SERVICE_DISABLED" ->
                new Verdict(DENIED, "the Vertex AI API (aiplatform.googleapis.com) is not enabled in the project");
            case "IAM_PERMISSION_DENIED" -> permission();
            case "ACCESS_TOKEN_EXPIRED", "ACCESS_TOKEN_TYPE_UNSUPPORTED", "CREDENTIALS_MISSING" -> unauthenticated();
            case "ACCESS_TOKEN_SCOPE_INSUFFICIENT" ->
                new Verdict(DENIED, "the token lacks the scope https://www.googleapis.com/auth/cloud-platform");
            case "USER_PROJECT_DENIED" ->
                new Verdict(
                        DENIED,
                        "the quota project refuses this caller, who needs serviceusage.services.use there: set another one");
            case "BILLING_DISABLED" -> new Verdict(QUOTA_SPENT, "billing is not enabled in the project");
            case "RATE_LIMIT_EXCEEDED" -> exhausted(said);
            default -> null;
        };
    }

    private static @Nullable Verdict byWord(Said said) {
        return switch (said.word()) {
            case "INVALID_ARGUMENT", "OUT_OF_RANGE" -> vague(said);
            case "FAILED_PRECONDITION" ->
                said.says("billing")
                        ? new Verdict(QUOTA_SPENT, "billing is not enabled in the project")
                        : new Verdict(
                                DENIED,
                                "the project may not use the model: enable it in Model Garden, and look whether it is "
                                        + "offered in this country");
            case "UNAUTHENTICATED" -> unauthenticated();
            case "PERMISSION_DENIED" -> permission();
            case "NOT_FOUND" -> unknownModel();
            case "ABORTED", "ALREADY_EXISTS" -> new Verdict(UNAVAILABLE, "the request met another one");
            case "RESOURCE_EXHAUSTED" -> exhausted(said);
            case "CANCELLED" -> cancelled();
            case "INTERNAL", "UNKNOWN", "DATA_LOSS", "UNAVAILABLE" -> Verdict.of(UNAVAILABLE);
            case "UNIMPLEMENTED" -> unsupported();
            case "DEADLINE_EXCEEDED" -> Verdict.of(TIMED_OUT);
            default -> null;
        };
    }

    private static Verdict byStatus(Said said) {
        return switch (said.status()) {
            // an error that has neither status nor a word we know: a bad request if it says so, else the service's own
            case 0 -> said.code().equals("invalid_request_error") ? vague(said) : Verdict.of(UNAVAILABLE);
            case 400, 422 -> vague(said);
            case 401 -> unauthenticated();
            case 402 -> Verdict.of(QUOTA_SPENT);
            case 403 -> permission();
            case 404 -> unknownModel();
            case 408, 504 -> Verdict.of(TIMED_OUT);
            case 409, 424, 425 -> Verdict.of(UNAVAILABLE);
            case 413 -> new Verdict(INVALID, "the request has too many bytes");
            case 429 -> exhausted(said);
            case 499 -> cancelled();
            case 501 -> unsupported();
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
        boolean tooLong = said.says("token count") && said.says("exceeds the maximum")
                || said.says("maximum context length", "prompt is too long");
        return Verdict.of(tooLong ? TOO_LONG : INVALID);
    }

    /** A limit by the day does not go away by waiting. */
    private static Verdict exhausted(Said said) {
        if (said.isDaily()) {
            return new Verdict(QUOTA_SPENT, "the quota of the day is spent");
        }
        return said.says("provisioned throughput")
                ? new Verdict(RATE_LIMITED, "the provisioned throughput is used up; service tier shared goes past it")
                : Verdict.of(RATE_LIMITED);
    }

    private static Verdict unauthenticated() {
        return new Verdict(DENIED, "the token or key was refused: it is missing, wrong or expired");
    }

    private static Verdict permission() {
        return new Verdict(
                DENIED,
                "access is denied: the caller needs the role roles/aiplatform.user in the project, the Vertex AI API enabled, "
                        + "and a partner's terms accepted");
    }

    private static Verdict unknownModel() {
        return new Verdict(
                NOT_FOUND,
                "there is no such model in this location: check its id, or ask in location global, where the newest are");
    }

    private static Verdict unsupported() {
        return new Verdict(UNSUPPORTED, "the model does not offer what was asked");
    }

    private static Verdict cancelled() {
        // whoever hears this has not cancelled anything: the kind CANCELLED is the caller's own wish
        return new Verdict(UNAVAILABLE, "the target says that the request was cancelled, which nobody here has done");
    }
}
