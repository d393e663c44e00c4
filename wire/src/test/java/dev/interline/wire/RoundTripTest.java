package dev.interline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.ChatRequest;
import dev.interline.Message;
import dev.interline.Notice;
import dev.interline.Part;
import dev.interline.Profile;
import dev.interline.ToolCall;
import dev.interline.ToolDefinition;
import dev.interline.ToolResult;
import dev.interline.wire.anthropic.Messages;
import dev.interline.wire.converse.Converse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An answer that goes into the history comes back to its maker as it was, and to others without what is sealed. */
class RoundTripTest {
    private static final Profile MAKER = Profile.builder(Played.MODEL).build();
    private static final Profile ANOTHER = Profile.builder(Wish.MODEL).build();

    private static final String MESSAGES = """
            {"id":"msg_1","type":"message","role":"assistant","model":"claude","stop_reason":"tool_use","content":[
             {"type":"thinking","thinking":"Ebb \\"first\\".","signature":"ErUB+/=="},
             {"type":"redacted_thinking","data":"EmoB+/=="},
             {"type":"text","text":"As said,","citations":[{"type":"char_location","cited_text":"12:40","document_index":0,
              "document_title":"Tides","start_char_index":0,"end_char_index":5}]},
             {"type":"server_tool_use","id":"srv_1","name":"web_search","input":{"query":"tide","limit":1.50}},
             {"type":"web_search_tool_result","tool_use_id":"srv_1","content":[{"encrypted_content":"Zm9v"}]},
             {"type":"tool_use","id":"toolu_1","name":"tide","input":{"harbour":"Cuxhaven","height":3.10},
              "caller":{"type":"code_execution_20250825","tool_id":"srv_2"}}]}""";
    private static final String CONVERSE = """
            {"output":{"message":{"role":"assistant","content":[
             {"reasoningContent":{"reasoningText":{"text":"Ebb first.","signature":"ErUB+/=="}}},
             {"reasoningContent":{"redactedContent":"EmoB+/=="}},
             {"citationsContent":{"content":[{"text":"As said,"}],"citations":[{"title":"Tides","sourceContent":[{"text":"12:40"}],
              "location":{"documentChar":{"documentIndex":0,"start":0,"end":5}}}]}},
             {"toolUse":{"toolUseId":"srv_1","name":"nova_code_interpreter","type":"server_tool_use","input":{"limit":1.50}}},
             {"toolResult":{"toolUseId":"srv_1","type":"nova_code_interpreter_result","status":"success","content":[{"json":{"x":1}}]}},
             {"toolUse":{"toolUseId":"tooluse_1","name":"tide","input":{"harbour":"Cuxhaven","height":3.10}}}]}},
             "stopReason":"tool_use"}""";

    private static ChatRequest next(Played played) {
        List<ToolResult> results = new ArrayList<>();
        for (ToolCall call : played.response().toolCalls()) {
            results.add(ToolResult.text(call, "12:40"));
        }
        ChatRequest.Builder request = ChatRequest.builder()
                .user("Can I sail?")
                .tools(ToolDefinition.of("tide", "High water"))
                .message(played.response().message());
        if (!results.isEmpty()) {
            request.message(Message.results(results.toArray(new ToolResult[0])));
        }
        return request.user("Well?").build();
    }

    private static JsonNode sentBack(WireFormat format, Played played, Profile to) {
        JsonNode body = Wish.encode(format, next(played), to, false).body();
        return Told.json(body.path("messages").path(1).path("content").toString());
    }

    @Test
    void messagesComeBackBitForBit() {
        JsonNode answer = Told.json(MESSAGES);
        Played played = Played.whole(Messages.FORMAT, answer);

        assertThat(sentBack(Messages.FORMAT, played, MAKER)).isEqualTo(answer.path("content"));
    }

    @Test
    void converseComesBackBitForBit() {
        JsonNode answer = Told.json(CONVERSE);
        Played played = Played.whole(Converse.FORMAT, answer);

        assertThat(sentBack(Converse.FORMAT, played, MAKER))
                .isEqualTo(answer.path("output").path("message").path("content"));
    }

    @Test
    void somebodyElseGetsTheTextAndTheCalls() {
        for (WireFormat made : List.of(Messages.FORMAT, Converse.FORMAT)) {
            Played played = Played.whole(made, Told.json(made.equals(Messages.FORMAT) ? MESSAGES : CONVERSE));
            for (WireFormat other : List.of(Messages.FORMAT, Converse.FORMAT)) {
                Encoded encoded = Wish.encode(other, next(played), ANOTHER, false);

                String body = encoded.body().toString();
                assertThat(body).contains("As said,", "Cuxhaven").doesNotContain("ErUB", "EmoB", "srv_", "Tides");
                assertThat(encoded.notices()).extracting(Notice::code).contains(Notice.Code.DROPPED);
                assertThat(encoded.notices()).extracting(Notice::subject).contains("thinking", "citations", "OTHER");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.interline.wire.Told#answers")
    void recordedAnswersComeBackWithAllThatIsSealed(Recording recording) {
        Played played = Told.play(recording);
        JsonNode content = sentBack(Told.format(recording), played, MAKER);

        for (Part part : played.response().message().parts()) {
            if (part.opaque() != null) {
                String sealed =
                        Told.json(part.opaque().json()).elements().next().toString();
                assertThat(content.toString()).contains(sealed);
            }
        }
        assertThat(content.toString()).contains(played.response().text().isEmpty() ? "" : "text");
    }

    @ParameterizedTest
    @MethodSource("dev.interline.wire.Told#answers")
    void wholeRecordedAnswersComeBackAsTheyWere(Recording recording) {
        if (recording.streamed()) {
            return;
        }
        JsonNode answer = Told.json(new String(recording.body(), java.nio.charset.StandardCharsets.UTF_8));
        ArrayNode said = (ArrayNode)
                (answer.has("output") ? answer.path("output").path("message").path("content") : answer.path("content"));
        // says that the model called the tool itself, as models do
        said.forEach(block -> ((ObjectNode) block).remove("caller"));

        assertThat(sentBack(Told.format(recording), Told.play(recording), MAKER))
                .isEqualTo(said);
    }
}
