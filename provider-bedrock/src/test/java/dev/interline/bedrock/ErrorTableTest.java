package dev.interline.bedrock;

import static dev.interline.error.Advice.FAIL_OVER;
import static dev.interline.error.Advice.RETRY;
import static dev.interline.error.Advice.STOP;
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
import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.ModelId;
import dev.interline.Profile;
import dev.interline.error.Advice;
import dev.interline.error.ChatException;
import dev.interline.testing.ManualTime;
import dev.interline.wire.Adjust;
import dev.interline.wire.Dialect;
import dev.interline.wire.Framing;
import dev.interline.wire.Json;
import dev.interline.wire.Refusal;
import dev.interline.wire.Signer;
import dev.interline.wire.openai.ChatCompletions;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every refusal that is known of Bedrock, with the body it was seen or documented with. */
class ErrorTableTest {
    private static final String CORAL = ":http://internal.amazon.com/coral/com.amazon.bedrock/";
    private static final Profile PROFILE = Profile.of(new ModelId("bedrock", "us-east-1", "amazon.nova-lite-v1:0"));

    private static final BedrockCloud CLOUD = new BedrockCloud(
            new Dialect(ChatCompletions.FORMAT, (profile, streaming) -> "", Framing.SSE, Adjust.NOTHING, Signer.NONE),
            new ManualTime());

