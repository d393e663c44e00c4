package dev.interline.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shorthand for writing JSON trees. */
final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    private Json() {}

    /** An object of names and values in turn. */
    static ObjectNode of(@Nullable Object... namesAndValues) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.set(String.valueOf(namesAndValues[i]), node(namesAndValues[i + 1]));
        }
        return object;
    }

    static ArrayNode list(@Nullable Object... values) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (Object value : values) {
            array.add(node(value));
        }
        return array;
    }

    static ArrayNode list(List<? extends JsonNode> values) {
        return JsonNodeFactory.instance.arrayNode().addAll(values);
    }

    /** The tree, or null if the text is no JSON. */
    static @Nullable JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /**
     * The tree.
     *
     * @throws IllegalArgumentException if the text is no JSON
     */
    static JsonNode parse(String text) {
        JsonNode tree = read(text);
        if (tree == null) {
            throw new IllegalArgumentException("no JSON: a text of " + text.length() + " characters");
        }
        return tree;
    }

    /** A value of the JDK as a tree. */
    static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** The tree for people to read. */
    static String pretty(JsonNode tree) {
        return tree.toPrettyString() + "\n";
    }

    /** The arguments of a tool call as a tree; no arguments are an empty object, and broken ones stay a text. */
    static JsonNode arguments(Call call) {
        if (call.arguments().isBlank()) {
            return of();
        }
        JsonNode tree = read(call.arguments());
        return tree != null ? tree : JsonNodeFactory.instance.textNode(call.arguments());
    }

    /** Meaningless letters, as clouds add them against those who guess content from lengths. */
    static String padding(int seed) {
        return LETTERS.substring(0, 1 + Math.floorMod(seed * 31 + 7, LETTERS.length()));
    }

    private static JsonNode node(@Nullable Object value) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        if (value == null) {
            return make.nullNode();
        } else if (value instanceof JsonNode node) {
            return node;
        } else if (value instanceof String text) {
            return make.textNode(text);
        } else if (value instanceof Integer number) {
            return make.numberNode(number);
        } else if (value instanceof Long number) {
            return make.numberNode(number);
        } else if (value instanceof Double number) {
            return make.numberNode(number);
        } else if (value instanceof Boolean flag) {
            return make.booleanNode(flag);
        }
        throw new IllegalArgumentException("no JSON for " + value.getClass());
    }
}
