package dev.interline.wire.gemini;

import static dev.interline.StopReason.Kind.LENGTH;
import static dev.interline.StopReason.Kind.MALFORMED;
import static dev.interline.StopReason.Kind.STOP;
import static dev.interline.StopReason.Kind.TOOL_CALLS;
import static dev.interline.wire.gemini.Answers.answer;
import static dev.interline.wire.gemini.Answers.raw;
import static dev.interline.wire.gemini.Answers.stream;
import static dev.interline.wire.gemini.Answers.whole;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.ChatRequest;
import dev.interline.Effort;
import dev.interline.Message;
import dev.interline.Opaque;
import dev.interline.Origin;
import dev.interline.Reasoning;
import dev.interline.StopReason;
import dev.interline.Text;
import dev.interline.Thinking;
import dev.interline.ToolCall;
import dev.interline.ToolDefinition;
import dev.interline.ToolResult;
import dev.interline.Usage;
import dev.interline.error.UnavailableException;
import dev.interline.wire.Json;
import dev.interline.wire.Played;
import dev.interline.wire.Refused;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients of this format got wrong before. */
class GeminiTrapsTest {
    private static final Origin ELSEWHERE = new Origin("gemini", "vertex/other/gemini-3-pro");
    private static final String NEW = "gemini-3.6-flash";
    private static final String DUMMY = "skip_thought_signature_validator";

    private static Written next(Played played, String family) {
        ChatRequest.Builder request =
                ChatRequest.builder().user("q").message(played.response().message());
        List<ToolCall> calls = played.response().toolCalls();
        if (!calls.isEmpty()) {
            request.message(Message.results(
                    calls.stream().map(call -> ToolResult.text(call, "done")).toArray(ToolResult[]::new)));
        }
        return Written.of(request.user("and now?").build(), family);
    }

    private static final String SIGNED_CALLS = """
            {"functionCall":{"name":"tide","args":{"at":"Cuxhaven"},"id":"call_4410021"},"thoughtSignature":"QVk4/+=="},
            {"functionCall":{"name":"wind","args":{"at":"Cuxhaven"},"id":"call_4410022"}}""";

    @Test
    void trap1SignatureDroppedByTheHistoryMapper() {
        Written written = next(answer(SIGNED_CALLS, "STOP"), NEW);

        assertThat(written.at("/contents/1/parts/0/thoughtSignature").asText()).isEqualTo("QVk4/+==");
    }

    @Test
    void trap2SignatureOnTheWrongPartOrLostWithAnEmptyOne() {
        Written calls = next(answer(SIGNED_CALLS, "STOP"), NEW);
        assertThat(calls.at("/contents/1/parts/1").has("thoughtSignature")).isFalse();

        Played streamed = stream(
                "{'text':'Hm','thought':true}",
                "{'text':'Only '}",
                "{'text':'February.'}",
                "{'text':'','thoughtSignature':'QVk='}");
        assertThat(streamed.response().message().parts())
                .containsExactly(
                        new Thinking("Hm", new Opaque(Written.HERE, "{}")),
                        Text.of("Only February."),
                        new Text("", List.of(), new Opaque(Written.HERE, "{\"thoughtSignature\":\"QVk=\"}")));
        assertThat(next(streamed, NEW).at("/contents/1/parts")).hasToString("""
                [{"text":"Hm","thought":true},{"text":"Only February."},{"text":"","thoughtSignature":"QVk="}]""");
    }

    @ParameterizedTest
    @ValueSource(strings = {NEW, "gemini-4-argon", ""})
    void trap3DummySignatureIsSentAsItIs(String family) {
        ToolCall first = ToolCall.of("toolu_1", "tide", "{}");
        ToolCall second = ToolCall.of("toolu_2", "wind", "{}");
        ChatRequest request = ChatRequest.builder()
                .user("q")
                .message(Message.assistant(first, second))
                .message(Message.results(ToolResult.text(first, "1"), ToolResult.text(second, "2")))
                .message(Message.assistant(second))
                .message(Message.results(ToolResult.text(second, "3")))
                .build();
        Written written = Written.of(request, family);

        // the first call of every step, and no other
        assertThat(written.at("/contents/1/parts/0/thoughtSignature").asText()).isEqualTo(DUMMY);
        assertThat(written.at("/contents/1/parts/1").has("thoughtSignature")).isFalse();
        assertThat(written.at("/contents/3/parts/0/thoughtSignature").asText()).isEqualTo(DUMMY);
        assertThat(written.noticed()).containsExactly("MAPPED signature");
    }

