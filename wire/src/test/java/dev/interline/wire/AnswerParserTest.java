package dev.interline.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** One answer after the other is read with one parser, and what they have in common is there once. */
class AnswerParserTest {
    private static final String SAFE = "{\"hate\":{\"filtered\":false,\"severity\":\"safe\"},"
            + "\"jailbreak\":{\"filtered\":false,\"detected\":false}}";

    private static JsonNode read(String answer) throws IOException {
        return AnswerParser.read(new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)));
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
}
