package dev.interline.wire.converse;

import static dev.interline.wire.Wish.body;
import static dev.interline.wire.Wish.notices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.CacheMark;
import dev.interline.ChatRequest;
import dev.interline.Effort;
import dev.interline.Media;
import dev.interline.Message;
import dev.interline.OutputSchema;
import dev.interline.Part;
import dev.interline.Reasoning;
import dev.interline.StopReason;
import dev.interline.Text;
import dev.interline.Thinking;
import dev.interline.ToolCall;
import dev.interline.ToolChoice;
import dev.interline.ToolDefinition;
import dev.interline.ToolResult;
import dev.interline.error.UnsupportedException;
import dev.interline.wire.Framing;
import dev.interline.wire.Played;
import dev.interline.wire.Refused;
import dev.interline.wire.Told;
import dev.interline.wire.Wish;
import dev.interline.wire.frame.Framed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients of Converse got wrong, one test each. */
class ConverseTrapsTest {
    private static final ToolCall CALL = ToolCall.of("tooluse_1", "tide", "{\"harbour\":\"Cuxhaven\"}");
    private static final ToolDefinition TIDE = ToolDefinition.of("tide", "High water today");

    private static ChatRequest.Builder round() {
        return ChatRequest.builder()
                .user("Can I sail at noon?")
                .message(Message.assistant(CALL))
                .message(Message.results(ToolResult.text(CALL, "High water 12:40")));
    }

    private static JsonNode content(JsonNode body, int message) {
        return body.path("messages").path(message).path("content");
    }

    private static Played answer(String json) {
        return Played.whole(Converse.FORMAT, Told.json(json));
    }

