package dev.interline.wire.anthropic;

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
import dev.interline.Refusal;
import dev.interline.StopReason;
import dev.interline.Text;
import dev.interline.Thinking;
import dev.interline.ToolCall;
import dev.interline.ToolChoice;
import dev.interline.ToolDefinition;
import dev.interline.ToolResult;
import dev.interline.error.UnreadableException;
import dev.interline.error.UnsupportedException;
import dev.interline.wire.Played;
import dev.interline.wire.Refused;
import dev.interline.wire.Told;
import dev.interline.wire.Wish;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients of Messages got wrong, one test each. */
class MessagesTrapsTest {
    private static final String START =
            "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"model\":\"claude\",\"content\":[],\"stop_reason\":null,"
                    + "\"usage\":{\"input_tokens\":21,\"cache_read_input_tokens\":2048,\"cache_creation_input_tokens\":0,\"output_tokens\":3}}}";
    private static final String TEXT =
            "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}";
    private static final String HELLO =
            "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Hello\"}}";
    private static final String END =
            "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"input_tokens\":null,\"output_tokens\":17}}";
    private static final String STOP = "{\"type\":\"message_stop\"}";

    private static final ToolCall CALL = ToolCall.of("toolu_1", "tide", "{}");
    private static final ToolCall OTHER_CALL = ToolCall.of("toolu_2", "wind", "{}");
    private static final ToolDefinition TIDE = ToolDefinition.of("tide", "High water today");

    private static Played said(String content, String stop) {
        return Played.whole(
                Messages.FORMAT,
                Told.json("{\"id\":\"msg_1\",\"type\":\"message\",\"content\":" + content + ",\"stop_reason\":\"" + stop
                        + "\"}"));
    }

    private static JsonNode content(JsonNode body, int message) {
        return body.path("messages").path(message).path("content");
    }

    private static ChatRequest asking(java.util.function.Consumer<dev.interline.Options.Builder> options) {
        return ChatRequest.builder().user("hi").options(options).build();
    }

    @Test
    void forcedToolsAreRefusedBySomeAndByOthersWhileTheyThink() {
        ChatRequest request = ChatRequest.builder()
                .user("hi")
                .tools(TIDE)
                .toolChoice(ToolChoice.REQUIRED)
                .options(o -> o.reasoning(Reasoning.budget(2000)))
                .build();

        for (String family : new String[] {"claude-opus-5-5", "claude-fable-5-1", "claude-sonnet-4-5"}) {
            assertThat(body(Messages.FORMAT, request, family).has("tool_choice"))
                    .isFalse();
            assertThat(notices(Messages.FORMAT, request, family)).contains("DROPPED toolChoice");
        }
        for (String family : new String[] {"claude-fable-5", "claude-opus-5", "claude-sonnet-5"}) {
            assertThat(body(Messages.FORMAT, request, family).path("tool_choice"))
                    .isEqualTo(Told.json("{\"type\":\"any\"}"));
        }
    }

    @Test
    void aFormIsAskedForInTheWayTheModelTakes() {
        ChatRequest request = ChatRequest.builder()
                .user("Who?")
                .output(OutputSchema.of(
                        "person", "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"}}}"))
                .build();

