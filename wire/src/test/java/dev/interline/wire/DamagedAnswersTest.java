package dev.interline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers that are not as they should be: a right answer or a typed error comes of them, and nothing else. */
class DamagedAnswersTest {
    private static final int ROUNDS = 300;

    @ParameterizedTest
    @MethodSource("dev.interline.wire.Told#all")
    void damagedAnswersNeverKill(Recording recording) {
        Random random = new Random(recording.name().hashCode());
        for (int round = 0; round < ROUNDS; round++) {
            List<Told.Event> documents = documents(recording);
            if (documents.isEmpty()) {
                return;
            }
            for (int times = 1 + random.nextInt(3); times > 0; times--) {
                damage(documents.get(random.nextInt(documents.size())).json(), random);
            }

            Played played = play(recording, documents);

            if (played.finished()) {
                assertThat(played.response().toolCalls())
                        .allMatch(call -> !call.id().isEmpty() && !call.name().isEmpty());
                if (recording.streamed()) {
                    assertThat(played.shownText()).isEqualTo(played.response().text());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.interline.wire.Told#all")
    void newFieldsChangeNothing(Recording recording) {
        Random random = new Random(recording.name().hashCode());
        List<Told.Event> untouched = documents(recording);
        if (untouched.isEmpty()) {
            return;
        }
        Played before = play(recording, untouched);
        for (int round = 0; round < ROUNDS; round++) {
            List<Told.Event> documents = documents(recording);
            List<ObjectNode> objects =
                    objects(documents.get(random.nextInt(documents.size())).json());
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

    private static List<Told.Event> documents(Recording recording) {
        if (recording.streamed()) {
            return Told.events(recording);
        }
        return List.of(
                new Told.Event(null, Told.json(new String(recording.body(), java.nio.charset.StandardCharsets.UTF_8))));
    }

    private static Played play(Recording recording, List<Told.Event> documents) {
        return recording.streamed()
                ? Told.play(Told.format(recording), documents)
                : Played.whole(Told.format(recording), documents.get(0).json());
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
            case 6 -> Json.array();
            default -> Json.object().put("unheard_of", "of");
        };
    }
}