    /** Status, code word in the header, body, kind, advice. */
    static Stream<Arguments> refusals() {
        return Stream.of(
                // Bedrock's own routes
                row(
                        400,
                        "ValidationException",
                        message("The provided model identifier is invalid."),
                        NOT_FOUND,
                        FAIL_OVER),
                row(400, "", message("The provided model identifier is invalid."), NOT_FOUND, FAIL_OVER),
                row(
                        400,
                        "ValidationException",
                        message("Invocation of model ID anthropic.claude-opus-4-8 with on-demand"
                                + " throughput isn’t supported. Retry your request with the ID or ARN of an inference profile"
                                + " that contains this model."),
                        NOT_FOUND,
                        FAIL_OVER),
                row(400, "ValidationException", message("Input is too long for requested model."), TOO_LONG, FAIL_OVER),
                row(
                        400,
                        "ValidationException",
                        message("The model returned the following errors: prompt is too long:"
                                + " 208310 tokens > 200000 maximum"),
                        TOO_LONG,
                        FAIL_OVER),
                row(
                        400,
                        "ValidationException",
                        message("The model returned the following errors: input length and"
                                + " `max_tokens` exceed context limit: 190000 + 20000 > 200000"),
                        TOO_LONG,
                        FAIL_OVER),
                row(
                        400,
                        "ValidationException",
                        message("The model returned the following errors: too many total text" + " bytes"),
                        TOO_LONG,
                        FAIL_OVER),
                row(
                        400,
                        "ValidationException",
                        message("The model returned the following errors: This model's maximum"
                                + " context length is 131072 tokens. However, you requested 140000 tokens"),
                        TOO_LONG,
                        FAIL_OVER),
                row(
                        400,
                        "ValidationException",
                        message("This model doesn't support tool use in streaming mode."),
                        UNSUPPORTED,
                        FAIL_OVER),
                row(
                        400,
                        "ValidationException",
                        message("This model doesn't support the temperature field. Remove"
                                + " temperature and try again."),
                        UNSUPPORTED,
                        FAIL_OVER),
                row(
                        400,
                        "ValidationException",
                        message("The model returned the following errors: `temperature` is"
                                + " deprecated for this model."),
                        UNSUPPORTED,
                        FAIL_OVER),
                row(
                        400,
                        "ValidationException",
                        message("This model doesn't support the s3Uri field. Remove s3Uri and try" + " again."),
                        UNSUPPORTED,
                        FAIL_OVER),
                row(
                        400,
                        "ValidationException",
                        message("The content field in the Message object at messages.0 is empty."
                                + " Add a ContentBlock object to the content field and try again."),
                        INVALID,
                        STOP),
                row(
                        400,
                        "ValidationException",
                        message("The toolConfig field must be defined when using toolUse and"
                                + " toolResult content blocks."),
                        INVALID,
                        STOP),
                row(
                        400,
                        "ServiceQuotaExceededException",
                        message("Your request exceeds the service quota for your" + " account."),
                        QUOTA_SPENT,
                        FAIL_OVER),
                row(
                        400,
                        "IncompleteSignature",
                        message("The request signature does not conform to AWS standards."),
                        INVALID,
                        STOP),
                row(400, "InvalidAction", message("The action or operation requested is not valid."), INVALID, STOP),
                row(
                        403,
                        "AccessDeniedException",
                        message("You don't have access to the model with the specified model" + " ID."),
                        DENIED,
                        FAIL_OVER),
                row(
                        403,
                        "ExpiredTokenException",
                        message("The security token included in the request is expired"),
                        DENIED,
                        FAIL_OVER),
                row(
                        403,
                        "UnrecognizedClientException",
                        message("The security token included in the request is invalid."),
                        DENIED,
                        FAIL_OVER),
                row(
                        403,
                        "InvalidClientTokenId",
                        message("The security token included in the request is invalid."),
                        DENIED,
                        FAIL_OVER),
                row(
                        403,
                        "InvalidSignatureException",
                        message("The request signature we calculated does not match the" + " signature you provided."),
                        DENIED,
                        FAIL_OVER),
                row(403, "SignatureDoesNotMatch", message("Signature expired"), DENIED, FAIL_OVER),
                row(403, "RequestTimeTooSkewed", message("The difference is too large."), DENIED, FAIL_OVER),
                row(
                        403,
                        "",
                        "{\"Message\":\"Authentication failed: Please make sure your API Key is valid.\"}",
                        DENIED,
                        FAIL_OVER),
                row(403, "", "", DENIED, FAIL_OVER),
                row(401, "", "", DENIED, FAIL_OVER),
                row(
                        404,
                        "ResourceNotFoundException",
                        message("Model use case details have not been submitted for this"
                                + " account. Fill out the Anthropic use case details form before using the model."),
                        NOT_FOUND,
                        FAIL_OVER),
                row(
                        404,
                        "ResourceNotFoundException",
                        message("Access denied. This Model is marked by provider as Legacy"
                                + " and you have not been actively using the model in the last 15 days."),
                        NOT_FOUND,
                        FAIL_OVER),
                row(
                        408,
                        "ModelTimeoutException",
                        message("Model has timed out in processing the request."),
                        TIMED_OUT,
                        FAIL_OVER),
                row(
                        424,
                        "ModelErrorException",
                        "{\"message\":\"The model failed.\",\"originalStatusCode\":500," + "\"resourceName\":\"x\"}",
                        UNAVAILABLE,
                        RETRY),
                row(
                        424,
                        "ModelStreamErrorException",
                        message("An error occurred while streaming."),
                        UNAVAILABLE,
                        RETRY),
                row(424, "", "", UNAVAILABLE, RETRY),
                row(
                        429,
                        "ThrottlingException",
                        message("Too many tokens, please wait before trying again."),
                        RATE_LIMITED,
                        RETRY),
                row(
                        429,
                        "ThrottlingException",
                        message("Too many requests, please wait before trying again."),
                        RATE_LIMITED,
                        RETRY),
                row(
                        429,
                        "ThrottlingException",
                        message("Too many tokens per day, please wait before trying again."),
                        QUOTA_SPENT,
                        FAIL_OVER),
                row(400, "ThrottlingException", message("Rate exceeded"), RATE_LIMITED, RETRY),
                row(503, "SlowDown", message("Please reduce your request rate."), RATE_LIMITED, RETRY),
                row(429, "ModelNotReadyException", message("The model is not ready."), UNAVAILABLE, RETRY),
                row(429, "", "", RATE_LIMITED, RETRY),
                row(500, "InternalServerException", message("The server failed."), UNAVAILABLE, RETRY),
                row(
                        503,
                        "ServiceUnavailableException",
                        message("Bedrock is unable to process your request."),
                        UNAVAILABLE,
                        RETRY),
                row(500, "", "", UNAVAILABLE, RETRY),
                row(502, "", "<html><body><h1>502 Bad Gateway</h1></body></html>", UNAVAILABLE, RETRY),
                row(503, "", "upstream connect error", UNAVAILABLE, RETRY),
                row(504, "", "<html><body>504</body></html>", TIMED_OUT, FAIL_OVER),
                row(408, "", "", TIMED_OUT, FAIL_OVER),
                row(413, "", "", INVALID, STOP),
                row(402, "", "", QUOTA_SPENT, FAIL_OVER),
                row(404, "", "<html>nothing here</html>", NOT_FOUND, FAIL_OVER),
                row(307, "", "", NOT_FOUND, FAIL_OVER),
                row(418, "", "", INVALID, STOP),
                // the name in the body
                row(
                        400,
                        "",
                        "{\"__type\":\"com.amazon.coral.validate#ValidationException\",\"message\":\"Bad.\"}",
                        INVALID,
                        STOP),
                row(
                        429,
                        "",
                        "{\"__type\":\"ThrottlingException:\",\"message\":\"Rate exceeded\"}",
                        RATE_LIMITED,
                        RETRY),
                row(403, "", "{\"code\":\"AccessDeniedException\",\"message\":\"No.\"}", DENIED, FAIL_OVER),
                // a word that nobody knows: the status tells
                row(400, "NewException", message("Something new."), INVALID, STOP),
                row(503, "NewException", message("Something new."), UNAVAILABLE, RETRY),
                // the route in OpenAI's shape
                row(
                        404,
                        "",
                        openai("The model doesn't exist or doesn't support this API", "invalid_request_error", null),
                        NOT_FOUND,
                        FAIL_OVER),
                row(
                        400,
                        "",
                        openai("The model 'x' does not support the '/openai/v1/responses' API", null, null),
                        UNSUPPORTED,
                        FAIL_OVER),
                row(
                        400,
                        "",
                        openai("model `x` isn't supported on this route", "invalid_request_error", null),
                        UNSUPPORTED,
                        FAIL_OVER),
                row(
                        400,
                        "",
                        openai(
                                "Unsupported parameter: 'max_tokens' is not supported with this model.",
                                "invalid_request_error",
                                "unsupported_parameter"),
                        UNSUPPORTED,
                        FAIL_OVER),
                row(
                        400,
                        "",
                        openai(
                                "This model's maximum context length is 8192 tokens.",
                                "invalid_request_error",
                                "context_length_exceeded"),
                        TOO_LONG,
                        FAIL_OVER),
                row(
                        400,
                        "",
                        openai(
                                "Missing required parameter: 'model'.",
                                "invalid_request_error",
                                "missing_required_parameter"),
                        INVALID,
                        STOP),
                row(400, "", openai("Filtered.", "invalid_request_error", "content_filter"), BLOCKED, STOP),
                row(
                        401,
                        "",
                        openai("Incorrect API key.", "invalid_request_error", "invalid_api_key"),
                        DENIED,
                        FAIL_OVER),
                row(429, "", openai("Rate limit reached.", "tokens", "rate_limit_exceeded"), RATE_LIMITED, RETRY),
                row(
                        429,
                        "",
                        openai("Too many tokens per day, please wait.", null, "rate_limit_exceeded"),
                        QUOTA_SPENT,
                        FAIL_OVER),
                row(
                        429,
                        "",
                        openai("You exceeded your quota.", "insufficient_quota", "insufficient_quota"),
                        QUOTA_SPENT,
                        FAIL_OVER),
                row(500, "", openai("The server had an error.", "server_error", null), UNAVAILABLE, RETRY),
                // the route in Anthropic's shape
                row(
                        400,
                        "",
                        anthropic("invalid_request_error", "prompt is too long: 2 tokens > 1 maximum"),
                        TOO_LONG,
                        FAIL_OVER),
                row(
                        400,
                        "",
                        anthropic("invalid_request_error", "messages: at least one message is required"),
                        INVALID,
                        STOP),
                row(401, "", anthropic("authentication_error", "invalid key"), DENIED, FAIL_OVER),
                row(402, "", anthropic("billing_error", "no money"), QUOTA_SPENT, FAIL_OVER),
                row(403, "", anthropic("permission_error", "no right"), DENIED, FAIL_OVER),
                row(404, "", anthropic("not_found_error", "model: x"), NOT_FOUND, FAIL_OVER),
                row(409, "", anthropic("conflict_error", "again"), UNAVAILABLE, RETRY),
                row(413, "", anthropic("request_too_large", "too large"), INVALID, STOP),
                row(
                        429,
                        "",
                        anthropic("rate_limit_error", "This request would exceed the limit."),
                        RATE_LIMITED,
                        RETRY),
                row(
                        429,
                        "",
                        "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"Spent.\","
                                + "\"details\":{\"error_code\":\"enforced_spend_limit_reached\"}}}",
                        QUOTA_SPENT,
                        FAIL_OVER),
                row(500, "", anthropic("api_error", "broken"), UNAVAILABLE, RETRY),
                row(504, "", anthropic("timeout_error", "slow"), TIMED_OUT, FAIL_OVER),
                row(529, "", anthropic("overloaded_error", "Overloaded"), UNAVAILABLE, RETRY));
    }

