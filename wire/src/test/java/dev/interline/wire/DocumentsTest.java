package dev.interline.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.wire.frame.Frame;
import dev.interline.wire.frame.SseFrames;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** One document after the other is read with one parser, and what answers have in common is there once. */
class DocumentsTest {
    private static final String SAFE = "{\"hate\":{\"filtered\":false,\"severity\":\"safe\"},"
            + "\"jailbreak\":{\"filtered\":false,\"detected\":false}}";

    private static JsonNode read(String answer) throws IOException {
        return Documents.answer(new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void answersDoNotMixWhateverCameBefore() throws Exception {
        for (int i = 0; i < 250; i++) {
            String text = "x".repeat(i % 7 == 0 ? 70_000 : i);
            String answer = "{\"text\":\"" + text + "\",\"n\":" + i + ",\"list\":[[],{}," + SAFE + "]}";
            if (i % 5 == 0) {
                assertThatThrownBy(() -> read("{\"text\":\"broken")).isInstanceOf(JsonProcessingException.class);
            }
            assertThat(Json.compact(read(answer + (i % 3 == 0 ? " and more" : ""))))
                    .isEqualTo(answer);
        }
    }

    @Test
    void nothingIsMissing() throws Exception {
        assertThat(read("").isMissingNode()).isTrue();
        assertThat(read("3").intValue()).isEqualTo(3);
    }

    @Test
    void whatEveryAnswerSaysIsThereOnceAndCannotBeChanged() throws Exception {
        JsonNode one = read("{\"id\":\"1x\",\"filter\":" + SAFE + ",\"list\":[true," + SAFE + "]}");
        JsonNode other = read("{\"id\":\"2x\",\"filter\":" + SAFE + ",\"list\":[true," + SAFE + "]}");

        assertThat(other.path("filter")).isSameAs(one.path("filter"));
        assertThat(other.path("list")).isSameAs(one.path("list"));
        assertThat(other).isNotSameAs(one);
        ObjectNode shared = (ObjectNode) one.path("filter");
        assertThatThrownBy(() -> shared.put("hate", "no")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> shared.remove("hate")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(shared::removeAll).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> shared.properties().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> ((ArrayNode) one.path("list")).add(1))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(shared.deepCopy().put("hate", "no").path("hate").textValue()).isEqualTo("no");
    }

    @Test
    void whatDiffersInOrderNameOrValueIsAnother() throws Exception {
        JsonNode all = read("{\"a\":{\"x\":1,\"y\":2},\"b\":{\"y\":2,\"x\":1},\"c\":{\"x\":1,\"z\":2},"
                + "\"d\":{\"x\":1,\"y\":3},\"e\":{\"x\":1},\"f\":[1,2],\"g\":[2,1]}");
        assertThat(Json.compact(all))
                .isEqualTo("{\"a\":{\"x\":1,\"y\":2},\"b\":{\"y\":2,\"x\":1},\"c\":{\"x\":1,\"z\":2},"
                        + "\"d\":{\"x\":1,\"y\":3},\"e\":{\"x\":1},\"f\":[1,2],\"g\":[2,1]}");
    }

    @Test
    void nothingThatMayBeTheCallersIsKept() throws Exception {
        String answer = "{\"input\":{\"who\":\"alice\"},\"args\":{\"who\":[\"alice\"]},\"text\":{\"who\":\"Alice\"}}";
        JsonNode one = read(answer);
        JsonNode other = read(answer);

        assertThat(other).isEqualTo(one);
        assertThat(other.path("input")).isNotSameAs(one.path("input"));
        assertThat(other.path("args")).isNotSameAs(one.path("args"));
        assertThat(other.path("args").path("who")).isNotSameAs(one.path("args").path("who"));
        assertThat(other.path("text")).isNotSameAs(one.path("text"));
    }

    @Test
    void whatIsReadElsewhereMayBeChanged() throws Exception {
        ObjectNode tree = (ObjectNode) Json.read(SAFE);
        ((ObjectNode) tree.path("hate")).put("filtered", true);
        assertThat(Json.read(SAFE).path("hate").path("filtered").booleanValue()).isFalse();
    }

    private static Frame frame(String document) throws IOException {
        byte[] stream = ("data: " + document + "\n\n").getBytes(StandardCharsets.UTF_8);
        return Objects.requireNonNull(new SseFrames(new ByteArrayInputStream(stream)::read).next());
    }

    @Test
    void whatDoesNotFitTheBuffersIsReadAsItIs() throws IOException {
        for (int shift = 0; shift < 5; shift++) {
            for (int i = 0; i < 6; i++) {
                int length = 1 << (2 * i + 3);
                String document = "{\"" + "n".repeat(length / 4 + shift) + "\":[\"" + "a𝄞ß".repeat(length) + "\",1.5e"
                        + i + ",12345678901234567890,\"\\u00e9\\n" + "x".repeat(length) + "\"]}";
                assertThat(Documents.tree(frame(document))).isEqualTo(Json.read(document));
            }
        }
    }

    @Test
    void aDocumentThatWasLeftInTheMiddleIsNotSeenInTheNextOne() throws IOException {
        for (int i = 0; i < 10; i++) {
            Frame left = frame("{\"a\":[{\"b\":\"" + "x".repeat(10_000 * (i % 2)) + "\"},{\"c\":[[");
            assertThat(Documents.isUsual(left, parser -> parser.nextToken() == JsonToken.FIELD_NAME))
                    .isFalse();
            Frame whole = frame("{\"a\":[{\"b\":[1]}]} {\"more\":1}");
            assertThat(Documents.isUsual(whole, parser -> parser.nextToken() == JsonToken.FIELD_NAME))
                    .isTrue();
            assertThat(Documents.tree(whole)).isEqualTo(Json.read("{\"a\":[{\"b\":[1]}]}"));
            assertThatThrownBy(() -> Documents.tree(left)).isInstanceOf(JsonProcessingException.class);
        }
    }

    @Test
    void whoeverThrowsWhileLookingSpoilsNothing() throws IOException {
        Frame frame = frame("{\"a\":{}}");
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> Documents.isUsual(frame, parser -> {
                        parser.nextToken();
                        throw new IllegalArgumentException();
                    }))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(Documents.tree(frame)).isEqualTo(Json.read("{\"a\":{}}"));
        }
    }

    @Test
    void aDocumentThatLooksLikeAnotherCharsetSpoilsNothing() throws IOException {
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> Documents.tree(frame("{\0\"\0a\0\"\0")))
                    .isInstanceOf(JsonProcessingException.class);
            assertThat(Documents.tree(frame("{\"é\":\"ß\"}"))).isEqualTo(Json.read("{\"é\":\"ß\"}"));
        }
    }

    @Test
    void whatIsNoObjectIsReadAsWell() throws IOException {
        assertThat(Documents.tree(frame("\uFEFF{\"a\":1}"))).isEqualTo(Json.read("{\"a\":1}"));
        assertThat(Documents.tree(frame("[1]"))).isEqualTo(Json.read("[1]"));
        assertThat(Documents.tree(frame("")).isMissingNode()).isTrue();
        assertThat(Documents.isUsual(frame("[1]"), parser -> true)).isFalse();
    }
}
