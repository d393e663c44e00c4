package dev.interline.wire.openai;

import static dev.interline.wire.openai.OpenAiWriting.TOOL;
import static dev.interline.wire.openai.OpenAiWriting.chat;
import static dev.interline.wire.openai.OpenAiWriting.last;
import static dev.interline.wire.openai.OpenAiWriting.subjects;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.Effort;
import dev.interline.Media;
import dev.interline.Message;
import dev.interline.Opaque;
import dev.interline.Origin;
import dev.interline.Text;
import dev.interline.ToolCall;
import dev.interline.ToolDefinition;
import dev.interline.ToolResult;
import dev.interline.error.UnsupportedException;
import dev.interline.wire.Encoded;
import dev.interline.wire.Played;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The traps of Chat Completions requests that clients fell into, as the wire documents of the three clouds list them. */
class ChatRequestTrapsTest {

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
}
