package dev.interline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.error.ChatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every field that occurs in any recorded answer, whole or streamed, once taken out, once null, once of each wrong type,
 * once with a word that nobody knows: a right answer comes of it or a typed error, and nothing else. Dice throw the
 * combinations elsewhere.
 */
class MutationTableTest {
    /** What may stand in the place of any value. */
    private static final Map<String, JsonNode> INSTEAD = instead();

    private static Map<String, JsonNode> instead() {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        values.put("gone", Json.object().missingNode());
        values.put("null", Json.object().nullNode());
        values.put("a word", Json.tree("unheard_of"));
        values.put("an empty word", Json.tree(""));
        values.put("a number", Json.tree(-1));
        values.put("a huge number", Json.tree(Long.MAX_VALUE));
        values.put("a fraction", Json.tree(0.5));
        values.put("true", Json.tree(true));
        values.put("an object", Json.object().put("unheard_of", 1));
        values.put("an array", Json.array().add("unheard_of"));
        values.put("an array of null", Json.array().addNull());
        return values;
    }

    static Stream<Arguments> formats() {
        return TargetRules.formats().stream()
                .flatMap(format -> Stream.of(Arguments.of(format.name(), false), Arguments.of(format.name(), true)));
    }

    @ParameterizedTest(name = "{0}, streamed: {1}")
    @MethodSource("formats")
    void everyFieldInEveryWrongWay(String format, boolean streamed) {
        Set<String> seen = new HashSet<>();
        List<Recording> recordings = recordings(format, streamed);
        for (Recording recording : recordings) {
            List<Told.Event> documents = documents(recording);
            for (int document = 0; document < documents.size(); document++) {
                JsonNode tree = documents.get(document).json();
                List<Field> fields = new ArrayList<>();
                collect(tree, "", fields);
                for (Field field : fields) {
                    if (seen.add(
                            tree.path("type").asText() + documents.get(document).type() + field.shape)) {
                        mutate(recording, documents, document, field);
                    }
                }
            }
        }
        assertThat(seen).hasSizeGreaterThan(recordings.isEmpty() ? -1 : 15);
    }

    /** New events between the known ones, and known ones twice removed from what they were, change nothing else. */
    @ParameterizedTest(name = "{0}, streamed: {1}")
    @MethodSource("formats")
    void newEventsChangeNothing(String format, boolean streamed) {
        if (!streamed) {
            return;
        }
        for (Recording recording : recordings(format, true)) {
            List<Told.Event> documents = documents(recording);
            Played before = Told.play(recording.format(), documents);
            List<Told.Event> more = new ArrayList<>();
            for (Told.Event event : documents) {
                more.add(new Told.Event(
                        "unheardOf", Json.object().put("type", "unheard_of").put("news", 1)));
                more.add(event);
            }

            Played after = Told.play(recording.format(), more);

            assertThat(after.finished()).as(recording.name()).isEqualTo(before.finished());
            assertThat(after.response().message()).isEqualTo(before.response().message());
            assertThat(after.response().stopReason())
                    .isEqualTo(before.response().stopReason());
        }
    }

    /**
     * A field of an object.
     *
     * @param shape where it is, whatever the index
     */
    private record Field(ObjectNode object, String name, String shape) {}

    private static void collect(JsonNode node, String path, List<Field> into) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> entry : object.properties()) {
                String at = path + "/" + entry.getKey();
                into.add(new Field(object, entry.getKey(), at));
                collect(entry.getValue(), at, into);
            }
        } else if (node instanceof ArrayNode array) {
            array.forEach(element ->
                    collect(element, path + "/*" + element.path("type").asText(), into));
        }
    }

    private static void mutate(Recording recording, List<Told.Event> documents, int document, Field field) {
        JsonNode was = field.object.get(field.name);
        INSTEAD.forEach((how, value) -> {
            if (value.isMissingNode()) {
                field.object.remove(field.name);
            } else {
                field.object.set(field.name, value);
            }
            String what = recording.name() + " " + field.shape + " is " + how;
            try {
                check(what, recording, documents);
            } catch (RuntimeException e) {
                throw new AssertionError(what + ", event " + document, e);
            }
        });
        field.object.set(field.name, was);
    }

    private static void check(String what, Recording recording, List<Told.Event> documents) {
        Played played = recording.streamed()
                ? Told.play(recording.format(), documents)
                : Played.whole(recording.format(), documents.get(0).json());
        if (!played.finished()) {
            assertThat(played.failure())
                    .as(what)
                    .isInstanceOfAny(Refused.class, ChatException.class, IOException.class);
            return;
        }
        assertThat(played.response().toolCalls())
                .as(what)
                .allMatch(call -> !call.id().isEmpty() && !call.name().isEmpty());
        if (recording.streamed()) {
            assertThat(played.shownText()).as(what).isEqualTo(played.response().text());
        }
    }

    private static List<Recording> recordings(String format, boolean streamed) {
        return Recording.all()
                .filter(recording -> recording.format().name().equals(format) && recording.streamed() == streamed)
                .toList();
    }

    private static List<Told.Event> documents(Recording recording) {
        if (recording.streamed()) {
            return Told.events(recording);
        }
        JsonNode body = Json.lenient(new String(recording.body(), StandardCharsets.UTF_8));
        return body.isObject() ? List.of(new Told.Event(null, body)) : List.of();
    }
}