    @ParameterizedTest(name = "{0} {1} {2} is {3}: {4}")
    @MethodSource("refusals")
    void aRefusalIs(int status, String type, String body, ChatException.Kind kind, Advice advice) {
        ChatException explained =
                explain(status, body, type.isEmpty() ? Map.of() : Map.of("x-amzn-ErrorType", type + CORAL));

        assertThat(explained.kind()).isEqualTo(kind);
        assertThat(explained.advice()).isEqualTo(advice);
        assertThat(explained.status()).isEqualTo(status);
        assertThat(explained.retryAfter()).isEmpty();
        if (!type.isEmpty()) {
            assertThat(explained.code()).isEqualTo(type);
        }
    }

    /** Name of the exception or of the error, its body, kind, advice. */
    static Stream<Arguments> exceptions() {
        return Stream.of(
                Arguments.of(
                        "throttlingException",
                        message("Too many tokens, please wait before trying again."),
                        RATE_LIMITED,
                        RETRY),
                Arguments.of(
                        "serviceUnavailableException",
                        message("Bedrock is unable to process your request."),
                        UNAVAILABLE,
                        RETRY),
                Arguments.of("internalServerException", message("The server failed."), UNAVAILABLE, RETRY),
                Arguments.of(
                        "modelStreamErrorException",
                        "{\"message\":\"Failed.\",\"originalMessage\":\"upstream"
                                + " closed\",\"originalStatusCode\":500}",
                        UNAVAILABLE,
                        RETRY),
                Arguments.of(
                        "validationException",
                        message("The model returned the following errors: prompt is too long:"
                                + " 208310 tokens > 200000 maximum"),
                        TOO_LONG,
                        FAIL_OVER),
                Arguments.of(
                        "validationException",
                        message("The detected file MIME type text/plain does not match the"
                                + " expected type image/png. Reformat your input and try again."),
                        INVALID,
                        STOP),
                Arguments.of("modelTimeoutException", message("Slow."), TIMED_OUT, FAIL_OVER),
                Arguments.of("InternalFailure", message("An internal server error occurred"), UNAVAILABLE, RETRY),
                Arguments.of("somethingNewException", message("New."), UNAVAILABLE, RETRY),
                Arguments.of(
                        "",
                        "{\"Output\":{\"__type\":\"com.amazon.coral.service#UnknownOperationException\"},"
                                + "\"Version\":\"1.0\"}",
                        NOT_FOUND,
                        FAIL_OVER),
                Arguments.of("", openai("Slow down.", "tokens", "rate_limit_exceeded"), RATE_LIMITED, RETRY),
                Arguments.of("", openai("Bad.", "invalid_request_error", null), INVALID, STOP),
                Arguments.of(
                        "",
                        "{\"type\":\"response.failed\",\"response\":{\"error\":{\"code\":\"server_error\","
                                + "\"message\":\"x\"}}}",
                        UNAVAILABLE,
                        RETRY),
                Arguments.of(
                        "",
                        "{\"type\":\"error\",\"code\":\"rate_limit_exceeded\",\"message\":\"x\"}",
                        RATE_LIMITED,
                        RETRY),
                Arguments.of("", anthropic("overloaded_error", "Overloaded"), UNAVAILABLE, RETRY),
                Arguments.of("", anthropic("invalid_request_error", "Bad."), INVALID, STOP));
    }

