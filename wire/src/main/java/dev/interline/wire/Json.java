package dev.interline.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.error.UnreadableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** JSON as trees, tolerant of what it does not know. No reflection, no types of ours. */
public final class Json {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(500)
                    .maxStringLength(64 << 20)
                    .build())
            .build();

    private Json() {}

    /** A new object. */
    public static ObjectNode object() {
        return Nodes.SMALL.objectNode();
    }

    /** A new array. */
    public static ArrayNode array() {
        return Nodes.SMALL.arrayNode();
    }

    /** The factory for streaming parsers. */
    public static JsonFactory factory() {
        return FACTORY;
    }

    /**
     * Reads a document.
     *
     * @throws JsonProcessingException when it is none
     */
    public static JsonNode read(byte[] bytes, int offset, int length) throws IOException {
        try (JsonParser parser = FACTORY.createParser(bytes, offset, length)) {
            return read(parser);
        }
    }

    /**
     * Reads a document.
     *
     * @throws JsonProcessingException when it is none
     */
    public static JsonNode read(String text) throws JsonProcessingException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            return read(parser);
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory cannot fail", e);
        }
    }

    /**
     * Reads a document as it arrives; what follows it is left unread. The stream is not closed.
     *
     * @throws JsonProcessingException when it is none
     */
    static JsonNode read(InputStream in) throws IOException {
        try (JsonParser parser = FACTORY.createParser(in)) {
            parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
            return read(parser);
        }
    }

    private static JsonNode read(JsonParser parser) throws IOException {
        return parser.nextToken() == null ? MissingNode.getInstance() : Trees.read(parser);
    }

    /**
     * Reads a text that is one document and nothing else.
     *
     * @throws JsonProcessingException when it is none, or more follows
     */
    public static JsonNode document(String text) throws JsonProcessingException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            JsonNode node = read(parser);
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "more than one document");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory cannot fail", e);
        }
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
        return JsonBytes.of(node);
    }

    /** Writes a document as text, without a blank between its tokens. */
    public static String compact(JsonNode node) {
        return new String(JsonBytes.of(node), StandardCharsets.UTF_8);
    }

    /**
     * A caller's maps, lists and scalars as a tree.
     *
     * @throws IllegalArgumentException for a value of any other type
     */
    public static JsonNode tree(@Nullable Object value) {
        return Trees.of(value);
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

    /** Whether an answer with a good status is an error: in the form of OpenAI and Google, of Anthropic, or of AWS. */
    public static boolean isError(JsonNode answer) {
        return isPresent(answer.path("error"))
                || !text(answer, "__type").isEmpty()
                || !text(answer.path("Output"), "__type").isEmpty();
    }

    /** The fields of an object, each a JSON value as text; without those that are known already, and without nulls. */
    public static Map<String, String> details(JsonNode object, Set<String> known) {
        Map<String, String> details = new LinkedHashMap<>();
        object.properties().forEach(field -> {
            if (!known.contains(field.getKey()) && !field.getValue().isNull()) {
                details.put(field.getKey(), compact(field.getValue()));
            }
        });
        return details;
    }

    /** Whether there is something: not missing, not null, not an empty object or array. */
    public static boolean isPresent(JsonNode node) {
        return !node.isMissingNode() && !node.isNull() && !(node.isContainerNode() && node.isEmpty());
    }

    /** Whether it is the very same node in every answer that says the same; such a node cannot be changed. */
    public static boolean isShared(JsonNode node) {
        return Lasting.lasts(node);
    }
}
