package dev.interline.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * An object whose fields come in several events: of each the last word counts, and null is none. One that comes alone is
 * kept as it came. Used by one thread.
 */
public final class Gathered {
    private static final ObjectNode NONE = Json.object();

    private ObjectNode all = NONE;
    private boolean own;

    /** Nothing yet. */
    public Gathered() {}

    /**
     * Takes what an event says.
     *
     * @param more not to be changed any more; what is no object says nothing
     */
    public void add(JsonNode more) {
        if (all.isEmpty() && more instanceof ObjectNode first && !hasNull(first)) {
            all = first;
            return;
        }
        for (Map.Entry<String, JsonNode> field : more.properties()) {
            if (!field.getValue().isNull()) {
                set(field.getKey(), field.getValue());
            }
        }
    }

    private static boolean hasNull(ObjectNode object) {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (field.getValue().isNull()) {
                return true;
            }
        }
        return false;
    }

    private void set(String name, JsonNode value) {
        if (!own) {
            all = Json.object().setAll(all);
            own = true;
        }
        all.set(name, value);
    }

    /** What was said so far; not to be changed. */
    public ObjectNode json() {
        return all;
    }
}