    @ParameterizedTest(name = "{0} {1} inside a good answer is {2}: {3}")
    @MethodSource("exceptions")
    void anErrorInsideAGoodAnswerIs(String type, String body, ChatException.Kind kind, Advice advice) {
        ChatException explained = CLOUD.explain(PROFILE, Refusal.inside(type, Json.lenient(body)));

        assertThat(explained.kind()).isEqualTo(kind);
        assertThat(explained.advice()).isEqualTo(advice);
    }

    /** Header, value, what it means, on a throttle without words. */
    static Stream<Arguments> hints() {
        return Stream.of(
                Arguments.of("x-amz-retry-after", "1500", Duration.ofMillis(1500)),
                Arguments.of("Retry-After", "7", Duration.ofSeconds(7)),
                Arguments.of("retry-after-ms", "250", Duration.ofMillis(250)),
                Arguments.of("Retry-After", "Thu, 01 Jan 2026 00:00:30 GMT", Duration.ofSeconds(30)),
                Arguments.of("Retry-After", "86400", Duration.ofDays(1)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("hints")
    void aHintIsRead(String header, String value, Duration wait) {
        assertThat(explain(429, "", Map.of(header, value)).retryAfter()).contains(wait);
    }

    @Test
    void theHintOfAwsItselfIsTheFinest() {
        assertThat(explain(503, "", Map.of("x-amz-retry-after", "400", "Retry-After", "1"))
                        .retryAfter())
                .contains(Duration.ofMillis(400));
    }

    @Test
    void proseIsAHintOnlyForARateLimit() {
        assertThat(explain(429, openai("Please try again in 456ms.", null, "rate_limit_exceeded"), Map.of())
                        .retryAfter())
                .contains(Duration.ofMillis(456));
        assertThat(explain(400, message("Reformat your input and try again in 2s."), Map.of())
                        .retryAfter())
                .isEmpty();
    }

    @Test
    void theServersWordOnRetryingWins() {
        assertThat(explain(503, "", Map.of("x-should-retry", "false")).advice()).isEqualTo(FAIL_OVER);
        assertThat(explain(400, message("Bad."), Map.of("x-should-retry", "true"))
                        .advice())
                .isEqualTo(RETRY);
    }

    @Test
    void theMessageNamesWhatIsKnown() {
        ChatException explained = explain(
                429,
                message("Too many tokens, please wait before trying again."),
                Map.of("x-amzn-ErrorType", "ThrottlingException" + CORAL, "x-amzn-RequestId", "5d1f0d3c"));

        assertThat(explained)
                .hasMessageContaining("status 429")
                .hasMessageContaining("ThrottlingException")
                .hasMessageContaining("5d1f0d3c")
                .hasMessageContaining("Too many tokens, please wait before trying again.");
        assertThat(explained.requestId()).isEqualTo("5d1f0d3c");
    }

    @Test
    void aRefusedSignatureDoesNotShowWhatWasSigned() {
        assertThat(explain(
                        403,
                        message("The request signature we calculated does not match.\\n\\nThe Canonical String for this"
                                + " request should have been\\n'POST\\nx-amz-security-token:tok'"),
                        Map.of("x-amzn-ErrorType", "InvalidSignatureException")))
                .hasMessageContaining("does not match")
                .hasMessageNotContaining("tok'");
    }

    private static ChatException explain(int status, String body, Map<String, String> headers) {
        Map<String, String> any = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        any.putAll(headers);
        return CLOUD.explain(PROFILE, Refusal.answer(status, body, any::get));
    }

    private static Arguments row(int status, String type, String body, ChatException.Kind kind, Advice advice) {
        return Arguments.of(status, type, body, kind, advice);
    }

    private static String message(String text) {
        return "{\"message\":\"" + text + "\"}";
    }

    private static String openai(String text, String type, String code) {
        return "{\"error\":{\"message\":\"" + text + "\",\"type\":" + quoted(type) + ",\"param\":null,\"code\":"
                + quoted(code) + "}}";
    }

    private static String quoted(String word) {
        return word == null ? "null" : "\"" + word + "\"";
    }

    private static String anthropic(String type, String text) {
        return "{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"" + text
                + "\"},\"request_id\":\"req_01\"}";
    }
}
