package dev.interline.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/** Writes a whole answer as the stream that Vertex would have sent: unsigned text word by word, the end in the last event. */
final class Restreamed {
    private Restreamed() {}

    static byte[] of(JsonNode answer) {
        StringBuilder stream = new StringBuilder();
        JsonNode candidate = answer.path("candidates").path(0);
        for (JsonNode part : candidate.path("content").path("parts")) {
            if (part.has("text") && !part.has("thoughtSignature")) {
                for (String word : part.path("text").asText().split("(?<= )")) {
                    event(stream, answer, ((ObjectNode) part.deepCopy()).put("text", word));
                }
            } else {
                event(stream, answer, part);
            }
        }
        ObjectNode last = answer.deepCopy();
        if (!candidate.isMissingNode()) {
            ((ObjectNode) last.path("candidates").path(0)).remove("content");
        }
        return stream.append("data: ")
                .append(last)
                .append("\r\n\r\n")
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void event(StringBuilder stream, JsonNode answer, JsonNode part) {
        ObjectNode event = answer.deepCopy();
        ArrayNode parts = event.putArray("candidates")
                .addObject()
                .putObject("content")
                .put("role", "model")
                .putArray("parts");
        parts.add(part);
        event.remove("promptFeedback");
        if (event.path("usageMetadata") instanceof ObjectNode usage) {
            usage.retain("trafficType");
        }
        stream.append("data: ").append(event).append("\r\n\r\n");
    }
}
