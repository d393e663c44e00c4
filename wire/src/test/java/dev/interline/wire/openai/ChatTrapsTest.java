package dev.interline.wire.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.interline.StopReason;
import dev.interline.ToolCall;
import dev.interline.error.UnreadableException;
import dev.interline.wire.Framing;
import dev.interline.wire.Json;
import dev.interline.wire.Played;
import dev.interline.wire.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The traps of Chat Completions answers that clients fell into, as the wire documents of the three clouds list them. */
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

    @Test
    void brokenJsonBetweenGoodEventsIsAnError() {
        byte[] body = Voice.sse(TEXT, "{\"id\":", STOP);

        assertThat(Played.stream(ChatCompletions.FORMAT, Framing.SSE, body).finished())
                .isFalse();
    }
}
