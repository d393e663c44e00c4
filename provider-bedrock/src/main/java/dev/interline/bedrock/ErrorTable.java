package dev.interline.bedrock;

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

/**
 * What a refusal of Bedrock means: by its code word, else by its status; its prose is read where the word or status alone
 * is too vague. Sources: "Troubleshooting Amazon Bedrock API Error Codes" in the AWS user guide, the service model of
 * Bedrock Runtime, and the lists of throttling and clock errors in the AWS SDK for Java.
 */
final class ErrorTable {
    private ErrorTable() {}

    /**
     * The verdict.
     *
     * @param status 0 for an error inside an answer with a good status
     */
    static Verdict of(int status, Said said) {
        return switch (said.code()) {
            case "ValidationException" -> vague(said);
            case "ThrottlingException",
                    "Throttling",
                    "ThrottledException",
                    "RequestThrottledException",
                    "RequestThrottled",
                    "TooManyRequestsException",
                    "ProvisionedThroughputExceededException",
                    "RequestLimitExceeded",
                    "BandwidthLimitExceeded",
                    "LimitExceededException",
                    "SlowDown",
                    "EC2ThrottledException",
                    "TransactionInProgressException" -> throttled(said);
            case "ServiceQuotaExceededException" -> spent();
            case "AccessDeniedException", "AccessDenied" ->
                new Verdict(
                        DENIED,
                        "access is denied: the model may need to be enabled, or the credential lacks"
                                + " bedrock:InvokeModel (a Bedrock API key also bedrock:CallWithBearerToken)");
            case "ExpiredTokenException", "ExpiredToken" ->
                new Verdict(DENIED, "the credentials have expired: get new ones");
            case "UnrecognizedClientException",
                    "InvalidClientTokenId",
                    "MissingAuthenticationTokenException",
                    "MissingAuthenticationToken",
                    "NotAuthorized" -> new Verdict(DENIED, "AWS does not know the credentials: check them");
            case "InvalidSignatureException", "SignatureDoesNotMatch", "AuthFailure" ->
                new Verdict(
                        DENIED,
                        "the signature was refused: the secret access key is wrong, or the region is not that of the"
                                + " host");
            case "RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture" ->
                new Verdict(DENIED, "the signature is out of date: set this machine's clock");
            case "IncompleteSignature", "IncompleteSignatureException", "InvalidAction" ->
                new Verdict(INVALID, "AWS could not read the request");
            case "UnknownOperationException" -> // the address is wrong, not the request: another target may serve it
                new Verdict(NOT_FOUND, "there is no such path at this endpoint: check endpoint and format");
            case "ResourceNotFoundException" ->
                new Verdict(
                        NOT_FOUND,
                        "the model is not there: its ARN is unknown, it was retired, or its maker's form was not filled"
                                + " in");
            case "ModelTimeoutException", "RequestTimeout", "RequestTimeoutException", "Timeout" ->
                Verdict.of(TIMED_OUT);
            case "ModelErrorException", "ModelStreamErrorException" ->
                new Verdict(UNAVAILABLE, "the model failed on the request");
            case "ModelNotReadyException" -> new Verdict(UNAVAILABLE, "the model is not loaded yet");
            case "InternalServerException",
                    "InternalServerError",
                    "InternalFailure",
                    "InternalError",
                    "PriorRequestNotComplete" -> Verdict.of(UNAVAILABLE);
            case "ServiceUnavailableException", "ServiceUnavailable" ->
                new Verdict(UNAVAILABLE, "Bedrock has no capacity for the model at the moment");

            default -> byForm(status, said);
        };
    }

    /** The routes in the shape of OpenAI's and Anthropic's use those makers' words. */
    private static Verdict byForm(int status, Said said) {
        if (AnthropicWords.isForm(said.body())) {
            Verdict verdict = AnthropicWords.verdict(said.body());
            return verdict != null && verdict.kind() != INVALID ? verdict : byStatus(status, said);
        }
        Verdict verdict = OpenAiWords.verdict(said.code());
        // the type is coarser: it counts where the code is silent, but not against a clear status
        verdict = verdict == null && status < 401 ? OpenAiWords.verdict(said.type()) : verdict;
        if (verdict != null && verdict.kind() == RATE_LIMITED) {
            return throttled(said);
        }
        return verdict == null ? byStatus(status, said) : verdict;
    }

    private static Verdict byStatus(int status, Said said) {
        return switch (status) {
            // an error that has neither status nor a word we know: a bad request if it says so, else the service's own
            case 0 -> said.type().equals("invalid_request_error") ? vague(said) : Verdict.of(UNAVAILABLE);
            case 400, 422 -> vague(said);
            case 401 -> Verdict.of(DENIED);
            case 402 -> spent();
            case 403 ->
                said.says("api key")
                        ? new Verdict(
                                DENIED,
                                "the Bedrock API key was refused: it is wrong, has expired, or was made for another"
                                        + " region")
                        : Verdict.of(DENIED);
            case 404 -> unknownModel();
            case 408, 504 -> Verdict.of(TIMED_OUT);
            case 409, 424, 425, 499 -> Verdict.of(UNAVAILABLE);
            case 413 -> new Verdict(INVALID, "the request is larger than Bedrock takes");
            case 429 -> throttled(said);
            default -> status >= 500 ? Verdict.of(UNAVAILABLE) : status >= 400 ? Verdict.of(INVALID) : astray(status);
        };
    }

    /** For codes that say no more than that something is wrong with the request. */
    private static Verdict vague(Said said) {
        if (said.says(
                "input is too long",
                "prompt is too long",
                "exceed context limit",
                "too many total text bytes",
                "maximum context length")) {
            return Verdict.of(TOO_LONG);
        }
        if (said.says("on-demand throughput isn't supported")) {
            return new Verdict(
                    NOT_FOUND,
                    "the model is sold through inference profiles only: put a geography before its id, such as us. or"
                            + " global.");
        }
        if (said.says("model identifier is invalid", "model doesn't exist", "model does not exist")) {
            return unknownModel();
        }
        if (said.says("don't have access to the model")) {
            return new Verdict(DENIED, "the account has no access to the model");
        }
        if (said.says(
                "doesn't support",
                "does not support",
                "isn't supported",
                "is not supported",
                "unsupported parameter",
                "unsupported value",
                "is deprecated for this model")) {
            return unsupported();
        }
        return Verdict.of(INVALID);
    }

    /** A limit by the day does not go away by waiting. */
    private static Verdict throttled(Said said) {
        return said.says("per day")
                ? new Verdict(QUOTA_SPENT, "the quota of the day is spent")
                : Verdict.of(RATE_LIMITED);
    }

    private static Verdict spent() {
        return Verdict.of(QUOTA_SPENT);
    }

    private static Verdict unknownModel() {
        return new Verdict(
                NOT_FOUND, "there is no such model here: check the model id, the region, and the endpoint's format");
    }

    private static Verdict unsupported() {
        return new Verdict(UNSUPPORTED, "the model does not take what was asked in this format");
    }

    private static Verdict astray(int status) {
        return status >= 300
                ? new Verdict(
                        NOT_FOUND,
                        "the endpoint sends requests elsewhere, which is not followed because it would carry the"
                                + " credential along: write the address it means")
                : Verdict.of(UNREADABLE);
    }
}
