package dev.interline.wire.converse;

import static dev.interline.wire.Wish.body;
import static dev.interline.wire.Wish.notices;
import static dev.interline.wire.converse.ConverseTalk.CALL;
import static dev.interline.wire.converse.ConverseTalk.TIDE;
import static dev.interline.wire.converse.ConverseTalk.content;
import static dev.interline.wire.converse.ConverseTalk.round;
import static dev.interline.wire.converse.ConverseTalk.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.CacheMark;
import dev.interline.ChatRequest;
import dev.interline.Media;
import dev.interline.Message;
import dev.interline.Part;
import dev.interline.Text;
import dev.interline.Thinking;
import dev.interline.ToolCall;
import dev.interline.ToolChoice;
import dev.interline.ToolResult;
import dev.interline.error.UnsupportedException;
import dev.interline.wire.Played;
import dev.interline.wire.Told;
import dev.interline.wire.Wish;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Traps of the conversation that Converse is sent. */
class ConverseHistoryTrapsTest {

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
    void mistralsIdsAreNineCharacters() {
        ChatRequest request = round().tools(TIDE).build();

        JsonNode messages = body(Converse.FORMAT, request, "mistral-large-3").path("messages");

        String id = messages.findValuesAsText("toolUseId").get(0);
        assertThat(id).matches("[a-zA-Z0-9]{9}");
        assertThat(messages.findValuesAsText("toolUseId")).containsExactly(id, id);
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
}