    @Test
    void trap4IdsAreReadButNeverSent() {
        Played played = answer(SIGNED_CALLS, "STOP");

        assertThat(played.response().toolCalls())
                .extracting(ToolCall::id)
                .containsExactly("call_4410021", "call_4410022");
        assertThat(next(played, NEW).body().toString()).doesNotContain("\"id\"", "call_44");
    }

    @Test
    void trap5OneContentWithAResultForEveryCall() {
        ToolCall tide = ToolCall.of("a", "tide", "{}");
        ToolCall wind = ToolCall.of("b", "wind", "{}");
        ToolCall sun = ToolCall.of("c", "sun", "{}");
        ChatRequest request = ChatRequest.builder()
                .user("q")
                .message(Message.assistant(tide, wind, sun))
                .message(Message.results(ToolResult.failed(wind, "station offline")))
                .message(Message.results(ToolResult.json(tide, "{\"high\":\"12:40\"}")))
                .user("go on")
                .build();
        Written written = Written.of(request, "gemini-2.5-pro");

        assertThat(written.at("/contents/2")).hasToString("""
                {"role":"user","parts":[{"functionResponse":{"name":"tide","response":{"output":{"high":"12:40"}}}},\
                {"functionResponse":{"name":"wind","response":{"error":"station offline"}}},\
                {"functionResponse":{"name":"sun","response":{"error":"This tool was not run."}}}]}""");
        // and nothing else in it
        assertThat(written.at("/contents/3")).hasToString("{\"role\":\"user\",\"parts\":[{\"text\":\"go on\"}]}");
    }

