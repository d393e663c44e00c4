package dev.interline.wire.converse;

import static dev.interline.wire.Wish.body;
import static dev.interline.wire.converse.ConverseTalk.answer;
import static dev.interline.wire.converse.ConverseTalk.said;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.ChatRequest;
import dev.interline.Media;
import dev.interline.OutputSchema;
import dev.interline.Part;
import dev.interline.StopReason;
import dev.interline.ToolCall;
import dev.interline.wire.Framing;
import dev.interline.wire.Played;
import dev.interline.wire.Refused;
import dev.interline.wire.Told;
import dev.interline.wire.frame.Framed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Traps of Converse's answers, whole and streamed. */
class ConverseAnswerTrapsTest {

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