    private static Played said(String content, String stop) {
        return answer("{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":" + content + "}},\"stopReason\":\""
                + stop + "\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"throttlingException", "modelStreamErrorException", "validationException"})
    void exceptionFramesAreNotSkipped(String type) {
        byte[] body = new Framed()
                .text(":message-type", "exception")
                .text(":exception-type", type)
                .with("{\"message\":\"no\"}".getBytes(StandardCharsets.UTF_8));

        Played played = Played.stream(Converse.FORMAT, Framing.EVENT_STREAM, body);

        assertThat(played.failure()).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.refusal().type()).isEqualTo(type);
            assertThat(refused.refusal().json().path("message").asText()).isEqualTo("no");
        });
    }

    @Test
    void errorFramesCarryTheirWordsInHeaders() {
        byte[] body = new Framed()
                .text(":message-type", "error")
                .text(":error-code", "InternalFailure")
                .text(":error-message", "it broke")
                .with(new byte[0]);

        Played played = Played.stream(Converse.FORMAT, Framing.EVENT_STREAM, body);

        assertThat(played.failure()).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.refusal().type()).isEqualTo("InternalFailure");
            assertThat(refused.refusal().text()).contains("it broke");
        });
    }

    @Test
    void anUnknownPathIsAnErrorAtStatus200() {
        Played played = answer(
                "{\"Output\":{\"__type\":\"com.amazon.coral.service#UnknownOperationException\"},\"Version\":\"1.0\"}");

        assertThat(played.failure()).isInstanceOf(Refused.class);
    }

    @Test
    void historyWithToolsWantsAToolConfig() {
        ObjectNode none = body(Converse.FORMAT, round().build(), null);
        ObjectNode forbidden = body(
                Converse.FORMAT, round().tools(TIDE).toolChoice(ToolChoice.NONE).build(), null);

        for (ObjectNode body : List.of(none, forbidden)) {
            assertThat(body.path("toolConfig").path("tools")).hasSize(1);
            assertThat(body.toString()).contains("unavailable").doesNotContain("High water today");
        }
        assertThat(notices(Converse.FORMAT, round().build(), null)).contains("EMULATED tools");
        ChatRequest without = ChatRequest.builder()
                .user("hi")
                .tools(TIDE)
                .toolChoice(ToolChoice.NONE)
                .build();
        assertThat(body(Converse.FORMAT, without, null).has("toolConfig")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn, STOP",
        "stop_sequence, STOP",
        "tool_use, TOOL_CALLS",
        "max_tokens, LENGTH",
        "model_context_window_exceeded, LENGTH",
        "guardrail_intervened, CONTENT_FILTER",
        "content_filtered, CONTENT_FILTER",
        "malformed_model_output, MALFORMED",
        "malformed_tool_use, MALFORMED",
        "never_heard_of, OTHER"
    })
    void noStopReasonThrows(String word, StopReason.Kind kind) {
        Played played = said("[{\"text\":\"x\"}]", word);

        assertThat(played.response().stopReason()).isEqualTo(new StopReason(kind, word));
        assertThat(played.response().text()).isEqualTo("x");
    }

    @Test
    void reasoningStaysBeforeTheCallItLedTo() {
        Thinking signed = new Thinking("tides first", Wish.own(Converse.FORMAT, "{\"signature\":\"s/g==\"}"));
        ChatRequest request = ChatRequest.builder()
                .user("Can I sail?")
                .message(Message.assistant(signed, Text.of("Let me look."), CALL))
                .message(Message.results(ToolResult.text(CALL, "12:40")))
                .tools(TIDE)
                .build();

        JsonNode content = content(body(Converse.FORMAT, request, "claude-sonnet-4-6"), 1);

        assertThat(content.path(0).path("reasoningContent").path("reasoningText"))
                .isEqualTo(Told.json("{\"text\":\"tides first\",\"signature\":\"s/g==\"}"));
        assertThat(content.path(2).has("toolUse")).isTrue();
    }

    @Test
    void redactedContentIsKeptAndReplayed() {
        Played played = said(
                "[{\"reasoningContent\":{\"redactedContent\":\"c2VhbGVk\"}},"
                        + "{\"toolUse\":{\"toolUseId\":\"call_0\",\"name\":\"tide\",\"input\":{}}}]",
                "tool_use");
        Played streamed = Told.converse(
                "contentBlockDelta {\"contentBlockIndex\":0,\"delta\":{\"reasoningContent\":{\"redactedContent\":\"c2VhbGVk\"}}}",
                "contentBlockStop {\"contentBlockIndex\":0}",
                "contentBlockStart {\"contentBlockIndex\":1,\"start\":{\"toolUse\":{\"toolUseId\":\"call_0\",\"name\":\"tide\"}}}",
                "contentBlockStop {\"contentBlockIndex\":1}",
                "messageStop {\"stopReason\":\"tool_use\"}");

        assertThat(streamed.response().message()).isEqualTo(played.response().message());
        assertThat(played.response().toolCalls()).hasSize(1);
        Part sealed = played.response().message().parts().get(0);
        assertThat(sealed.opaque()).isNotNull();
        assertThat(sealed.opaque().json()).isEqualTo("{\"redactedContent\":\"c2VhbGVk\"}");
    }

    @Test
    void unsignedReasoningIsNotSentBack() {
        ChatRequest request = ChatRequest.builder()
                .user("hi")
                .message(Message.assistant(new Thinking("hm", null)))
                .user("well?")
                .build();

        ObjectNode body = body(Converse.FORMAT, request, null);

        assertThat(body.path("messages")).hasSize(1);
        assertThat(content(body, 0)).hasSize(2);
        assertThat(notices(Converse.FORMAT, request, null)).contains("DROPPED thinking");
    }

    @Test
    void theFirstBlockNeedNotBeTheText() {
        Played played =
                said("[{\"reasoningContent\":{\"reasoningText\":{\"text\":\"hm\"}}},{\"text\":\"11\"}]", "end_turn");

        assertThat(played.response().text()).isEqualTo("11");
    }

    @Test
    void emptyTextDeltasAreNoContent() {
        Played played = Told.converse(
                "messageStart {\"role\":\"assistant\"}",
                "contentBlockDelta {\"contentBlockIndex\":0,\"delta\":{\"text\":\"\"}}",
                "contentBlockStop {\"contentBlockIndex\":0}",
                "contentBlockDelta {\"contentBlockIndex\":1,\"delta\":{\"reasoningContent\":{\"text\":\"hm\"}}}",
                "contentBlockDelta {\"contentBlockIndex\":2,\"delta\":{\"text\":\"11\"}}",
                "messageStop {\"stopReason\":\"end_turn\"}");

        assertThat(played.response().message().parts()).hasSize(2);
        assertThat(played.shownText()).isEqualTo("11");
    }

    @Test
    void cachedTokensAreInput() {
        Played played = answer("""
                {"output":{"message":{"content":[{"text":"x"}]}},"stopReason":"end_turn",
                 "usage":{"inputTokens":57,"outputTokens":12,"cacheReadInputTokens":1200,"cacheWriteInputTokens":300}}""");
        Played without = answer("""
                {"output":{"message":{"content":[{"text":"x"}]}},"stopReason":"end_turn",
                 "usage":{"inputTokens":57,"outputTokens":12,"cacheReadInputTokens":null}}""");

        assertThat(played.response().usage().input()).hasValue(1557);
        assertThat(played.response().usage().cachedInput()).hasValue(1200);
        assertThat(played.response().usage().cacheWrites()).hasValue(300);
        assertThat(without.response().usage().input()).hasValue(57);
        assertThat(without.response().usage().cachedInput()).isEmpty();
    }

    @Test
    void theStopSequenceStandsInTheModelsOwnFields() {
        Played played = answer("""
                {"output":{"message":{"content":[{"text":"x"}]}},"stopReason":"stop_sequence",
                 "additionalModelResponseFields":{"delta":{"stop_sequence":"END"}}}""");
        ObjectNode asked = body(
                Converse.FORMAT,
                ChatRequest.builder()
                        .user("hi")
                        .options(o -> o.stopSequences("END"))
                        .build(),
                "claude-haiku-4-5");

        assertThat(played.response().details().get("additionalModelResponseFields"))
                .contains("\"stop_sequence\":\"END\"");
        assertThat(asked.path("additionalModelResponseFieldPaths").path(0).asText())
                .isEqualTo("/delta/stop_sequence");
    }

    @Test
    void aCallWithoutArgumentsHasAnEmptyObject() {
        Played played = Told.converse(
                "contentBlockStart {\"contentBlockIndex\":0,\"start\":{\"toolUse\":{\"toolUseId\":\"t\",\"name\":\"now\"}}}",
                "contentBlockDelta {\"contentBlockIndex\":0,\"delta\":{\"toolUse\":{\"input\":\"\"}}}",
                "contentBlockStop {\"contentBlockIndex\":0}",
                "messageStop {\"stopReason\":\"tool_use\"}");

        ToolCall call = played.response().toolCalls().get(0);
        assertThat(call.arguments()).isEqualTo("{}");
        assertThat(call.problem()).isNull();
    }

    @Test
    void malformedArgumentsAreWrappedInAnObject() {
        ToolCall broken = new ToolCall("t1", "tide", "{\"harbour\":\"Cux", "not JSON", null);
        ToolCall list = new ToolCall("t2", "tide", "[1]", "no object", null);
        ChatRequest request = ChatRequest.builder()
                .user("hi")
                .message(Message.assistant(broken, list))
                .tools(TIDE)
                .build();

        JsonNode content = content(body(Converse.FORMAT, request, null), 1);

        assertThat(content.path(0)
                        .path("toolUse")
                        .path("input")
                        .path("invalid_arguments")
                        .asText())
                .isEqualTo("{\"harbour\":\"Cux");
        assertThat(content.path(1)
                        .path("toolUse")
                        .path("input")
                        .path("invalid_arguments")
                        .asText())
                .isEqualTo("[1]");
        assertThat(notices(Converse.FORMAT, request, null)).contains("MAPPED tool call");
    }

    @Test
    void madeUpToolNamesAreCleaned() {
        ToolCall odd = ToolCall.of("t1", "functions.tide!", "{}");
        ChatRequest request = ChatRequest.builder()
                .user("hi")
                .message(Message.assistant(odd))
                .tools(TIDE)
                .build();

        assertThat(content(body(Converse.FORMAT, request, null), 1)
                        .path(0)
                        .path("toolUse")
                        .path("name")
                        .asText())
                .isEqualTo("functions_tide_");
    }

    @Test
    void anEmptyDescriptionIsLeftOut() {
        ChatRequest request = ChatRequest.builder()
                .user("hi")
                .tools(ToolDefinition.of("now", ""))
                .build();

        assertThat(body(Converse.FORMAT, request, null).toString()).doesNotContain("description");
    }

    @Test
    void fileNamesLoseTheirDotAndStayUnique() {
        Media report = Media.of("application/pdf", new byte[] {1}).named("Q3_report.v2.pdf");
        ChatRequest request = ChatRequest.builder()
                .user(Text.of("compare"), report, report, Media.of("text/csv", new byte[] {1}))
                .build();

        JsonNode content = content(body(Converse.FORMAT, request, null), 0);

        assertThat(content.findValuesAsText("name")).containsExactly("Q3 report v2", "Q3 report v2 2", "document");
        assertThat(content.findValuesAsText("format")).containsExactly("pdf", "pdf", "csv");
    }

    @Test
    void aDocumentIsNeverAlone() {
        ChatRequest request = ChatRequest.builder()
                .user(Media.of("application/pdf", new byte[] {1}))
                .build();

        assertThat(content(body(Converse.FORMAT, request, null), 0).path(0).has("text"))
                .isTrue();
    }

    @Test
    void temperatureAboveOneIsClamped() {
        ChatRequest hot = ChatRequest.builder()
                .user("hi")
                .options(o -> o.temperature(1.7))
                .build();

        for (String family : new String[] {null, "claude-haiku-4-5", "llama-4-scout"}) {
            assertThat(body(Converse.FORMAT, hot, family)
                            .path("inferenceConfig")
                            .path("temperature")
                            .asDouble())
                    .isEqualTo(1);
            assertThat(notices(Converse.FORMAT, hot, family)).contains("MAPPED temperature");
        }
    }

    @Test
    void nothingIsSampledThatWasNotAskedFor() {
        ObjectNode plain = body(Converse.FORMAT, ChatRequest.of("hi"), null);
        ChatRequest set = ChatRequest.builder()
                .user("hi")
                .options(o -> o.temperature(0.5).topP(0.5).topK(40))
                .build();

        assertThat(plain.path("inferenceConfig").properties()).hasSize(1);
        for (String family : new String[] {"claude-opus-4-7", "claude-opus-5-5", "gpt-5.6", "gpt-6-sol"}) {
            ObjectNode body = body(Converse.FORMAT, set, family);
            assertThat(body.path("inferenceConfig").properties()).hasSize(1);
            assertThat(notices(Converse.FORMAT, set, family))
                    .contains("DROPPED temperature", "DROPPED topP", "DROPPED topK");
        }
    }

    @Test
    void zeroIsAValue() {
        ChatRequest request = ChatRequest.builder()
                .user("hi")
                .options(o -> o.temperature(0).topP(0))
                .build();

        JsonNode config = body(Converse.FORMAT, request, null).path("inferenceConfig");
        assertThat(config.path("topP").asDouble(-1)).isZero();
        assertThat(config.path("temperature").asDouble(-1)).isZero();
    }

    @Test
    void argumentsGoThroughAsTheyCame() {
        String arguments = "{\"whole\":12345678901234567890,\"one\":1.0,\"nothing\":null,\"deep\":{\"list\":[1,2.50]}}";
        ChatRequest request = ChatRequest.builder()
                .user("hi")
                .message(Message.assistant(ToolCall.of("t", "tide", arguments)))
                .tools(TIDE)
                .build();

        assertThat(body(Converse.FORMAT, request, null).toString()).contains("\"input\":" + arguments);
        assertThat(said("[{\"toolUse\":{\"toolUseId\":\"t\",\"name\":\"n\",\"input\":" + arguments + "}}]", "tool_use")
                        .response()
                        .toolCalls()
                        .get(0)
                        .arguments())
                .isEqualTo(arguments);
    }

    @Test
    void anUnknownModelGetsWhatWasAskedFor() {
        ChatRequest request = ChatRequest.builder()
                .user("hi")
                .tools(TIDE)
                .toolChoice(ToolChoice.of("tide"))
                .options(o -> o.effort(Effort.HIGH).temperature(0.3))
                .build();

        ObjectNode body = body(Converse.FORMAT, request, "brand-new-model");

        assertThat(body.path("toolConfig")
                        .path("toolChoice")
                        .path("tool")
                        .path("name")
                        .asText())
                .isEqualTo("tide");
        assertThat(body.path("outputConfig").path("effort").asText()).isEqualTo("high");
        assertThat(body.path("inferenceConfig").path("temperature").asDouble()).isEqualTo(0.3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama-3-3", "mistral-large-3", "palmyra-x5"})
    void someTakeNothingBesideResults(String family) {
        ChatRequest request = round().user("And at six?").tools(TIDE).build();

        ObjectNode strict = body(Converse.FORMAT, request, family);
        ObjectNode free = body(Converse.FORMAT, request, "claude-sonnet-4-6");

        assertThat(strict.path("messages").findValuesAsText("role"))
                .containsExactly("user", "assistant", "user", "assistant", "user");
        assertThat(content(strict, 2)).hasSize(1);
        assertThat(notices(Converse.FORMAT, request, family)).contains("MAPPED message");
        assertThat(content(free, 2)).hasSize(2);
        assertThat(content(free, 2).path(0).has("toolResult")).isTrue();
    }

    @Test
    void emptyResultsAndBlankTextsAreNotSent() {
        ToolResult empty = new ToolResult(CALL.id(), "tide", List.of(), false, false, null);
        ChatRequest request = ChatRequest.builder()
                .user(Text.of(" "), Text.of("hi"))
                .message(Message.assistant(Text.of("\n"), CALL))
                .message(Message.results(empty))
                .tools(TIDE)
                .build();

        JsonNode messages = body(Converse.FORMAT, request, null).path("messages");

        assertThat(messages.findValuesAsText("text")).containsExactly("hi", "(no output)");
        assertThatThrownBy(() -> body(
                        Converse.FORMAT,
                        ChatRequest.builder().user(Text.of(" ")).build(),
                        null))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("blank");
    }

    @Test
    void atMostFourCachePointsEachWhereItMayStand() {
        ChatRequest.Builder request = ChatRequest.builder().system("be brief").cacheSystem(CacheMark.LONG);
        for (int i = 0; i < 5; i++) {
            request.message(Message.user("question " + i).cached(CacheMark.SHORT))
                    .assistant("answer");
        }
        request.message(Message.user(Text.of("read"), Media.of("application/pdf", new byte[] {1}))
                .cached(CacheMark.SHORT));
        ObjectNode body = body(Converse.FORMAT, request.build(), "claude-sonnet-4-6");

        assertThat(body.findValues("cachePoint")).hasSize(4);
        assertThat(body.path("system").path(1).path("cachePoint").path("ttl").asText())
                .isEqualTo("1h");
        JsonNode last = content(body, body.path("messages").size() - 1);
        assertThat(last.path(1).has("cachePoint")).isTrue();
        assertThat(last.path(2).has("document")).isTrue();
        assertThat(notices(Converse.FORMAT, request.build(), "claude-sonnet-4-6"))
                .contains("DROPPED cache");
    }

    @Test
    void longerLivedCachePointsComeFirst() {
        ChatRequest request = ChatRequest.builder()
                .system("be brief")
                .cacheSystem(CacheMark.SHORT)
                .message(Message.user("hi").cached(CacheMark.LONG))
                .build();

        assertThat(body(Converse.FORMAT, request, "claude-sonnet-4-6").findValuesAsText("ttl"))
                .containsExactly("1h", "1h");
        assertThat(body(Converse.FORMAT, request, "nova-pro").findValuesAsText("ttl"))
                .isEmpty();
    }

    @Test
    void novaRefusesACachePointAfterResults() {
        ChatRequest request = ChatRequest.builder()
                .user("hi")
                .message(Message.assistant(CALL))
                .message(Message.results(ToolResult.text(CALL, "12:40")).cached(CacheMark.SHORT))
                .tools(TIDE)
                .build();

        assertThat(body(Converse.FORMAT, request, "nova-pro").findValues("cachePoint"))
                .isEmpty();
        assertThat(body(Converse.FORMAT, request, "claude-sonnet-4-6").findValues("cachePoint"))
                .hasSize(1);
    }

    @Test
    void effortIsASiblingOfThinking() {
        ChatRequest request = ChatRequest.builder()
                .user("hi")
                .options(o -> o.effort(Effort.MAX))
                .build();

        assertThat(body(Converse.FORMAT, request, "claude-opus-4-6").path("additionalModelRequestFields"))
                .isEqualTo(Told.json("{\"thinking\":{\"type\":\"adaptive\"},\"output_config\":{\"effort\":\"max\"}}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            gpt-6-sol | minimal | {"reasoning":{"effort":"none"}}
            gpt-5.6 | xhigh | {"reasoning":{"effort":"xhigh"}}
            gpt-oss-120b | none | {"reasoning_effort":"low"}
            nova-2-lite | medium | {"reasoningConfig":{"type":"enabled","maxReasoningEffort":"medium"}}
            nova-2-lite | none | {"reasoningConfig":{"type":"disabled"}}
            qwen3-32b | medium | {"reasoning_config":"low"}
            claude-sonnet-4-5 | low | {"thinking":{"type":"enabled","budget_tokens":2048}}
            claude-opus-5-5 | none | {"output_config":{"effort":"low"}}
            claude-opus-5 | none | {"thinking":{"type":"disabled"}}
            claude-opus-4-6 | xhigh | {"thinking":{"type":"adaptive"},"output_config":{"effort":"high"}}
            """)
    void eachMakerHasItsOwnWordForReasoning(String family, String effort, String fields) {
        ChatRequest request = ChatRequest.builder()
                .user("hi")
                .options(o -> o.effort(Effort.of(effort)))
                .build();

        assertThat(body(Converse.FORMAT, request, family).path("additionalModelRequestFields"))
                .isEqualTo(Told.json(fields));
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama-4-scout", "nova-pro", "mistral-large-3", "deepseek-r1"})
    void othersCannotBeToldToReason(String family) {
        ChatRequest request = ChatRequest.builder()
                .user("hi")
                .options(o -> o.reasoning(Reasoning.budget(4000)))
                .build();

        assertThat(body(Converse.FORMAT, request, family).has("additionalModelRequestFields"))
                .isFalse();
        assertThat(notices(Converse.FORMAT, request, family)).contains("DROPPED reasoning");
    }

    @Test
    void topKHasADifferentPlaceForEachMaker() {
        ChatRequest request =
                ChatRequest.builder().user("hi").options(o -> o.topK(40)).build();

        assertThat(body(Converse.FORMAT, request, "claude-haiku-4-5").path("additionalModelRequestFields"))
                .isEqualTo(Told.json("{\"top_k\":40}"));
        assertThat(body(Converse.FORMAT, request, "nova-lite").path("additionalModelRequestFields"))
                .isEqualTo(Told.json("{\"inferenceConfig\":{\"topK\":40}}"));
        assertThat(notices(Converse.FORMAT, request, null)).contains("DROPPED topK");
    }

    @Test
    void mistralsIdsAreNineCharacters() {
        ChatRequest request = round().tools(TIDE).build();

        JsonNode messages = body(Converse.FORMAT, request, "mistral-large-3").path("messages");

        String id = messages.findValuesAsText("toolUseId").get(0);
        assertThat(id).matches("[a-zA-Z0-9]{9}");
        assertThat(messages.findValuesAsText("toolUseId")).containsExactly(id, id);
    }

    @Test
    void whatMayBeForcedDependsOnTheModel() {
        ChatRequest request = ChatRequest.builder()
                .user("hi")
                .tools(TIDE, ToolDefinition.of("now", "The time"))
                .toolChoice(ToolChoice.of("tide"))
                .build();

        JsonNode llama = body(Converse.FORMAT, request, "llama-4-scout").path("toolConfig");
        JsonNode mistral = body(Converse.FORMAT, request, "mistral-large-3").path("toolConfig");
        JsonNode always = body(Converse.FORMAT, request, "claude-sonnet-5-5").path("toolConfig");
        JsonNode claude = body(Converse.FORMAT, request, "claude-sonnet-4-6").path("toolConfig");

        assertThat(llama.has("toolChoice")).isFalse();
        assertThat(mistral.path("toolChoice")).isEqualTo(Told.json("{\"any\":{}}"));
        assertThat(mistral.path("tools")).hasSize(1);
        assertThat(always.has("toolChoice")).isFalse();
        assertThat(claude.path("toolChoice")).isEqualTo(Told.json("{\"tool\":{\"name\":\"tide\"}}"));
        assertThat(claude.path("tools")).hasSize(2);
        assertThatThrownBy(() -> body(Converse.FORMAT, request, "deepseek-r1"))
                .isInstanceOf(UnsupportedException.class);
    }

    @Test
    void someModelsKeepToASchemaAndOthersAreHelped() {
        ChatRequest request = ChatRequest.builder()
                .user("Who?")
                .output(OutputSchema.of("person", """
                        {"type":"object","properties":{"age":{"type":"integer","minimum":0}},"required":["age"]}"""))
                .build();

        ObjectNode setting = body(Converse.FORMAT, request, "claude-sonnet-4-5");
        ObjectNode tool = body(Converse.FORMAT, request, "claude-opus-4-8");
        ObjectNode words = body(Converse.FORMAT, request, "claude-opus-5-5");

        JsonNode schema = setting.path("outputConfig")
                .path("textFormat")
                .path("structure")
                .path("jsonSchema");
        assertThat(Told.json(schema.path("schema").asText())).isEqualTo(Told.json("""
                        {"type":"object","properties":{"age":{"type":"integer","description":"(minimum: 0)"}},
                         "required":["age"],"additionalProperties":false}"""));
        assertThat(tool.path("toolConfig")
                        .path("toolChoice")
                        .path("tool")
                        .path("name")
                        .asText())
                .isEqualTo(tool.findValue("toolSpec").path("name").asText());
        assertThat(words.path("system").path(0).path("text").asText()).contains("\"minimum\":0");
        assertThat(notices(Converse.FORMAT, request, "claude-opus-5-5")).contains("EMULATED output");
    }

    @Test
    void anAnswerGivenByToolIsTextAgain() {
        ChatRequest request = ChatRequest.builder()
                .user("Who?")
                .output(OutputSchema.of("person", "{\"type\":\"object\"}"))
                .build();
        String name = body(Converse.FORMAT, request, "nova-pro")
                .findValue("toolSpec")
                .path("name")
                .asText();

        Played whole = said(
                "[{\"toolUse\":{\"toolUseId\":\"t\",\"name\":\"" + name + "\",\"input\":{\"age\":7}}}]", "tool_use");
        Played streamed = Told.converse(
                "contentBlockStart {\"contentBlockIndex\":0,\"start\":{\"toolUse\":{\"toolUseId\":\"t\",\"name\":\""
                        + name + "\"}}}",
                "contentBlockDelta {\"contentBlockIndex\":0,\"delta\":{\"toolUse\":{\"input\":\"{\\\"age\\\"\"}}}",
                "contentBlockDelta {\"contentBlockIndex\":0,\"delta\":{\"toolUse\":{\"input\":\":7}\"}}}",
                "contentBlockStop {\"contentBlockIndex\":0}",
                "messageStop {\"stopReason\":\"tool_use\"}");

        for (Played played : List.of(whole, streamed)) {
            assertThat(played.response().text()).isEqualTo("{\"age\":7}");
            assertThat(played.response().toolCalls()).isEmpty();
            assertThat(played.response().stopReason().kind()).isEqualTo(StopReason.Kind.STOP);
        }
    }

    @Test
    void referencesThatCannotBeReadAreRefusedByName() {
        ChatRequest web = ChatRequest.builder()
                .user(Text.of("look"), Media.of("image/png", java.net.URI.create("https://example.com/a.png")))
                .build();
        Media stored =
                new Media(Media.Type.IMAGE, "image/png", new Media.CloudObject("s3://bucket/key.png"), null, null);
        ChatRequest store = ChatRequest.builder().user(Text.of("look"), stored).build();

        assertThatThrownBy(() -> body(Converse.FORMAT, web, null))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("IMAGE")
                .hasMessageContaining("bytes");
        assertThatThrownBy(() -> body(Converse.FORMAT, store, "claude-sonnet-4-6"))
                .isInstanceOf(UnsupportedException.class);
        assertThat(body(Converse.FORMAT, store, "nova-pro").findValuesAsText("uri"))
                .containsExactly("s3://bucket/key.png");
    }

    @Test
    void toolsOfTheServiceAreKeptAsTheyCame() {
        Played streamed = Told.converse(
                "contentBlockStart {\"contentBlockIndex\":0,\"start\":{\"toolUse\":{\"toolUseId\":\"t\",\"name\":\"nova_code_interpreter\",\"type\":\"server_tool_use\"}}}",
                "contentBlockDelta {\"contentBlockIndex\":0,\"delta\":{\"toolUse\":{\"input\":\"{\\\"a\\\":1}\"}}}",
                "contentBlockStop {\"contentBlockIndex\":0}",
                "contentBlockStart {\"contentBlockIndex\":1,\"start\":{\"toolResult\":{\"toolUseId\":\"t\",\"type\":\"x\",\"status\":\"success\"}}}",
                "contentBlockDelta {\"contentBlockIndex\":1,\"delta\":{\"toolResult\":[{\"text\":\"1\"}]}}",
                "contentBlockStop {\"contentBlockIndex\":1}",
                "contentBlockStart {\"contentBlockIndex\":2,\"start\":{\"toolUse\":{\"toolUseId\":\"u\",\"name\":\"tide\"}}}",
                "contentBlockStop {\"contentBlockIndex\":2}",
                "messageStop {\"stopReason\":\"tool_use\"}");

        assertThat(streamed.response().message().parts())
                .extracting(Part::kind)
                .containsExactly(Part.Kind.OTHER, Part.Kind.OTHER, Part.Kind.TOOL_CALL);
        assertThat(streamed.response().message().parts().get(0).opaque().json())
                .isEqualTo(
                        "{\"toolUse\":{\"toolUseId\":\"t\",\"name\":\"nova_code_interpreter\",\"type\":\"server_tool_use\",\"input\":{\"a\":1}}}");
        assertThat(streamed.response().message().parts().get(1).opaque().json())
                .contains("\"content\":[{\"text\":\"1\"}]");
    }

    @Test
    void picturesInAnAnswerAreMedia() {
        Played streamed = Told.converse(
                "contentBlockStart {\"contentBlockIndex\":0,\"start\":{\"image\":{\"format\":\"png\"}}}",
                "contentBlockDelta {\"contentBlockIndex\":0,\"delta\":{\"image\":{\"source\":{\"bytes\":\"AQI=\"}}}}",
                "contentBlockStop {\"contentBlockIndex\":0}",
                "messageStop {\"stopReason\":\"end_turn\"}");
        Played whole = said("[{\"image\":{\"format\":\"png\",\"source\":{\"bytes\":\"AQI=\"}}}]", "end_turn");

        assertThat(whole.response().message()).isEqualTo(streamed.response().message());
        assertThat(whole.response().message().parts().get(0)).isEqualTo(Media.of("image/png", new byte[] {1, 2}));
    }

    @Test
    void aStreamWithoutMetadataIsWholeAndItsUsageUnknown() {
        Played played = Told.converse(
                "contentBlockDelta {\"contentBlockIndex\":0,\"delta\":{\"text\":\"11\"}}",
                "messageStop {\"stopReason\":\"end_turn\"}");
        Played cut = Told.converse("contentBlockDelta {\"contentBlockIndex\":0,\"delta\":{\"text\":\"11\"}}");

        assertThat(played.finished()).isTrue();
        assertThat(played.response().usage().isKnown()).isFalse();
        assertThat(cut.finished()).isFalse();
    }
}
