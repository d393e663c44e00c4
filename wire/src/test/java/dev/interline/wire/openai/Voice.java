package dev.interline.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.wire.Framing;
import dev.interline.wire.Json;
import dev.interline.wire.Played;
import dev.interline.wire.Recording;
import dev.interline.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the tests of both formats share: which recordings there are, and streams made of events. */
final class Voice {
    private Voice() {}

    static Stream<Recording> all() {
        return Stream.of(
                        "azure-openai-chat",
                        "bedrock-openai-chat",
                        "openai-openai-chat",
                        "azure-openai-responses",
                        "bedrock-openai-responses",
                        "openai-openai-responses")
                .flatMap(folder -> Recording.names(folder).stream())
                .map(Recording::of);
    }

    static Stream<Recording> streams() {
        return all().filter(Recording::streamed);
    }

    static boolean isChat(Recording recording) {
        return recording.name().contains("openai-chat");
    }

    static WireFormat format(Recording recording) {
        return isChat(recording) ? ChatCompletions.FORMAT : Responses.FORMAT;
    }

    static Played play(Recording recording) {
        return recording.streamed()
                ? Played.stream(format(recording), Framing.SSE, recording.body())
                : Played.whole(format(recording), recording.body());
    }

    /** The events of a recorded stream. */
    static List<ObjectNode> events(Recording recording) throws Exception {
        List<ObjectNode> events = new ArrayList<>();
        for (String line : new String(recording.body(), StandardCharsets.UTF_8).split("\n")) {
            if (line.startsWith("data: {")) {
                events.add((ObjectNode) Json.read(line.substring("data: ".length())));
            }
        }
        return events;
    }

    static Played chat(String... events) {
        return Played.stream(ChatCompletions.FORMAT, Framing.SSE, sse(events));
    }

    static Played responses(String... events) {
        return Played.stream(Responses.FORMAT, Framing.SSE, sse(events));
    }

    static byte[] sse(String... events) {
        StringBuilder body = new StringBuilder();
        for (String event : events) {
            body.append("data: ").append(event.replace("\n", "")).append("\n\n");
        }
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    static byte[] sse(List<? extends JsonNode> events) {
        return sse(events.stream().map(JsonNode::toString).toArray(String[]::new));
    }
}
