package dev.interline.wire.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.ChatRequest;
import dev.interline.Message;
import dev.interline.Notice;
import dev.interline.Origin;
import dev.interline.Profile;
import dev.interline.ToolResult;
import dev.interline.wire.Encoded;
import dev.interline.wire.Json;
import dev.interline.wire.Played;
import dev.interline.wire.Recording;
import dev.interline.wire.Task;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An answer goes back to its model as it came, and to others without what only it can read. */
class GeminiRoundTripTest {

    private static Encoded next(Message answer, Origin origin) {
        ChatRequest.Builder request = ChatRequest.builder().user("q").message(answer);
        if (!answer.toolCalls().isEmpty()) {
            request.message(Message.results(answer.toolCalls().stream()
                    .map(call -> ToolResult.text(call, "done"))
                    .toArray(ToolResult[]::new)));
        }
        Profile profile =
                Profile.builder(Played.MODEL).family("gemini-3.6-flash").build();
        Encoded encoded =
                GenerateContent.FORMAT.encode(new Task(request.user("next").build(), profile, origin, false));
        assertThat(VertexModel.faults(encoded.body())).isEmpty();
        return encoded;
    }

    /** The parts as recorded: text in pieces is joined, ids are not sent, calls without a signature are marked. */
    private static ArrayNode recordedParts(Recording recording) throws JsonProcessingException {
        ArrayNode parts = Json.array();
        String body = new String(recording.body(), StandardCharsets.UTF_8);
        Iterable<String> chunks = recording.streamed()
                ? body.lines()
                        .filter(line -> line.startsWith("data:"))
                        .map(line -> line.substring(5))
                        .toList()
                : java.util.List.of(body);
        boolean called = false;
        for (String chunk : chunks) {
            for (JsonNode part : Json.read(chunk).at("/candidates/0/content/parts")) {
                ObjectNode node = part.deepCopy();
                JsonNode last = parts.path(parts.size() - 1);
                if (node.path("functionCall") instanceof ObjectNode call) {
                    call.remove("id");
                    if (!called && !node.has("thoughtSignature")) {
                        node.put("thoughtSignature", "skip_thought_signature_validator");
                    }
                    called = true;
                } else if (node.path("text").asText().isEmpty() && !node.has("thoughtSignature")) {
                    continue;
                } else if (last.has("text")
                        && last.has("thought") == node.has("thought")
                        && !last.has("thoughtSignature")
                        && !node.has("thoughtSignature")) {
                    ((ObjectNode) last)
                            .put(
                                    "text",
                                    last.path("text").asText()
                                            + node.path("text").asText());
                    continue;
                }
                parts.add(node);
            }
        }
        return parts;
    }

    @ParameterizedTest
    @MethodSource("dev.interline.wire.gemini.GeminiRecordingsTest#recordings")
    void backToItsModelBitForBit(String name) throws JsonProcessingException {
        Played played = GeminiRecordingsTest.play(name);
        if (!played.finished() || played.response().message().parts().isEmpty()) {
            return;
        }
        ObjectNode body = next(played.response().message(), Written.HERE).body();

        assertThat(body.at("/contents/1/role").asText()).isEqualTo("model");
        assertThat(body.at("/contents/1/parts")).isEqualTo(recordedParts(Recording.of(name)));
    }

    @ParameterizedTest
    @MethodSource("dev.interline.wire.gemini.GeminiRecordingsTest#recordings")
    void toAnotherModelWithoutWhatOnlyItCanRead(String name) {
        Played played = GeminiRecordingsTest.play(name);
        Message answer = played.response().message();
        if (!played.finished() || answer.parts().isEmpty()) {
            return;
        }
        boolean sealed = answer.parts().stream().anyMatch(part -> part.opaque() != null);
        Encoded elsewhere = next(answer, new Origin("gemini", "elsewhere"));
        StringBuilder text = new StringBuilder();
        for (JsonNode part : elsewhere.body().at("/contents/1/parts")) {
            text.append(part.path("text").asText());
            assertThat(part.path("thoughtSignature").asText()).isIn("", "skip_thought_signature_validator");
        }

        assertThat(text).hasToString(answer.text());
        assertThat(elsewhere.notices().stream().anyMatch(notice -> notice.code() == Notice.Code.DROPPED))
                .isEqualTo(sealed);
    }

    @Test
    void codeAndPicturesGoBackInPlace() throws JsonProcessingException {
        String parts = """
                [{"text":"Look:","thoughtSignature":"A"},\
                {"executableCode":{"language":"PYTHON","code":"print(1)"}},\
                {"codeExecutionResult":{"outcome":"OUTCOME_OK","output":"1"}},\
                {"inlineData":{"mimeType":"image/png","data":"AQID"},"thoughtSignature":"B"},\
                {"text":"thinking","thought":true,"thoughtSignature":"C"},\
                {"text":"","thoughtSignature":"D"}]""";
        Message answer = Played.whole(
                        GenerateContent.FORMAT,
                        Json.read(
                                "{\"candidates\":[{\"content\":{\"parts\":" + parts + "},\"finishReason\":\"STOP\"}]}"))
                .response()
                .message();

        assertThat(next(answer, Written.HERE).body().at("/contents/1/parts")).hasToString(parts);
        Encoded elsewhere = next(answer, new Origin("gemini", "elsewhere"));
        assertThat(elsewhere.body().at("/contents/1/parts")).hasToString("""
                [{"text":"Look:"},{"inlineData":{"mimeType":"image/png","data":"AQID"}}]""");
        assertThat(elsewhere.notices()).extracting(Notice::subject).containsExactly("signature", "OTHER", "thinking");
    }
}
