package dev.interline.wire.anthropic;

import static dev.interline.wire.Wish.body;
import static dev.interline.wire.Wish.notices;
import static dev.interline.wire.anthropic.MessagesTalk.CALL;
import static dev.interline.wire.anthropic.MessagesTalk.OTHER_CALL;
import static dev.interline.wire.anthropic.MessagesTalk.TIDE;
import static dev.interline.wire.anthropic.MessagesTalk.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.CacheMark;
import dev.interline.ChatRequest;
import dev.interline.Media;
import dev.interline.Message;
import dev.interline.Reasoning;
import dev.interline.Text;
import dev.interline.Thinking;
import dev.interline.ToolResult;
import dev.interline.error.UnsupportedException;
import dev.interline.wire.Told;
import dev.interline.wire.Wish;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Traps of the conversation that Messages is sent. */
class MessagesHistoryTrapsTest {

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
}
