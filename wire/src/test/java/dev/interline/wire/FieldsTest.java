package dev.interline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Objects of trees behave as if they were kept in a hash table, whatever their size. */
class FieldsTest {

    @Test
    void whateverIsDoneAHashTableWouldSayTheSame() {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            Fields<Integer> fields = new Fields<>();
            Map<String, Integer> table = new LinkedHashMap<>();
            int names = 1 + random.nextInt(120);
            for (int step = 0; step < 200; step++) {
                String name = "n" + random.nextInt(names);
                switch (random.nextInt(6)) {
                    case 0, 1, 2 -> assertThat(fields.put(name, step)).isEqualTo(table.put(name, step));
                    case 3 -> assertThat(fields.remove(name)).isEqualTo(table.remove(name));
                    case 4 -> assertThat(fields.get(name)).isEqualTo(table.get(name));
                    default -> {
                        int odd = step;
                        fields.entrySet().removeIf(entry -> (entry.getValue() + odd) % 7 == 0);
                        table.entrySet().removeIf(entry -> (entry.getValue() + odd) % 7 == 0);
                    }
                }
            }
            assertThat(new ArrayList<>(fields.entrySet())).isEqualTo(new ArrayList<>(table.entrySet()));
            assertThat(fields).isEqualTo(table).hasSameSizeAs(table).hasSameHashCodeAs(table);
            assertThat(new Fields<>(fields)).isEqualTo(table);
        }
    }

    @Test
    void whatAnEntryIsGivenStandsInTheMap() {
        Fields<String> fields = new Fields<>();
        fields.put("a", "1");
        fields.put("b", "2");
        for (Map.Entry<String, String> entry : fields.entrySet()) {
            assertThat(entry.setValue(entry.getValue() + "!")).isIn("1", "2");
        }
        assertThat(fields).containsExactly(Map.entry("a", "1!"), Map.entry("b", "2!"));
    }

    @Test
    void aCopyIsOnItsOwn() {
        Fields<String> fields = new Fields<>();
        Fields<String> copy = new Fields<>(fields);
        copy.put("a", "1");
        fields.put("b", "2");
        assertThat(copy).containsExactly(Map.entry("a", "1"));
    }

    /** An object may be larger than what is inside was expected to be, and what is inside larger still. */
    @Test
    void largeObjectsInsideLargeObjectsAreReadAsTheyAre() throws Exception {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < 200; i++) {
            text.append(i == 0 ? "" : ",").append("\"outer").append(i).append("\":{\"x\":[");
            for (int j = 0; j < 10; j++) {
                text.append(j == 0 ? "" : ",").append("{\"v\":").append(i * j).append(",\"word\":\"safe\",\"w\":{}}");
            }
            text.append("],\"text\":\"Text ").append(i).append("\"}");
        }
        JsonNode read = Json.read(text.append('}').toString());
        assertThat(read).hasSize(200);
        for (int i = 0; i < 200; i++) {
            JsonNode outer = read.path("outer" + i);
            assertThat(outer.path("text").textValue()).isEqualTo("Text " + i);
            assertThat(outer.path("x").path(7).path("v").intValue()).isEqualTo(7 * i);
            assertThat(outer.path("x").path(7).path("word").textValue()).isEqualTo("safe");
        }
        assertThat(Json.compact(read)).isEqualTo(text.toString());
    }

    @Test
    void ofTwoFieldsWithOneNameTheLatterCounts() throws Exception {
        assertThat(Json.compact(Json.read("{\"a\":1,\"b\":2,\"a\":{\"c\":[3]}}")))
                .isEqualTo("{\"a\":{\"c\":[3]},\"b\":2}");
    }

    @Test
    void fieldsMayBeTakenOutWhileOneGoesThroughThem() throws Exception {
        ObjectNode object = (ObjectNode) Json.read("{\"a\":1,\"b\":2,\"c\":3}");
        List<String> seen = new ArrayList<>();
        for (Iterator<Map.Entry<String, JsonNode>> fields = object.properties().iterator(); fields.hasNext(); ) {
            Map.Entry<String, JsonNode> field = fields.next();
            if (field.getKey().equals("b")) {
                fields.remove();
            }
            seen.add(field.getKey());
        }
        assertThat(seen).containsExactly("a", "b", "c");
        assertThat(Json.compact(object)).isEqualTo("{\"a\":1,\"c\":3}");
    }
}
