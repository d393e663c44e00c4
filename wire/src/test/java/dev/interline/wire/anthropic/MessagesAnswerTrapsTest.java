package dev.interline.wire.anthropic;

import static dev.interline.wire.anthropic.MessagesTalk.END;
import static dev.interline.wire.anthropic.MessagesTalk.HELLO;
import static dev.interline.wire.anthropic.MessagesTalk.START;
import static dev.interline.wire.anthropic.MessagesTalk.STOP;
import static dev.interline.wire.anthropic.MessagesTalk.TEXT;
import static dev.interline.wire.anthropic.MessagesTalk.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.Part;
import dev.interline.Refusal;
import dev.interline.StopReason;
import dev.interline.Text;
import dev.interline.ToolCall;
import dev.interline.error.UnreadableException;
import dev.interline.wire.Played;
import dev.interline.wire.Refused;
import dev.interline.wire.Told;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Traps of answers in Messages, whole and streamed. */
class MessagesAnswerTrapsTest {

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
}
