package dev.interline.wire.openai;

import static dev.interline.wire.openai.OpenAiWriting.TOOL;
import static dev.interline.wire.openai.OpenAiWriting.chat;
import static dev.interline.wire.openai.OpenAiWriting.last;
import static dev.interline.wire.openai.OpenAiWriting.subjects;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.Effort;
import dev.interline.Media;
import dev.interline.Message;
import dev.interline.Opaque;
import dev.interline.Origin;
import dev.interline.StopReason;
import dev.interline.Text;
import dev.interline.ToolCall;
import dev.interline.ToolDefinition;
import dev.interline.ToolResult;
import dev.interline.error.UnreadableException;
import dev.interline.error.UnsupportedException;
import dev.interline.wire.Encoded;
import dev.interline.wire.Framing;
import dev.interline.wire.Json;
import dev.interline.wire.Played;
import dev.interline.wire.Refused;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The traps of Chat Completions that clients fell into, as the wire documents of the three clouds list them. */
class ChatTrapsTest {
    private static final String TEXT = """
        {"id":"chatcmpl-1","choices":[{"index":0,"delta":{"role":"assistant","content":"Tea is ready."},"finish_reason":null}]}""";
    private static final String STOP = """
        {"id":"chatcmpl-1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""";

    @Test
    void firstChunkWithoutChoices() {
        Played played = Voice.chat("""
            {"id":"","object":"","created":0,"model":"","choices":[],"prompt_filter_results":[{"prompt_index":0}]}""", TEXT, STOP);

        assertThat(played.response().text()).isEqualTo("Tea is ready.");
        assertThat(played.response().id()).isEqualTo("chatcmpl-1");
        assertThat(played.response().details()).containsKey("prompt_filter_results");
    }

    @Test
    void filterChunksWithoutDeltaAlsoAfterTheFinish() {
        String verdict = """
            {"id":"","model":"","created":0,"choices":[{"index":0,"finish_reason":null,
            "content_filter_results":{"hate":{"filtered":false,"severity":"safe"}},
            "content_filter_offsets":{"check_offset":44,"start_offset":44,"end_offset":198}}]}""";

        Played played = Voice.chat(TEXT, verdict, STOP, verdict, "[DONE]");

        assertThat(played.response().text()).isEqualTo("Tea is ready.");
        assertThat(played.response().stopReason().kind()).isEqualTo(StopReason.Kind.STOP);
        assertThat(played.response().details()).containsKey("content_filter_results");
    }

    @Test
    void aFilterMayStopTheAnswerAfterItWasShown() {
        Played played = Voice.chat(TEXT, """
            {"id":"","choices":[{"index":0,"finish_reason":"content_filter","content_filter_results":
            {"violence":{"filtered":true,"severity":"high"}}}]}""");

        assertThat(played.finished()).isTrue();
        assertThat(played.response().stopReason().kind()).isEqualTo(StopReason.Kind.CONTENT_FILTER);
        assertThat(played.response().text()).isEqualTo("Tea is ready.");
    }

    @Test
    void aFilteredStreamMayEndWithoutDone() {
        Played played = Voice.chat("""
            {"id":"1","choices":[{"index":0,"delta":{"role":"assistant","content":null,"tool_calls":null},
            "finish_reason":"content_filter"}]}""");

        assertThat(played.finished()).isTrue();
        assertThat(played.response().stopReason().kind()).isEqualTo(StopReason.Kind.CONTENT_FILTER);
    }

    @Test
    void doneWithoutAFinishIsABrokenStream() {
        assertThat(Voice.chat(TEXT, "[DONE]").finished()).isFalse();
    }

