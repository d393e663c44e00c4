package dev.interline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** What comes in several events is put together, and what came is left as it was. */
class GatheredTest {
    @Test
    void theLastWordCountsAndNullIsNone() throws Exception {
        JsonNode first = Json.read("{\"a\":1,\"b\":2}");
        Gathered gathered = new Gathered();
        assertThat(gathered.json()).isEmpty();

        gathered.add(first);
        assertThat(Json.compact(gathered.json())).isEqualTo("{\"a\":1,\"b\":2}");
        gathered.add(Json.read("{\"b\":null,\"c\":3}"));
        gathered.add(Json.read("{\"a\":4}"));
        gathered.add(Json.read("[5]"));

        assertThat(Json.compact(gathered.json())).isEqualTo("{\"a\":4,\"b\":2,\"c\":3}");
        assertThat(Json.compact(first)).isEqualTo("{\"a\":1,\"b\":2}");
    }

    @Test
    void nullsOfTheFirstAreLeftOut() throws Exception {
        Gathered gathered = new Gathered();
        gathered.add(Json.read("{\"a\":null,\"b\":2}"));
        assertThat(Json.compact(gathered.json())).isEqualTo("{\"b\":2}");
    }
}
