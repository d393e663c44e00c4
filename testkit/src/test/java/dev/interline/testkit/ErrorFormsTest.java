package dev.interline.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each cloud complains in its own way. */
class ErrorFormsTest {

    private final FakeClouds clouds = FakeClouds.start();
    private final Caller caller = new Caller();

    @AfterEach
    void close() {
        caller.close();
        clouds.close();
    }

    @ParameterizedTest
    @CsvSource({
        "azure, CHAT, THROTTLED, 429, /error/code, 429",
        "azure, CHAT, DENIED, 401, /error/code, 401",
        "azure, CHAT, UNKNOWN_MODEL, 404, /error/code, DeploymentNotFound",
        "azure, RESPONSES, TOO_LONG, 400, /error/code, context_length_exceeded",
        "azure, RESPONSES, BLOCKED, 400, /error/innererror/code, ResponsibleAIPolicyViolation",
        "azure, MESSAGES, OVERLOADED, 529, /error/type, overloaded_error",
        "bedrock, CONVERSE, THROTTLED, 429, /message, 'Too many requests, please wait before trying again.'",
        "bedrock, CONVERSE, UNKNOWN_MODEL, 400, /message, The provided model identifier is invalid.",
        "bedrock, INVOKE, DENIED, 403, /message, You don't have access to the model with the specified model ID.",
        "bedrock, CHAT, THROTTLED, 429, /error/code, rate_limit_exceeded",
        "bedrock, MESSAGES, UNKNOWN_MODEL, 404, /error/type, not_found_error",
        "vertex, GEMINI, THROTTLED, 429, /error/status, RESOURCE_EXHAUSTED",
        "vertex, GEMINI, DENIED, 401, /error/status, UNAUTHENTICATED",
        "vertex, GEMINI, TIMED_OUT, 504, /error/status, DEADLINE_EXCEEDED",
        "vertex, GEMINI_STREAM, UNAVAILABLE, 503, /0/error/status, UNAVAILABLE",
        "vertex, CLAUDE, THROTTLED, 429, /0/error/status, RESOURCE_EXHAUSTED",
        "vertex, CLAUDE, OVERLOADED, 529, /error/type, overloaded_error",
        "vertex, OPENAPI, UNKNOWN_MODEL, 404, /0/error/status, NOT_FOUND",
    })
    void aRefusalIsInTheCloudsOwnForm(
            String target, Roads road, Fault fault, int status, String pointer, String expected) {
        clouds.on(target).fails(fault);

        Caller.Heard heard = caller.post(clouds.url(target) + road.path, road.body);

        assertThat(heard.status()).isEqualTo(status);
        assertThat(Told.json(heard.text()).at(pointer).asText()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "azure, CHAT_STREAM, RESPONSES_STREAM",
        "bedrock, CHAT_STREAM, RESPONSES_STREAM",
    })
    void openAiStreamsEndWithAnError(String target, Roads chat, Roads responses) {
        clouds.on(target).says("one two").errorAfterTokens(1, Fault.THROTTLED);

        List<String> told =
                caller.post(clouds.url(target) + chat.path, chat.body).events();
        List<Told> events = told(target, responses);

        assertThat(Told.json(told.get(told.size() - 1)).at("/error/type").asText())
                .isEqualTo("too_many_requests");
        assertThat(Told.kinds(events).subList(events.size() - 2, events.size()))
                .containsExactly("response.failed", "error");
        JsonNode last = events.get(events.size() - 1).json();
        assertThat(last.at(target.equals("azure") ? "/error/code" : "/code").asText())
                .isEqualTo("rate_limit_exceeded");
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).json().path("sequence_number").asInt()).isEqualTo(i);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "azure, MESSAGES_STREAM, error",
        "bedrock, CONVERSE_STREAM, throttlingException",
        "bedrock, INVOKE_STREAM, throttlingException",
        "vertex, GEMINI_STREAM, error",
        "vertex, CLAUDE_STREAM, error",
    })
    void otherStreamsEndWithTheirOwnErrorEventAtTheBeginningAndInTheMiddle(String target, Roads road, String kind) {
        clouds.on(target)
                .next(
                        Play.says("one two").errorFirst(Fault.THROTTLED),
                        Play.says("one two").errorAfterTokens(0, Fault.THROTTLED),
                        Play.says("one two").errorAfterTokens(1, Fault.THROTTLED));

        assertThat(Told.kinds(told(target, road))).containsExactly(kind);
        List<String> early = Told.kinds(told(target, road));
        assertThat(early).endsWith(kind).noneMatch(ErrorFormsTest::content);
        assertThat(Told.kinds(told(target, road))).endsWith(kind).anyMatch(ErrorFormsTest::content);
    }

    @Test
    void anErrorEventCanHaveAnyWord() {
        clouds.on("bedrock").says("one").errorAfterTokens(1, "modelStreamErrorException", "broke");

        List<Told> events = told("bedrock", Roads.CONVERSE_STREAM);

        assertThat(events.get(events.size() - 1).kind()).isEqualTo("modelStreamErrorException");
        assertThat(events.get(events.size() - 1).json().path("message").asText())
                .isEqualTo("broke");
    }

    @Test
    void aWholeAnswerIsRefusedWhereAStreamWouldEndWithAnError() {
        clouds.on("bedrock").says("one").errorAfterTokens(1, Fault.THROTTLED);

        assertThat(caller.post(clouds.url("bedrock") + Roads.CONVERSE.path, Roads.CONVERSE.body)
                        .status())
                .isEqualTo(429);
    }

    @Test
    void theWaitIsToldInEverySpellingOfTheCloud() {
        Duration wait = Duration.ofMillis(1850);
        clouds.on("azure").throttles(wait);
        clouds.on("bedrock").throttles(wait);
        clouds.on("vertex").throttles(wait);

        Caller.Heard azure = caller.post(clouds.url("azure") + Roads.CHAT.path, Roads.CHAT.body);
        Caller.Heard bedrock = caller.post(clouds.url("bedrock") + Roads.CONVERSE.path, Roads.CONVERSE.body);
        Caller.Heard vertex = caller.post(clouds.url("vertex") + Roads.GEMINI.path, Roads.GEMINI.body);

        assertThat(azure.header("retry-after")).isEqualTo("2");
        assertThat(azure.header("retry-after-ms")).isEqualTo("1850");
        assertThat(bedrock.header("x-amz-retry-after")).isEqualTo("1850");
        assertThat(bedrock.header("x-amzn-errortype")).startsWith("ThrottlingException:");
        assertThat(vertex.header("retry-after")).isEqualTo("2");
        assertThat(Told.json(vertex.text()).at("/error/details/1/retryDelay").asText())
                .isEqualTo("1.850s");
    }

    @Test
    void headersOfAPlayWin() {
        clouds.on("azure").throttles(Duration.ofSeconds(1)).header("retry-after", "Wed, 25 Nov 2026 10:00:00 GMT");

        Caller.Heard heard = caller.chat(clouds.on("azure"));

        assertThat(heard.headers().get("retry-after")).containsExactly("Wed, 25 Nov 2026 10:00:00 GMT");
    }

    @Test
    void aBlockedPromptIsA200WhereTheFormatHasAPlaceForIt() {
        clouds.on("bedrock").blocksPrompt();
        clouds.on("vertex").blocksPrompt();

        assertThat(caller.post(clouds.url("bedrock") + Roads.CONVERSE.path, Roads.CONVERSE.body)
                        .text())
                .contains("guardrail_intervened");
        assertThat(caller.post(clouds.url("vertex") + Roads.GEMINI.path, Roads.GEMINI.body)
                        .text())
                .contains("\"promptFeedback\":{\"blockReason\"")
                .doesNotContain("candidates");
        assertThat(caller.post(clouds.url("vertex") + Roads.CLAUDE.path, Roads.CLAUDE.body)
                        .text())
                .contains("\"stop_reason\":\"refusal\"");
    }

    @Test
    void aFilteredAnswerIsA200InEveryFormat() {
        for (String target : List.of("azure", "bedrock", "vertex")) {
            clouds.on(target).says("Half of").stops(Stop.FILTERED);
        }

        assertThat(whole("azure", Roads.CHAT)).contains("\"finish_reason\":\"content_filter\"", "\"filtered\":true");
        assertThat(whole("azure", Roads.RESPONSES))
                .contains("\"status\":\"incomplete\"", "\"reason\":\"content_filter\"", "\"blocked\":true");
        assertThat(whole("bedrock", Roads.CONVERSE)).contains("content_filtered");
        assertThat(whole("vertex", Roads.GEMINI)).contains("\"finishReason\":\"SAFETY\"");
    }

    private String whole(String target, Roads road) {
        Caller.Heard heard = caller.post(clouds.url(target) + road.path, road.body);
        assertThat(heard.status()).isEqualTo(200);
        return heard.text();
    }

    private List<Told> told(String target, Roads road) {
        Caller.Heard heard = caller.post(clouds.url(target) + road.path, road.body);
        assertThat(heard.status()).isEqualTo(200);
        return Told.stream(String.valueOf(heard.header("content-type")), heard.body());
    }

    private static boolean content(String kind) {
        return kind.equals("text") || kind.toLowerCase(Locale.ROOT).contains("delta");
    }
}