        assertThat(body(Messages.FORMAT, request, "claude-opus-5-5")
                        .path("output_config")
                        .path("format"))
                .isEqualTo(Told.json("""
                                {"type":"json_schema","schema":{"type":"object","properties":{"name":{"type":"string"}},
                                 "additionalProperties":false}}"""));
        ObjectNode byTool = body(Messages.FORMAT, request, "claude-3-5-haiku");
        assertThat(byTool.path("tool_choice").path("name").asText())
                .isEqualTo(byTool.path("tools").path(0).path("name").asText());
        assertThat(notices(Messages.FORMAT, request, "claude-3-5-haiku")).contains("EMULATED output");
    }

    @Test
    void aRecursiveFormIsAskedForInWords() {
        ChatRequest request = ChatRequest.builder()
                .user("Who?")
                .tools(TIDE)
                .toolChoice(ToolChoice.REQUIRED)
                .output(OutputSchema.of("tree", """
                        {"type":"object","properties":{"children":{"type":"array","items":{"$ref":"#/$defs/node"}}},
                         "$defs":{"node":{"type":"object","properties":{"next":{"$ref":"#/$defs/node"}}}}}"""))
                .build();

        ObjectNode body = body(Messages.FORMAT, request, "claude-opus-5");

        assertThat(body.has("output_config")).isFalse();
        assertThat(body.path("system").path(0).path("text").asText()).contains("$defs");
    }

    @Test
    void nothingIsSampledThatWasNotAskedFor() {
        ObjectNode plain = body(Messages.FORMAT, ChatRequest.of("hi"), null);
        assertThat(plain.properties())
                .extracting(java.util.Map.Entry::getKey)
                .containsExactly("model", "max_tokens", "messages");

        ChatRequest set = asking(o -> o.temperature(0.5).topP(0.9).topK(5));
        assertThat(notices(Messages.FORMAT, set, "claude-opus-4-7"))
                .contains("DROPPED temperature", "DROPPED topP", "DROPPED topK");
        ObjectNode both = body(Messages.FORMAT, set, "claude-haiku-4-5");
        assertThat(both.path("temperature").asDouble()).isEqualTo(0.5);
        assertThat(both.has("top_p")).isFalse();
        assertThat(notices(Messages.FORMAT, set, "claude-haiku-4-5")).contains("DROPPED topP");
        assertThat(body(Messages.FORMAT, set, null).path("top_p").asDouble()).isEqualTo(0.9);
    }

    @Test
    void withABudgetNothingIsSampled() {
        ChatRequest set = asking(o -> o.temperature(0.5).topK(5).reasoning(Reasoning.budget(2000)));

        ObjectNode body = body(Messages.FORMAT, set, "claude-sonnet-4-5");

        assertThat(body.path("thinking")).isEqualTo(Told.json("{\"type\":\"enabled\",\"budget_tokens\":2000}"));
        assertThat(body.has("temperature")).isFalse();
        assertThat(body.has("top_k")).isFalse();
    }

    @Test
    void aBudgetStaysBelowTheCapAndAboveTheLeast() {
        ObjectNode small = body(
                Messages.FORMAT,
                asking(o -> o.maxOutputTokens(4000).reasoning(Reasoning.budget(100))),
                "claude-sonnet-4-5");
        ObjectNode large = body(
                Messages.FORMAT,
                asking(o -> o.maxOutputTokens(4000).reasoning(Reasoning.budget(9000))),
                "claude-sonnet-4-5");
        ObjectNode none = body(
                Messages.FORMAT,
                asking(o -> o.maxOutputTokens(500).reasoning(Reasoning.budget(2000))),
                "claude-sonnet-4-5");
        ObjectNode unset =
                body(Messages.FORMAT, asking(o -> o.reasoning(Reasoning.budget(40_000))), "claude-sonnet-4-5");

        assertThat(small.path("thinking").path("budget_tokens").asInt()).isEqualTo(1024);
        assertThat(large.path("thinking").path("budget_tokens").asInt()).isEqualTo(3999);
        assertThat(none.has("thinking")).isFalse();
        assertThat(unset.path("max_tokens").asInt()).isEqualTo(48_192);
        assertThat(unset.path("thinking").path("budget_tokens").asInt()).isEqualTo(40_000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            - | high | {"type":"adaptive"} | high
            claude-3-5-sonnet | high | - | -
            claude-3-7-sonnet | medium | {"type":"enabled","budget_tokens":8192} | -
            claude-opus-4-1 | none | {"type":"disabled"} | -
            claude-opus-4-5-20251101 | max | {"type":"enabled","budget_tokens":24576} | high
            claude-sonnet-4-6 | minimal | {"type":"adaptive"} | low
            claude-opus-4-8 | xhigh | {"type":"adaptive"} | xhigh
            anthropic/claude-sonnet-5 | none | {"type":"disabled"} | -
            claude-opus-5-5 | none | - | low
            claude-sonnet-5-5 | none | {"type":"between_tools"} | low
            claude-fable-5 | max | {"type":"adaptive"} | max
            claude-opus-7 | none | - | low
            """)
    void eachGenerationThinksInItsOwnWay(String family, String effort, String thinking, String word) {
        ObjectNode body = body(Messages.FORMAT, asking(o -> o.effort(Effort.of(effort))), family);

        assertThat(body.get("thinking")).isEqualTo(thinking == null ? null : Told.json(thinking));
        assertThat(body.path("output_config").path("effort").asText(null)).isEqualTo(word);
    }

    @Test
    void budgetsBecomeEffortWhereTheyAreRefused() {
        ChatRequest request = asking(o -> o.reasoning(Reasoning.budget(4000).shown()));

        ObjectNode body = body(Messages.FORMAT, request, "claude-opus-4-8");

        assertThat(body.path("thinking")).isEqualTo(Told.json("{\"type\":\"adaptive\",\"display\":\"summarized\"}"));
        assertThat(body.path("output_config").path("effort").asText()).isEqualTo("medium");
        assertThat(notices(Messages.FORMAT, request, "claude-opus-4-8")).contains("MAPPED budget");
    }

    @Test
    void thoughtsStayBetweenCallAndResultUnchanged() {
        Thinking signed = new Thinking("", Wish.own(Messages.FORMAT, "{\"signature\":\"ErUB/=\"}"));
        Thinking redacted =
                new Thinking("", Wish.own(Messages.FORMAT, "{\"type\":\"redacted_thinking\",\"data\":\"Em==\"}"));
        Thinking foreign = new Thinking("mine", Wish.foreign("{\"signature\":\"x\"}"));
        ChatRequest request = ChatRequest.builder()
                .user("Can I sail?")
                .message(Message.assistant(signed, redacted, foreign, Text.of("Let me look."), CALL))
                .message(Message.results(ToolResult.text(CALL, "12:40")))
                .tools(TIDE)
                .build();

        JsonNode content = content(body(Messages.FORMAT, request, "claude-sonnet-4-6"), 1);

        assertThat(content.path(0))
                .isEqualTo(Told.json("{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"ErUB/=\"}"));
        assertThat(content.path(1)).isEqualTo(Told.json("{\"type\":\"redacted_thinking\",\"data\":\"Em==\"}"));
        assertThat(content.findValuesAsText("type"))
                .containsExactly("thinking", "redacted_thinking", "text", "tool_use");
        assertThat(notices(Messages.FORMAT, request, "claude-sonnet-4-6")).contains("DROPPED thinking");
    }

    @Test
    void aRoundOfToolsBegunElsewhereIsEndedWithoutABudget() {
        ChatRequest request = ChatRequest.builder()
                .user("Can I sail?")
                .message(Message.assistant(new Thinking("hm", Wish.foreign("{}")), CALL))
                .message(Message.results(ToolResult.text(CALL, "12:40")))
                .tools(TIDE)
                .options(o -> o.reasoning(Reasoning.budget(2000)))
                .build();

        assertThat(body(Messages.FORMAT, request, "claude-sonnet-4-5").has("thinking"))
                .isFalse();
        assertThat(notices(Messages.FORMAT, request, "claude-sonnet-4-5")).contains("DROPPED reasoning");
    }

    @Test
    void everyCallHasItsResultFirstInTheNextMessage() {
        ChatRequest request = ChatRequest.builder()
                .user("Can I sail?")
                .message(Message.assistant(CALL, OTHER_CALL))
                .message(Message.results(ToolResult.failed(OTHER_CALL, "no wind")))
                .user("Well?")
                .tools(TIDE)
                .build();

        JsonNode content = content(body(Messages.FORMAT, request, null), 2);

        assertThat(content.findValuesAsText("tool_use_id")).containsExactly("toolu_1", "toolu_2");
        assertThat(content.path(1).path("is_error").asBoolean()).isTrue();
        assertThat(content.path(2).path("text").asText()).isEqualTo("Well?");
    }

    @Test
    void cachedTokensAreInput() {
        Played played = Told.messages(START, TEXT, HELLO, END, STOP);

        assertThat(played.response().usage().input()).hasValue(2069);
        assertThat(played.response().usage().cachedInput()).hasValue(2048);
        assertThat(played.response().usage().output()).hasValue(17);
        assertThat(played.response().usage().reasoning()).isEmpty();
        Played thoughts = Played.whole(Messages.FORMAT, Told.json("""
                        {"content":[],"stop_reason":"end_turn",
                         "usage":{"input_tokens":1,"output_tokens":17,"output_tokens_details":{"thinking_tokens":9}}}"""));
        assertThat(thoughts.response().usage().reasoning()).hasValue(9);
        assertThat(thoughts.response().usage().cachedInput()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn, STOP",
        "stop_sequence, STOP",
        "max_tokens, LENGTH",
        "model_context_window_exceeded, LENGTH",
        "tool_use, TOOL_CALLS",
        "pause_turn, PAUSED",
        "refusal, REFUSAL",
        "compaction, OTHER"
    })
    void everyStopReasonIsAnAnswer(String word, StopReason.Kind kind) {
        assertThat(said("[{\"type\":\"text\",\"text\":\"x\"}]", word).response().stopReason())
                .isEqualTo(new StopReason(kind, word));
    }

    @Test
    void aRefusalKeepsItsWordsAndItsCategory() {
        Played played = Told.messages(START, TEXT, HELLO, """
                {"type":"message_delta","delta":{"stop_reason":"refusal",
                 "stop_details":{"type":"refusal","category":"cyber","explanation":"Not this."}},"usage":{"output_tokens":2}}""", STOP);

        assertThat(played.response().stopReason().kind()).isEqualTo(StopReason.Kind.REFUSAL);
        assertThat(played.response().message().parts())
                .containsExactly(Text.of("Hello"), new Refusal("Not this.", null));
        assertThat(played.response().details().get("stop_details")).contains("cyber");
    }

    @Test
    void nothingIsWholeWithoutMessageStop() {
        assertThat(Told.messages(START, TEXT, HELLO, END).finished()).isFalse();
        assertThat(Told.messages(START, TEXT, HELLO, END, STOP).finished()).isTrue();
        assertThat(Told.messages(START, TEXT, HELLO, END, STOP).response().text())
                .isEqualTo("Hello");
    }

    @Test
    void aRepeatedStartIsToleratedAndASplicedStreamIsNot() {
        assertThat(Told.messages(START, START, TEXT, HELLO, END, STOP).finished())
                .isTrue();
        assertThat(Told.messages(START, TEXT, HELLO, START.replace("msg_1", "msg_2"), END, STOP)
                        .failure())
                .isInstanceOf(UnreadableException.class);
    }

    @Test
    void anErrorInTheStreamIsOne() {
        String error =
                "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"},\"request_id\":\"req_1\"}";

        Played played = Told.messages(START, TEXT, HELLO, error);

        assertThat(played.failure())
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.refusal()
                                        .json()
                                        .path("error")
                                        .path("type")
                                        .asText())
                                .isEqualTo("overloaded_error"));
        assertThat(played.response().text()).isEqualTo("Hello");
        assertThat(Told.messages(START, "[{\"error\":{\"code\":429}}]").failure())
                .isInstanceOf(Refused.class);
    }

    @Test
    void newEventsDeltasAndBlocksAreToleratedAndKept() {
        Played played = Told.messages(
                START,
                "{\"type\":\"ping\"}",
                "{\"type\":\"weather_report\",\"sunny\":true}",
                "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"server_tool_use\",\"id\":\"srv\",\"name\":\"web_search\",\"input\":{}}}",
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"query\\\":\"}}",
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"\\\"tide\\\"}\"}}",
                "{\"type\":\"content_block_stop\",\"index\":0}",
                "{\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"web_search_tool_result\",\"tool_use_id\":\"srv\",\"content\":[{\"x\":1.50}]}}",
                "{\"type\":\"content_block_stop\",\"index\":1}",
                "{\"type\":\"content_block_start\",\"index\":2,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}",
                "{\"type\":\"content_block_delta\",\"index\":2,\"delta\":{\"type\":\"mood_delta\",\"mood\":\"good\"}}",
                "{\"type\":\"content_block_delta\",\"index\":2,\"delta\":{\"type\":\"citations_delta\",\"citation\":{\"type\":\"web_search_result_location\",\"url\":\"https://example.com\",\"title\":\"T\",\"cited_text\":\"q\",\"encrypted_index\":\"e==\"}}}",
                "{\"type\":\"content_block_delta\",\"index\":2,\"delta\":{\"type\":\"text_delta\",\"text\":\"12:40\"}}",
                END,
                STOP);

        List<Part> parts = played.response().message().parts();
        assertThat(parts).extracting(Part::kind).containsExactly(Part.Kind.OTHER, Part.Kind.OTHER, Part.Kind.TEXT);
        assertThat(parts.get(0).opaque().json())
                .isEqualTo(
                        "{\"type\":\"server_tool_use\",\"id\":\"srv\",\"name\":\"web_search\",\"input\":{\"query\":\"tide\"}}");
        assertThat(parts.get(1).opaque().json()).contains("1.50");
        assertThat(((Text) parts.get(2)).citations().get(0).url()).isEqualTo("https://example.com");
        assertThat(played.response().details()).containsKey("mood_delta");
    }

    @Test
    void omittedThoughtsLeaveTheirSignature() {
        Played played = Told.messages(
                START,
                "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}}",
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"signature_delta\",\"signature\":\"ErUB\"}}",
                "{\"type\":\"content_block_stop\",\"index\":0}",
                END,
                STOP);

        Part thoughts = played.response().message().parts().get(0);
        assertThat(thoughts.kind()).isEqualTo(Part.Kind.THINKING);
        assertThat(thoughts.opaque().json()).isEqualTo("{\"signature\":\"ErUB\"}");
    }

    @Test
    void argumentsAreJoinedAndTheirPlaceholderIsNot() {
        Played played = Told.messages(
                START,
                "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"tide\",\"input\":{}}}",
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"\"}}",
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"a\\\": \\\"Cux\"}}",
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"haven\\\"}\"}}",
                "{\"type\":\"content_block_stop\",\"index\":0}",
                "{\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"tool_use\",\"id\":\"u\",\"name\":\"now\",\"input\":{}}}",
                "{\"type\":\"content_block_stop\",\"index\":1}",
                END,
                STOP);

        assertThat(played.response().toolCalls())
                .extracting(ToolCall::arguments)
                .containsExactly("{\"a\": \"Cuxhaven\"}", "{}");
    }

    @Test
    void anEmptyAnswerIsAnAnswer() {
        Played played = said("[]", "end_turn");

        assertThat(played.finished()).isTrue();
        assertThat(played.response().message().parts()).isEmpty();
    }

    @Test
    void anAnswerIsNotBegunForModelsThatRefuseIt() {
        ChatRequest request = ChatRequest.builder()
                .user("Count to ten")
                .assistant("One, two, ")
                .build();

        assertThatThrownBy(() -> body(Messages.FORMAT, request, "claude-opus-4-6"))
                .isInstanceOf(UnsupportedException.class);
        assertThat(content(body(Messages.FORMAT, request, "claude-haiku-4-5"), 1)
                        .path(0)
                        .path("text")
                        .asText())
                .isEqualTo("One, two,");
    }

    @Test
    void theCapIsAlwaysSent() {
        assertThat(body(Messages.FORMAT, ChatRequest.of("hi"), null)
                        .path("max_tokens")
                        .asInt())
                .isEqualTo(32_768);
        assertThat(body(Messages.FORMAT, ChatRequest.of("hi"), "claude-opus-4-1")
                        .path("max_tokens")
                        .asInt())
                .isEqualTo(32_000);
        assertThat(body(Messages.FORMAT, ChatRequest.of("hi"), "claude-3-haiku")
                        .path("max_tokens")
                        .asInt())
                .isEqualTo(4_096);
        assertThat(Wish.encode(
                                Messages.FORMAT,
                                ChatRequest.of("hi"),
                                Wish.target(null).toBuilder().reasons(false).build(),
                                true)
                        .body()
                        .path("max_tokens")
                        .asInt())
                .isEqualTo(8_192);
        assertThat(notices(Messages.FORMAT, ChatRequest.of("hi"), null)).containsExactly("DEFAULTED maxOutputTokens");
    }

    @Test
    void atMostFourMarksOnBlocksThatTakeThem() {
        ChatRequest.Builder request = ChatRequest.builder()
                .system("be brief")
                .cacheSystem(CacheMark.LONG)
                .tools(TIDE);
        for (int i = 0; i < 5; i++) {
            request.message(Message.user("question " + i).cached(CacheMark.SHORT))
                    .assistant("answer");
        }
        request.message(Message.user("last"));
        ObjectNode body = body(Messages.FORMAT, request.build(), null);

        assertThat(body.findValues("cache_control")).hasSize(4);
        assertThat(body.path("system").path(0).path("cache_control"))
                .isEqualTo(Told.json("{\"type\":\"ephemeral\",\"ttl\":\"1h\"}"));
        assertThat(body.path("messages").findValues("cache_control").get(0))
                .isEqualTo(Told.json("{\"type\":\"ephemeral\"}"));
    }

    @Test
    void mediaAreWrittenOrRefusedByName() {
        ChatRequest request = ChatRequest.builder()
                .user(
                        Media.of("image/jpeg", new byte[] {1}),
                        Media.of("image/png", URI.create("https://example.com/a.png")),
                        Media.of("application/pdf", new byte[] {1}).named("a.pdf"),
                        Media.of("text/markdown", new byte[] {'#'}),
                        new Media(
                                Media.Type.DOCUMENT,
                                "application/pdf",
                                new Media.FileId(Wish.MODEL.cloud(), "file_1"),
                                null,
                                null))
                .build();

        JsonNode content = content(body(Messages.FORMAT, request, null), 0);

        assertThat(content.path(0).path("source"))
                .isEqualTo(Told.json("{\"type\":\"base64\",\"media_type\":\"image/jpeg\",\"data\":\"AQ==\"}"));
        assertThat(content.path(1).path("source").path("type").asText()).isEqualTo("url");
        assertThat(content.path(2).path("title").asText()).isEqualTo("a.pdf");
        assertThat(content.path(3).path("source"))
                .isEqualTo(Told.json("{\"type\":\"text\",\"media_type\":\"text/plain\",\"data\":\"#\"}"));
        assertThat(content.path(4).path("source").path("file_id").asText()).isEqualTo("file_1");
        for (Media media : List.of(
                Media.of("audio/wav", new byte[] {1}),
                Media.of("video/mp4", new byte[] {1}),
                Media.of("image/tiff", new byte[] {1}),
                Media.of("application/zip", new byte[] {1}),
                new Media(Media.Type.IMAGE, "image/png", new Media.CloudObject("gs://b/o"), null, null),
                new Media(Media.Type.IMAGE, "image/png", new Media.FileId("azure", "f"), null, null))) {
            assertThatThrownBy(() -> body(
                            Messages.FORMAT, ChatRequest.builder().user(media).build(), null))
                    .isInstanceOf(UnsupportedException.class)
                    .hasMessageContaining(media.type().toString());
        }
    }

    @Test
    void historyWithCallsHasTools() {
        ChatRequest request = ChatRequest.builder()
                .user("hi")
                .message(Message.assistant(CALL))
                .message(Message.results(ToolResult.text(CALL, "12:40")))
                .build();

        ObjectNode body = body(Messages.FORMAT, request, null);

        assertThat(body.path("tools")).hasSize(1);
        assertThat(body.path("tool_choice").path("type").asText()).isEqualTo("none");
    }

    @Test
    void parallelCallsAreSwitchedInTheToolChoice() {
        ChatRequest request = ChatRequest.builder()
                .user("hi")
                .tools(TIDE)
                .options(o -> o.parallelToolCalls(false))
                .build();

        assertThat(body(Messages.FORMAT, request, null).path("tool_choice"))
                .isEqualTo(Told.json("{\"type\":\"auto\",\"disable_parallel_tool_use\":true}"));
    }

    @Test
    void strictToolsKeepWithinTheSubset() {
        ToolDefinition strict = new ToolDefinition("book", "", """
                {"type":"object","properties":{"seats":{"type":"integer","minimum":1,"description":"How many"},
                 "mail":{"type":"string","format":"email"},"tag":{"type":"string","format":"color"}}}""", true);
        ChatRequest request = ChatRequest.builder().user("hi").tools(strict).build();

        JsonNode tool =
                body(Messages.FORMAT, request, "claude-opus-5").path("tools").path(0);

        assertThat(tool.path("strict").asBoolean()).isTrue();
        assertThat(tool.path("input_schema")).isEqualTo(Told.json("""
                                {"type":"object","properties":{
                                 "seats":{"type":"integer","description":"How many (minimum: 1)"},
                                 "mail":{"type":"string","format":"email"},
                                 "tag":{"type":"string","description":"(format: \\"color\\")"}},
                                 "additionalProperties":false}"""));
        assertThat(body(Messages.FORMAT, request, "claude-3-7-sonnet").findValue("strict"))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"priority", "flex", "default"})
    void tiersOfOthersAreLeftOut(String tier) {
        ChatRequest request = asking(o -> o.serviceTier(tier).user("u-1").seed(7));

        ObjectNode body = body(Messages.FORMAT, request, null);

        assertThat(body.has("service_tier")).isFalse();
        assertThat(body.path("metadata").path("user_id").asText()).isEqualTo("u-1");
        assertThat(notices(Messages.FORMAT, request, null)).contains("DROPPED serviceTier", "DROPPED seed");
    }
}
