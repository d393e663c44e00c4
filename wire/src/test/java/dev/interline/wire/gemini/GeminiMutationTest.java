package dev.interline.wire.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.ChatRequest;
import dev.interline.Message;
import dev.interline.ToolResult;
import dev.interline.error.ChatException;
import dev.interline.wire.Framing;
import dev.interline.wire.Json;
import dev.interline.wire.Played;
import dev.interline.wire.Recording;
import dev.interline.wire.Refused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Recordings with fields removed, nulls, wrong types and extra keys end in an answer or a typed error. */
class GeminiMutationTest {
    private static final int ROUNDS = 150;
    private static final List<String> VALUES = List.of(
            "null", "true", "-1", "1e400", "\"word\"", "\"\"", "[]", "{}", "[null]", "[[{}]]", "{\"x\":{\"y\":[1]}}");

    private static Played play(Recording recording, byte[] body) {
        return recording.streamed()
                ? Played.stream(GenerateContent.FORMAT, Framing.SSE, body)
                : Played.whole(GenerateContent.FORMAT, body);
    }

    @ParameterizedTest
    @MethodSource("dev.interline.wire.gemini.GeminiRecordingsTest#recordings")
    void mutated(String name) throws JsonProcessingException {
        Recording recording = Recording.of(name);
        for (long seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            byte[] body = mutate(recording, random);
            Played played = play(recording, body);

            if (recording.streamed() && played.finished()) {
                GeminiStreamTest.same(played, Played.stream(GeminiStreamTest.TREES, Framing.SSE, body));
            }
            if (played.failure() != null) {
                assertThat(played.failure())
                        .as("%s, seed %d", name, seed)
                        .isInstanceOfAny(Refused.class, ChatException.class, IOException.class);
            } else if (!played.response().message().parts().isEmpty()) {
                sendBack(played.response().message());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.interline.wire.gemini.GeminiRecordingsTest#recordings")
    void extraKeysChangeNothing(String name) throws JsonProcessingException {
        Recording recording = Recording.of(name);
        Played plain = play(recording, recording.body());
        StringBuilder body = new StringBuilder();
        for (String line : lines(recording)) {
            JsonNode tree = Json.lenient(line.startsWith("data:") ? line.substring(5) : line);
            if (tree instanceof ObjectNode object) {
                extend(object);
                body.append(recording.streamed() ? "data: " : "").append(object).append("\n\n");
            } else {
                body.append(line).append('\n');
            }
        }
        Played extended = play(recording, body.toString().getBytes(StandardCharsets.UTF_8));

        assertThat(extended.response().message()).isEqualTo(plain.response().message());
        assertThat(extended.response().stopReason()).isEqualTo(plain.response().stopReason());
        assertThat(extended.response().usage()).isEqualTo(plain.response().usage());
        assertThat(extended.finished()).isEqualTo(plain.finished());
    }

    private static void extend(ObjectNode node) {
        node.forEach(child -> {
            if (child instanceof ObjectNode object) {
                // a part of an unknown kind is kept as one, and arguments are the caller's
                extend(object);
            } else if (child instanceof ArrayNode array) {
                array.forEach(element -> {
                    if (element instanceof ObjectNode object && !object.has("functionCall")) {
                        extend(object);
                    }
                });
            }
        });
        node.putObject("newInNovember").put("a", 1);
    }

    /** Whatever was read can be sent. */
    private static void sendBack(Message answer) {
        ChatRequest.Builder request = ChatRequest.builder().user("q").message(answer);
        if (!answer.toolCalls().isEmpty()) {
            request.message(Message.results(answer.toolCalls().stream()
                    .map(call -> ToolResult.text(call, "done"))
                    .toArray(ToolResult[]::new)));
        }
        Written.ofAny(request.user("next").build());
    }

    private static List<String> lines(Recording recording) {
        String text = new String(recording.body(), StandardCharsets.UTF_8);
        return recording.streamed() ? text.lines().toList() : List.of(text);
    }

    private static byte[] mutate(Recording recording, Random random) throws JsonProcessingException {
        StringBuilder body = new StringBuilder();
        for (String line : lines(recording)) {
            JsonNode tree = Json.lenient(line.startsWith("data:") ? line.substring(5) : line);
            if (tree instanceof ObjectNode object && object.size() > 0) {
                for (int i = random.nextInt(4); i > 0; i--) {
                    change(object, random);
                }
                body.append(recording.streamed() ? "data: " : "").append(object).append("\n\n");
            } else {
                body.append(line).append('\n');
            }
        }
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void change(ObjectNode root, Random random) throws JsonProcessingException {
        List<JsonNode> containers = new ArrayList<>();
        collect(root, containers);
        if (containers.isEmpty()) {
            return;
        }
        JsonNode chosen = containers.get(random.nextInt(containers.size()));
        JsonNode value = Json.read(VALUES.get(random.nextInt(VALUES.size())));
        if (chosen instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = names.get(random.nextInt(names.size()));
            switch (random.nextInt(3)) {
                case 0 -> object.remove(name);
                case 1 -> object.set(name, value);
                default -> object.set("extra" + random.nextInt(9), value);
            }
        } else if (chosen instanceof ArrayNode array) {
            switch (random.nextInt(3)) {
                case 0 -> array.remove(random.nextInt(array.size()));
                case 1 -> array.set(random.nextInt(array.size()), value);
                default -> array.add(value);
            }
        }
    }

    private static void collect(JsonNode node, List<JsonNode> into) {
        if (node.isContainerNode() && !node.isEmpty()) {
            into.add(node);
            node.forEach(child -> collect(child, into));
        }
    }
}