    @Test
    void errorInMidStream() {
        Played played = Voice.chat(TEXT, """
            {"error":{"code":"server_error","message":"internal failure"}}""");

        assertThat(played.failure())
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.refusal()
                                        .json()
                                        .path("error")
                                        .path("code")
                                        .asText())
                                .isEqualTo("server_error"));
    }

    @Test
    void aFilterThatFailedItselfIsNoError() throws Exception {
        Played played = Played.whole(ChatCompletions.FORMAT, Json.read("""
            {"id":"1","choices":[{"index":0,"finish_reason":"stop","message":{"content":"Hi"},
            "content_filter_results":{"error":{"code":"content_filter_error","message":"off"}}}]}"""));

        assertThat(played.response().text()).isEqualTo("Hi");
    }

    @Test
    void aForcedToolEndsWithStop() throws Exception {
        Played played = Played.whole(ChatCompletions.FORMAT, Json.read("""
            {"id":"1","choices":[{"index":0,"finish_reason":"stop","message":{"content":null,"tool_calls":[
            {"id":"call_a","type":"function","function":{"name":"tide","arguments":"{}"}}]}}]}"""));

        assertThat(played.response().stopReason()).isEqualTo(new StopReason(StopReason.Kind.TOOL_CALLS, "stop"));
    }

    @Test
    void anUnknownFinishReasonKeepsTheAnswer() {
        Played played = Voice.chat(TEXT, STOP.replace("\"stop\"", "\"model_was_bored\""));

        assertThat(played.response().text()).isEqualTo("Tea is ready.");
        assertThat(played.response().stopReason()).isEqualTo(new StopReason(StopReason.Kind.OTHER, "model_was_bored"));
    }

    @Test
    void emptyPiecesAreNoContent() {
        Played played = Voice.chat(
                "{\"id\":\"1\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}");

        assertThat(played.events()).isEmpty();
    }

    @Test
    void aCallWithoutArgumentsHasAnEmptyObject() {
        Played played = Voice.chat("""
            {"id":"1","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c1","function":{"name":"now","arguments":""}}]},
            "finish_reason":"tool_calls"}]}""");

        assertThat(played.response().toolCalls()).containsExactly(ToolCall.of("c1", "now", "{}"));
    }

    @Test
    void fragmentsBelongTogetherByTheirIndex() {
        Played played = Voice.chat("""
                {"id":"1","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"tide","arguments":""}},
                {"index":1,"id":"b","function":{"name":"tide","arguments":"{\\"port\\":"}}]}}]}""", """
                {"id":"1","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"","function":{"arguments":"\\"Cork\\"}"}},
                {"index":0,"function":{"arguments":"{\\"port\\":\\"Brest\\"}"}}]},"finish_reason":"tool_calls"}]}""");

        assertThat(played.response().toolCalls())
                .extracting(ToolCall::id, ToolCall::arguments)
                .containsExactly(tuple("a", "{\"port\":\"Brest\"}"), tuple("b", "{\"port\":\"Cork\"}"));
    }

    @Test
    void everyCallUnderTheIndexZero() {
        String call = """
            {"id":"1","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"%s","function":{"name":"tide","arguments":"{}"}}]}}]}""";

        Played played = Voice.chat(call.formatted("a"), call.formatted("b"), STOP);

        assertThat(played.response().toolCalls()).extracting(ToolCall::id).containsExactly("a", "b");
    }

    @Test
    void aSecondChoiceIsNotMixedIntoTheFirst() {
        Played played = Voice.chat(
                TEXT,
                "{\"id\":\"1\",\"choices\":[{\"index\":1,\"delta\":{\"content\":\"Coffee.\"},\"finish_reason\":\"stop\"}]}",
                STOP);

        assertThat(played.response().text()).isEqualTo("Tea is ready.");
    }

    @Test
    void wholeNumbersAndFractionsInArgumentsStayAsTheyAre() {
        String arguments = "{\\\"a\\\":1,\\\"b\\\":1.0,\\\"c\\\":12345678901234567890,\\\"d\\\":null}";
        Played played = Voice.chat("""
            {"id":"1","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c1","function":{"name":"f","arguments":"%s"}}]},
            "finish_reason":"tool_calls"}]}""".formatted(arguments));

        assertThat(played.response().toolCalls().get(0).arguments()).isEqualTo(arguments.replace("\\", ""));
    }

    @ParameterizedTest
    @CsvSource({"reasoning_content", "reasoning"})
    void thoughtsUnderNamesThatAreInNoSpecification(String field) {
        Played played = Voice.chat(
                "{\"id\":\"1\",\"choices\":[{\"index\":0,\"delta\":{\"%s\":\"Hm.\",\"content\":null}}]}"
                        .formatted(field),
                TEXT,
                STOP);

        assertThat(played.response().message().parts())
                .extracting(Object::toString)
                .containsExactly("Thinking[3 characters]", "Text[13 characters]");
    }

    @Test
    void thoughtsUnderTwoNamesAtOnceAreReadOnce() {
        Played played = Voice.chat(
                "{\"id\":\"1\",\"choices\":[{\"index\":0,\"delta\":{\"reasoning\":\"Hm.\",\"reasoning_content\":\"Hm.\"}}]}",
                TEXT,
                STOP);

        assertThat(played.response().message().parts().get(0).toString()).isEqualTo("Thinking[3 characters]");
    }

    @Test
    void argumentsThatAreNoTextButTheObjectItself() throws Exception {
        Played played = Played.whole(ChatCompletions.FORMAT, Json.read("""
            {"id":"1","choices":[{"index":0,"finish_reason":"tool_calls","message":{"tool_calls":[
            {"id":"c1","function":{"name":"tide","arguments":{"port":"Brest"}}}]}}]}"""));

        assertThat(played.response().toolCalls()).containsExactly(ToolCall.of("c1", "tide", "{\"port\":\"Brest\"}"));
    }

    @Test
    void anAnswerWhoseTextIsNoneIsUnreadable() throws Exception {
        Played played = Played.whole(ChatCompletions.FORMAT, Json.read("""
            {"id":"1","choices":[{"index":0,"finish_reason":"stop","message":{"content":{"a":1}}}]}"""));

        assertThat(played.failure()).isInstanceOf(UnreadableException.class);
    }

    @Test
    void countsWithNullsAndOddPlaces() throws Exception {
        Played played = Played.whole(ChatCompletions.FORMAT, Json.read("""
            {"id":"1","choices":[{"index":0,"finish_reason":"stop","message":{"content":"Hi"}}],
            "usage":{"prompt_tokens":20,"completion_tokens":12,"prompt_tokens_details":null,"reasoning_tokens":4}}"""));

        assertThat(played.response().usage().cachedInput()).isEmpty();
        assertThat(played.response().usage().reasoning()).hasValue(4);
        assertThat(played.response().usage().output()).hasValue(12);
    }

    @Test
    void grokCountsItsThoughtsBesideTheOutput() throws Exception {
        Played played = Played.whole(ChatCompletions.FORMAT, Json.read("""
            {"id":"1","choices":[{"index":0,"finish_reason":"stop","message":{"content":"Hi"}}],
            "usage":{"prompt_tokens":20,"completion_tokens":2,"total_tokens":322,
            "completion_tokens_details":{"reasoning_tokens":300}}}"""));

        assertThat(played.response().usage().output()).hasValue(302);
    }

    @Test
    void awsAnswers200WhereNobodyListens() throws Exception {
        Played played = Played.whole(ChatCompletions.FORMAT, Json.read("""
            {"Output":{"__type":"com.amazon.coral.service#UnknownOperationException"},"Version":"1.0"}"""));

        assertThat(played.failure())
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.refusal().type()).isEqualTo("UnknownOperationException"));
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-5.4, high, none",
        "gpt-5.5, '', ''",
        "gpt-5.6-sol, '', none",
        "gpt-6-astra, low, none",
        "gpt-5.2, high, high"
    })
    void toolsBesideThinking(String family, String asked, String sent) {
        Encoded encoded = chat(family, r -> {
            r.tools(TOOL);
            if (!asked.isEmpty()) {
                r.options(o -> o.effort(Effort.of(asked)));
            }
        });

        assertThat(encoded.body().path("reasoning_effort").asText("")).isEqualTo(sent);
        assertThat(encoded.notices()).hasSize(asked.equals(sent) ? 0 : 1);
        assertThat(chat(family, r -> {}).body().has("reasoning_effort")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-5, max_completion_tokens", "'', max_completion_tokens", "gpt-4o, max_completion_tokens",
        "llama-4-maverick, max_tokens", "deepseek-v4-pro, max_tokens", "mistral-large, max_tokens"
    })
    void theCapHasTwoNames(String family, String name) {
        assertThat(chat(family, r -> r.maxOutputTokens(100)).body().path(name).asInt())
                .isEqualTo(100);
    }

    @Test
    void deepSeekRefusesCacheKeys() {
        Encoded encoded =
                chat("deepseek-v4", r -> r.options(o -> o.cacheKey("k").effort(Effort.LOW)));

        assertThat(encoded.body().has("prompt_cache_key")).isFalse();
        assertThat(encoded.body().path("reasoning_effort").asText()).isEqualTo("low");
        assertThat(subjects(encoded)).containsExactly("cacheKey");
    }

    @Test
    void onlyWhatWasSetIsSent() {
        assertThat(chat("", r -> {}).body().properties())
                .extracting(java.util.Map.Entry::getKey)
                .containsExactly("model", "messages");
        assertThat(chat("", r -> r.options(o -> o.topP(0))).body().path("top_p").asText())
                .isEqualTo("0.0");
    }

    @Test
    void anEmptyDescriptionIsLeftOut() {
        assertThat(chat("", r -> r.tools(ToolDefinition.of("now", "")))
                        .body()
                        .at("/tools/0/function")
                        .has("description"))
                .isFalse();
    }

    @Test
    void argumentsThatAreNoObjectArePutIntoOne() {
        ToolCall call = new ToolCall("c1", "tide", "{\"port\":", "the arguments are not valid JSON", null);
        Encoded encoded = chat(
                "",
                r -> r.message(Message.assistant(call))
                        .message(Message.results(ToolResult.failed(call, "unreadable"))));

        JsonNode sent = encoded.body().at("/messages/1/tool_calls/0/function/arguments");
        assertThat(sent.asText()).isEqualTo("{\"invalid_arguments\":\"{\\\"port\\\":\"}");
        assertThat(last(encoded, "messages").path("content").asText()).isEqualTo("Error: unreadable");
        assertThat(subjects(encoded)).containsExactlyInAnyOrder("tool call", "tool result");
    }

    @Test
    void aMadeUpToolNameIsCleaned() {
        ToolCall call = ToolCall.of("c1", "functions.tide$", "{}");
        Encoded encoded = chat(
                "", r -> r.message(Message.assistant(call)).message(Message.results(ToolResult.text(call, "high"))));

        assertThat(encoded.body().at("/messages/1/tool_calls/0/function/name").asText())
                .isEqualTo("functions_tide_");
    }

    @Test
    void idsThatBeginAnewInEveryAnswerAreMadeUnique() {
        ToolCall call = ToolCall.of("call_0", "tide", "{}");
        Encoded encoded = chat(
                "",
                r -> r.message(Message.assistant(call))
                        .message(Message.results(ToolResult.text(call, "high")))
                        .message(Message.assistant(call))
                        .message(Message.results(ToolResult.text(call, "low"))));

        List<String> ids = encoded.body().path("messages").findValuesAsText("tool_call_id");
        assertThat(ids).hasSize(2).doesNotHaveDuplicates();
        assertThat(encoded.body().at("/messages/3/tool_calls/0/id").asText()).isEqualTo(ids.get(1));
    }

    @Test
    void picturesOfAToolAreShownByTheUser() {
        ToolCall call = ToolCall.of("c1", "plot", "{}");
        ToolResult result = new ToolResult(
                "c1", "plot", List.of(Text.of("see"), Media.of("image/png", new byte[] {1})), false, false, null);
        Encoded encoded = chat("", r -> r.message(Message.assistant(call)).message(Message.results(result)));

        assertThat(encoded.body().at("/messages/2/content").asText()).isEqualTo("see");
        assertThat(last(encoded, "messages").at("/content/0/image_url/url").asText())
                .isEqualTo("data:image/png;base64,AQ==");
        assertThat(subjects(encoded)).contains("tool result");
    }

    @Test
    void geminisSignatureGoesBackToGeminiAlone() {
        Played played = Voice.chat("""
            {"id":"1","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c1","function":{"name":"tide","arguments":"{}"},
            "extra_content":{"google":{"thought_signature":"sig"}}}]},"finish_reason":"tool_calls"}]}""");
        ToolCall call = played.response().toolCalls().get(0);
        Opaque home = new Opaque(
                ChatCompletions.FORMAT.origin(OpenAiWriting.ID), call.opaque().json());
        ToolCall ours = new ToolCall(call.id(), call.name(), call.arguments(), null, home);
        ToolCall foreign = new ToolCall(
                call.id(), call.name(), call.arguments(), null, new Opaque(new Origin("x", "y"), home.json()));

        Encoded same = chat("", r -> r.message(Message.assistant(ours)));
        Encoded other = chat("", r -> r.message(Message.assistant(foreign)));

        assertThat(same.body()
                        .at("/messages/1/tool_calls/0/extra_content/google/thought_signature")
                        .asText())
                .isEqualTo("sig");
        assertThat(other.body().toString()).doesNotContain("sig");
        assertThat(subjects(other)).contains("opaque data");
    }

    @ParameterizedTest
    @ValueSource(strings = {"video/mp4", "audio/flac"})
    void mediaThatTheFormatCannotHold(String type) {
        assertThatThrownBy(() -> chat("", r -> r.user(Media.of(type, new byte[] {1}))))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining(type.startsWith("video") ? "VIDEO" : "audio/flac");
    }

    @Test
    void filesOfAnotherVendor() {
        Media file =
                new Media(Media.Type.DOCUMENT, "application/pdf", new Media.FileId("vertex", "files/1"), null, null);

        assertThatThrownBy(() -> chat("", r -> r.user(file)))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("vertex");
    }

    @Test
    void googlesObjectsAreNamedAsImages() {
        Media image = new Media(Media.Type.IMAGE, "image/png", new Media.CloudObject("gs://bucket/a.png"), null, null);

        assertThat(chat("", r -> r.user(Text.of("What?"), image))
                        .body()
                        .at("/messages/1/content/1/image_url/url")
                        .asText())
                .isEqualTo("gs://bucket/a.png");
    }

    @Test
    void brokenJsonBetweenGoodEventsIsAnError() {
        byte[] body = Voice.sse(TEXT, "{\"id\":", STOP);

        assertThat(Played.stream(ChatCompletions.FORMAT, Framing.SSE, body).finished())
                .isFalse();
    }
}