    @Test
    void trap6StopWithCallsIsNoFinalAnswer() {
        assertThat(answer(SIGNED_CALLS, "STOP").response().stopReason()).isEqualTo(new StopReason(TOOL_CALLS, "STOP"));
        assertThat(stream("{'functionCall':{'name':'f'}}", "{'text':''}")
                        .response()
                        .stopReason()
                        .kind())
                .isEqualTo(TOOL_CALLS);
        assertThat(answer("{'text':'x'}", "STOP").response().stopReason().kind())
                .isEqualTo(STOP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'finishReason':'%s'}",
                "{'content':{},'finishReason':'%s'}",
                "{'content':null,'finishReason':'%s'}",
                "{'content':{'role':'model'},'finishReason':'%s'}",
                "{'content':{'parts':[]},'finishReason':'%s'}",
                "{'content':{'parts':[{}]},'finishReason':'%s'}"
            })
    void trap7CandidateWithoutContent(String candidate) {
        for (String reason : List.of("STOP", "MAX_TOKENS")) {
            String json = "{'candidates':[" + candidate.formatted(reason) + "]}";
            Played whole = whole(json.replace('\'', '"'));
            Played streamed = raw("data: " + json.replace('\'', '"') + "\n\n");

            assertThat(whole.finished()).isTrue();
            assertThat(streamed.finished()).isTrue();
            assertThat(whole.response().message().parts()).isEmpty();
            assertThat(whole.response().stopReason().word()).isEqualTo(reason);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS", "MALFORMED_RESPONSE"})
    void trap8AMalformedCallIsNoGoodAnswer(String reason) {
        Played played = whole(
                "{\"candidates\":[{\"content\":{},\"finishReason\":\"%s\",\"finishMessage\":\"call:default_api\"}]}"
                        .formatted(reason));

        assertThat(played.response().stopReason()).isEqualTo(new StopReason(MALFORMED, reason));
        assertThat(played.response().details()).containsEntry("finishMessage", "\"call:default_api\"");
    }

    @Test
    void trap9ThinkingEatsASmallCap() {
        assertThat(Written.of(ChatRequest.of("q"), NEW).body().has("generationConfig"))
                .as("no cap unless one is set")
                .isFalse();

        Played eaten = whole("""
                {"candidates":[{"content":{"role":"model"},"finishReason":"MAX_TOKENS"}],
                 "usageMetadata":{"promptTokenCount":9,"totalTokenCount":73,"thoughtsTokenCount":64}}""");
        assertThat(eaten.response().stopReason().kind()).isEqualTo(LENGTH);
        assertThat(eaten.response().usage().reasoning()).hasValue(64);
        assertThat(eaten.response().usage().output()).hasValue(64);
    }

    @Test
    void trap10ThoughtsAreOutputToolPromptsAreInputAndNothingIsAddedUp() {
        Played played = raw("""
                data: {"candidates":[{"content":{"parts":[{"text":"a"}]}}],"usageMetadata":{"promptTokenCount":50,"candidatesTokenCount":1,"totalTokenCount":51}}

                data: {"candidates":[{"content":{"parts":[{"text":"b"}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":50,"candidatesTokenCount":12,"thoughtsTokenCount":30,"toolUsePromptTokenCount":8,"cachedContentTokenCount":40,"totalTokenCount":100,"trafficType":"ON_DEMAND_FLEX"}}

                """);
        Usage usage = played.response().usage();

        assertThat(usage)
                .isEqualTo(Usage.builder()
                        .input(58)
                        .cachedInput(40)
                        .output(42)
                        .reasoning(30)
                        .build());
        assertThat(usage.vendor()).contains("\"toolUsePromptTokenCount\":8");
        assertThat(played.response().details()).containsEntry("trafficType", "\"ON_DEMAND_FLEX\"");
    }

    @Test
    void trap11WordsOfJsonSchemaOnlyWhereTheyAreKnown() {
        ToolDefinition tool = ToolDefinition.of("f", "", """
                {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","additionalProperties":false,
                 "properties":{"const":{"const":"x"},"$schema":{"type":"string"},
                  "node":{"$ref":"#/definitions/node","description":"left out"}},
                 "definitions":{"node":{"type":["string","null"],"exclusiveMinimum":0}}}""");
        Written written = Written.of(ChatRequest.builder().user("q").tools(tool).build(), NEW);
        JsonNode function = written.at("/tools/0/functionDeclarations/0");

        assertThat(function.has("parameters")).isFalse();
        assertThat(function.path("parametersJsonSchema")).hasToString("""
                {"type":"object","additionalProperties":false,\
                "properties":{"const":{"enum":["x"]},"$schema":{"type":"string"},"node":{"$ref":"#/$defs/node"}},\
                "$defs":{"node":{"type":["string","null"],"exclusiveMinimum":0}}}""");
        assertThat(written.noticed()).containsExactly("DROPPED tool f");
    }

    @Test
    void trap12NoThoughtsAreAskedForWhenThinkingIsOff() {
        ChatRequest off = ChatRequest.builder()
                .user("q")
                .options(o -> o.reasoning(Reasoning.of(Effort.NONE).shown()))
                .build();
        Written written = Written.of(off, "gemini-2.5-flash");

        assertThat(written.at("/generationConfig/thinkingConfig")).hasToString("{\"thinkingBudget\":0}");
        assertThat(written.noticed()).containsExactly("DROPPED thinking");
        ChatRequest shown = ChatRequest.builder()
                .user("q")
                .options(o -> o.reasoning(new Reasoning(null, 0, true)))
                .build();
        assertThat(Written.of(shown, "gemini-2.5-flash-lite").body().has("generationConfig"))
                .as("flash-lite does not think unless it is told to")
                .isFalse();
        assertThat(Written.of(shown, "gemini-2.5-pro").at("/generationConfig/thinkingConfig"))
                .hasToString("{\"includeThoughts\":true}");
    }

    @Test
    void trap13TheErrorIsInAnArray() throws JsonProcessingException {
        String error =
                "[{\"error\":{\"code\":429,\"message\":\"Resource exhausted.\",\"status\":\"RESOURCE_EXHAUSTED\"}}]";

        for (Played played : List.of(whole(error), raw("data: " + error + "\n\n"))) {
            assertThat(played.failure()).isInstanceOf(Refused.class);
            assertThat(((Refused) played.failure())
                            .refusal()
                            .json()
                            .at("/error/status")
                            .asText())
                    .isEqualTo("RESOURCE_EXHAUSTED");
        }
        Played bare = raw(error);
        assertThat(((Refused) bare.failure()).refusal().json()).isEqualTo(Json.read(error));
    }

    @Test
    void trap15AnErrorInsideAStreamIsNoEnd() {
        String text = "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Half \"}]}%s}]}\n\n";
        String error =
                "{\"error\":{\"code\":503,\"message\":\"The service is unavailable.\",\"status\":\"UNAVAILABLE\"}}";

        for (String body : List.of(
                text.formatted("") + "data: " + error + "\n\n",
                text.formatted("") + error.replace(",", ",\n") + "\n",
                // older models give a reason to stop in every event
                text.formatted(",\"finishReason\":\"STOP\"") + error.replace(",", ",\n") + "\n")) {
            Played played = raw(body);

            assertThat(played.failure()).isInstanceOf(Refused.class);
            assertThat(((Refused) played.failure())
                            .refusal()
                            .json()
                            .at("/error/code")
                            .asInt())
                    .isEqualTo(503);
            assertThat(played.response().text()).isEqualTo("Half ");
        }
    }

    @Test
    void trap18AForeignSignatureIsReplacedByTheDummy() {
        ToolCall call = new ToolCall("c", "f", "{}", null, new Opaque(ELSEWHERE, "{\"thoughtSignature\":\"THEIRS\"}"));
        ChatRequest request = ChatRequest.builder()
                .user("q")
                .message(Message.assistant(
                        new Thinking("secret", new Opaque(ELSEWHERE, "{\"thoughtSignature\":\"THEIRS\"}")),
                        new Text("Let me look.", List.of(), new Opaque(ELSEWHERE, "{\"thoughtSignature\":\"THEIRS\"}")),
                        call))
                .message(Message.results(ToolResult.text(call, "1")))
                .build();
        Written written = Written.of(request, NEW);

        assertThat(written.at("/contents/1/parts")).hasToString("""
                [{"text":"Let me look."},\
                {"functionCall":{"name":"f","args":{}},"thoughtSignature":"skip_thought_signature_validator"}]""");
        assertThat(written.noticed()).containsExactly("DROPPED thinking", "DROPPED signature", "MAPPED signature");
        assertThat(Written.of(request, "gemini-2.5-flash").body().toString()).doesNotContain("thoughtSignature");
    }

    @ParameterizedTest
    @CsvSource({
        "ESCALATION, OTHER",
        "LANGUAGE, OTHER",
        "NO_IMAGE, OTHER",
        "FINISH_REASON_UNSPECIFIED, OTHER",
        "CONTINUATION, LENGTH",
        "SAFETY, CONTENT_FILTER",
        "RECITATION, CONTENT_FILTER",
        "SPII, CONTENT_FILTER",
        "BLOCKLIST, CONTENT_FILTER",
        "MODEL_ARMOR, CONTENT_FILTER",
        "PROHIBITED_CONTENT, CONTENT_FILTER",
        "IMAGE_SAFETY, CONTENT_FILTER"
    })
    void trap19ANewReasonEndsAnAnswerLikeAnyOther(String word, StopReason.Kind kind) {
        assertThat(answer("{'text':'x'}", word).response().stopReason()).isEqualTo(new StopReason(kind, word));
    }

    @Test
    void trap20ACleanEndWithoutAReasonIsInterrupted() {
        Played played = raw("data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Half\"}]}}]}\n\n");

        assertThat(played.failure()).isInstanceOf(UnavailableException.class);
        assertThat(whole("{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"x\"}]}}]}")
                        .finished())
                .isFalse();
        assertThat(whole("{}").finished()).isFalse();
        assertThat(whole("null").finished()).isFalse();
        assertThat(raw("").finished()).isFalse();
    }
}
