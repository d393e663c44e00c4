package dev.interline.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.error.UnreadableException;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as trees, tolerant of what it does not know. No reflection, no types of ours. */
public final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(500)
                            .maxStringLength(64 << 20)
                            .build())
                    .build())
            // fractions in tool arguments go through as they came
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Json() {}

    /** A new object. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** A new array. */
    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** The factory for streaming parsers. */
    public static JsonFactory factory() {
        return MAPPER.getFactory();
    }

    /**
     * Reads a document.
     *
     * @throws JsonProcessingException when it is none
     */
    public static JsonNode read(byte[] bytes, int offset, int length) throws IOException {
        JsonNode node = MAPPER.readTree(bytes, offset, length);
        return node == null ? MissingNode.getInstance() : node;
    }

    /**
     * Reads a document.
     *
     * @throws JsonProcessingException when it is none
     */
    public static JsonNode read(String text) throws JsonProcessingException {
        JsonNode node = MAPPER.readTree(text);
        return node == null ? MissingNode.getInstance() : node;
    }

    /**
     * Reads a text that is one document and nothing else.
     *
     * @throws JsonProcessingException when it is none, or more follows
     */
    public static JsonNode document(String text) throws JsonProcessingException {
        JsonNode node =
                MAPPER.reader(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readTree(text);
        return node == null ? MissingNode.getInstance() : node;
    }

    /** Reads a document of which nothing is promised; missing when it is none. */
    public static JsonNode lenient(String text) {
        if (text.isBlank() || !(text.trim().startsWith("{") || text.trim().startsWith("["))) {
            return MissingNode.getInstance();
        }
        try {
            return read(text);
        } catch (JsonProcessingException e) {
            // HTML, plain words, half a document: the caller looks at the status then
            return MissingNode.getInstance();
        }
    }

    /** Writes a document. */
    public static byte[] write(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    /** A caller's maps, lists and scalars as a tree. */
    public static JsonNode tree(@Nullable Object value) {
        return MAPPER.valueToTree(value);
    }

    /** Merges fields into an object: objects are merged deep, anything else replaces what was there. */
    public static void merge(ObjectNode into, Map<String, ?> fields) {
        merge(into, (ObjectNode) tree(fields));
    }

    private static void merge(ObjectNode into, ObjectNode from) {
        from.properties().forEach(field -> {
            JsonNode there = into.get(field.getKey());
            if (there instanceof ObjectNode left && field.getValue() instanceof ObjectNode right) {
                merge(left, right);
            } else {
                into.set(field.getKey(), field.getValue());
            }
        });
    }

    /**
     * A call's arguments as an object, for vendors that take nothing else. What is none is wrapped in one, so that
     * the model can see what it wrote.
     */
    public static ObjectNode arguments(String arguments) {
        if (arguments.isBlank()) {
            return object();
        }
        return lenient(arguments) instanceof ObjectNode read ? read : object().put("invalid_arguments", arguments);
    }

    /** A field's text; empty when it is missing, null or no text. */
    public static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isTextual() ? value.textValue() : "";
    }

    /**
     * A field's text where the answer stands or falls with it; empty when it is missing or null.
     *
     * @throws UnreadableException when it is something else than text
     */
    public static String content(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isTextual() && !value.isNull() && !value.isMissingNode()) {
            throw new UnreadableException("the answer's " + field + " is a " + value.getNodeType() + ", not a text");
        }
        return value.isTextual() ? value.textValue() : "";
    }

    /** A field's whole number; -1 when it is missing, null or no number: unknown is not zero. */
    public static long count(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isNumber() ? value.asLong() : -1;
    }

    /** Whether there is something: not missing, not null, not an empty object or array. */
    public static boolean isPresent(JsonNode node) {
        return !node.isMissingNode() && !node.isNull() && !(node.isContainerNode() && node.isEmpty());
    }
}
