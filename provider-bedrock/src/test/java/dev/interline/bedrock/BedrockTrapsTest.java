package dev.interline.bedrock;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.ChatEvent;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Effort;
import dev.interline.Media;
import dev.interline.Message;
import dev.interline.Notice;
import dev.interline.Text;
import dev.interline.ToolCall;
import dev.interline.ToolDefinition;
import dev.interline.error.UnsupportedException;
import dev.interline.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients of Bedrock got wrong beyond the formats themselves, by the numbers of the wire document. */
class BedrockTrapsTest {
    private static final String PROMPT = "arn:aws:bedrock:us-east-1:123456789012:prompt/ABCDEFGHIJ:2";
    private static final String CALLS = """
            {"output":{"message":{"role":"assistant","content":[{"text":"Let me look."},
             {"toolUse":{"toolUseId":"t1","name":"tide","input":{"port":"Brest"}}}]}},"stopReason":"tool_use",
             "usage":{"inputTokens":5,"outputTokens":7,"totalTokens":12},"serviceTier":{"type":"flex"}}""";
    private static final ToolDefinition TIDE = ToolDefinition.of("tide", "High water today");

    private final Wire wire = new Wire();

    @AfterEach
    void close() {
        wire.close();
    }

    private JsonNode sent() throws IOException {
        return Json.read(wire.request().getBodyAsString());
    }

    private ChatModel model(String id, BedrockFormat format) {
        return wire.bedrock().apiKey("a-key").model(id, it -> it.format(format).reasons(false));
    }

    @ParameterizedTest
    @EnumSource(
            value = BedrockFormat.class,
            names = {"MESSAGES", "INVOKE"})
    void mediaByReferenceForClaudeAreRefusedBeforeAnythingIsSent(BedrockFormat format) {
        ChatRequest request = ChatRequest.builder()
                .message(Message.user(
                        Text.of("What is this?"), Media.of("image/png", URI.create("https://example.com/a.png"))))
                .maxOutputTokens(100)
                .build();

        assertThatThrownBy(() -> model("anthropic.claude-sonnet-4-5", format).chat(request))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("the image part")
                .hasMessageContaining("send its bytes");
        assertThat(wire.requests()).isEmpty();
    }

    @Test
    void trap26BetasStandInTheBody() throws IOException {
        wire.answers(okJson(CALLS));
        ChatRequest beta = ChatRequest.builder()
                .user("Hi")
                .maxOutputTokens(100)
                .options(o -> o.extra("bedrock", Map.of("anthropic_beta", List.of("context-1m-2025-08-07"))))
                .build();
        Wire.send(model("anthropic.claude-sonnet-4-5", BedrockFormat.INVOKE), false);
        try {
            model("anthropic.claude-sonnet-4-5", BedrockFormat.INVOKE).chat(beta);
        } catch (dev.interline.error.ChatException e) {
            // the answer is another format's; what was sent counts
        }

        assertThat(sent().path("anthropic_beta").path(0).asText()).isEqualTo("context-1m-2025-08-07");
        assertThat(wire.request().getHeader("anthropic-beta")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"us.meta.llama4-maverick-17b-instruct-v1:0", "deepseek.v3.2"})
    void trap30ToolsThatAreNotStreamedComeWholeAndArePlayedAsAStream(String id) throws IOException {
        wire.answers(okJson(CALLS));
        ChatModel model = wire.bedrock().apiKey("a-key").model(id);
        ChatRequest request = ChatRequest.builder()
                .user("When?")
                .tools(TIDE)
                .maxOutputTokens(5_000)
                .build();

        List<ChatEvent.Kind> kinds = new ArrayList<>();
        ChatResponse streamed;
        try (ChatStream stream = model.stream(request)) {
            stream.forEach(event -> kinds.add(event.kind()));
            streamed = stream.response();
        }

        assertThat(wire.request().getUrl()).endsWith("/converse");
        assertThat(kinds)
                .containsSubsequence(
                        ChatEvent.Kind.TEXT_DELTA, ChatEvent.Kind.TOOL_CALL_STARTED, ChatEvent.Kind.TOOL_CALL_DELTA)
                .endsWith(ChatEvent.Kind.FINISHED);
        assertThat(streamed.toolCalls()).extracting(ToolCall::arguments).containsExactly("{\"port\":\"Brest\"}");
        assertThat(streamed.trail().attempts()).isEqualTo(1);
        assertThat(model.chat(request).message()).isEqualTo(streamed.message());
        assertThat(wire.request().getUrl()).endsWith("/converse");
        Wire.send(wire.bedrock().apiKey("a-key").model(id), true);
        assertThat(wire.request().getUrl()).endsWith("/converse-stream");
    }

    @Test
    void aStoredPromptTakesMessagesAlone() throws IOException {
        wire.answers(okJson(CALLS));
        ChatModel model = model(PROMPT, BedrockFormat.CONVERSE);

        ChatResponse response = model.chat(ChatRequest.builder()
                .user("Hi")
                .options(o -> o.temperature(0.5).maxOutputTokens(100).effort(Effort.LOW))
                .build());

        assertThat(sent().properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("messages", "outputConfig");
        assertThat(response.notices())
                .extracting(Notice::subject)
                .containsExactlyInAnyOrder("temperature", "maxOutputTokens");
        assertThat(response.servedTier()).isEqualTo("flex");
        assertThatThrownBy(() -> model.chat(
                        ChatRequest.builder().system("Be brief.").user("Hi").build()))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("has its own system prompt");
        assertThatThrownBy(() ->
                        model.chat(ChatRequest.builder().user("Hi").tools(TIDE).build()))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("has its own tools");
    }

    @Test
    void aStoredPromptSaysNothingOfACapThatNobodySet() {
        wire.answers(okJson(CALLS));

        ChatModel model = wire.bedrock()
                .apiKey("a-key")
                .model(PROMPT, it -> it.profile(known -> known.maxOutput(500)).reasons(false));

        assertThat(model.chat(ChatRequest.of("Hi")).notices()).isEmpty();
    }
}
