package dev.interline.wire.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.wire.Framing;
import dev.interline.wire.Json;
import dev.interline.wire.Played;
import dev.interline.wire.Recording;
import dev.interline.wire.WireFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers that are not as they should be: a right answer or a typed error comes of them, and nothing else. */
class OpenAiMutationsTest {
    private static final int ROUNDS = 150;

    @ParameterizedTest
    @MethodSource("dev.interline.wire.openai.Voice#all")
    void damagedAnswersNeverKill(Recording recording) throws Exception {
        Random random = new Random(recording.name().hashCode());
        for (int round = 0; round < ROUNDS; round++) {
            List<JsonNode> documents = documents(recording);
            for (int times = 1 + random.nextInt(3); times > 0; times--) {
                damage(documents.get(random.nextInt(documents.size())), random);
            }

            Played played = play(recording, documents);

            if (played.finished()) {
                assertThat(played.response().toolCalls())
                        .allMatch(call -> !call.id().isEmpty());
                if (recording.streamed()) {
                    assertThat(played.shownText()).isEqualTo(played.response().text());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.interline.wire.openai.Voice#all")
    void newFieldsChangeNothing(Recording recording) throws Exception {
        Random random = new Random(recording.name().hashCode());
        Played before = Voice.play(recording);
        for (int round = 0; round < ROUNDS; round++) {
            List<JsonNode> documents = documents(recording);
            List<ObjectNode> objects = objects(documents.get(random.nextInt(documents.size())));
            objects.get(random.nextInt(objects.size())).set("unheard_of", odd(random));

            Played after = play(recording, documents);

            assertThat(after.finished()).isEqualTo(before.finished());
            assertThat(after.response().text()).isEqualTo(before.response().text());
            assertThat(after.response().stopReason())
                    .isEqualTo(before.response().stopReason());
            assertThat(after.response().usage()).isEqualTo(before.response().usage());
            assertThat(after.response().toolCalls().toString())
                    .isEqualTo(before.response().toolCalls().toString());
        }
    }

    private static List<JsonNode> documents(Recording recording) throws Exception {
        if (recording.streamed()) {
            return new ArrayList<>(Voice.events(recording));
        }
        byte[] body = recording.body();
        return new ArrayList<>(List.of(Json.read(body, 0, body.length)));
    }

    private static Played play(Recording recording, List<JsonNode> documents) {
        WireFormat format = Voice.format(recording);
        return recording.streamed()
                ? Played.stream(format, Framing.SSE, Voice.sse(documents))
                : Played.whole(format, documents.get(0));
    }

    private static List<ObjectNode> objects(JsonNode node) {
        List<ObjectNode> found = new ArrayList<>();
        if (node instanceof ObjectNode object) {
            found.add(object);
        }
        node.forEach(child -> found.addAll(objects(child)));
        return found;
    }

    private static void damage(JsonNode document, Random random) {
        List<ObjectNode> objects = objects(document);
        ObjectNode object = objects.get(random.nextInt(objects.size()));
        if (object.isEmpty()) {
            return;
        }
        List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(object.properties());
        Map.Entry<String, JsonNode> field = fields.get(random.nextInt(fields.size()));
        switch (random.nextInt(4)) {
            case 0 -> object.remove(field.getKey());
            case 1 -> object.putNull(field.getKey());
            case 2 -> object.set(field.getKey(), odd(random));
            default -> object.set(field.getKey(), Json.array().add(field.getValue()));
        }
    }

    private static JsonNode odd(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> Json.tree("");
            case 1 -> Json.tree("unheard of");
            case 2 -> Json.tree(-1);
            case 3 -> Json.tree(Long.MAX_VALUE);
            case 4 -> Json.tree(0.5);
            case 5 -> Json.tree(true);
            case 6 -> new ArrayNode(com.fasterxml.jackson.databind.node.JsonNodeFactory.instance);
            default -> Json.object().put("unheard_of", "of");
        };
    }
}
