package dev.interline.wire.anthropic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.Notice;
import dev.interline.error.Failure;
import dev.interline.error.InvalidException;
import dev.interline.wire.Json;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The subset of JSON Schema that Claude and Converse guarantee: no bounds of numbers, texts and arrays, no further
 * properties, no recursion. What is left out is told to the model in the property's description. Sources: "Structured
 * outputs" of the Claude documentation, "Get validated JSON results from models" of the Amazon Bedrock user guide.
 */
public final class NarrowSchema {
    private static final Set<String> REFUSED = Set.of(
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "pattern",
            "maxItems",
            "uniqueItems",
            "contains",
            "minContains",
            "maxContains",
            "minProperties",
            "maxProperties",
            "patternProperties",
            "propertyNames",
            "unevaluatedProperties",
            "unevaluatedItems",
            "dependentRequired",
            "dependentSchemas",
            "not",
            "if",
            "then",
            "else");
    private static final Set<String> FORMATS =
            Set.of("date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid");

    private final Set<String> removed = new TreeSet<>();
    private boolean closed;

    private NarrowSchema() {}

    /**
     * The schema within the subset.
     *
     * @param subject what it belongs to, for the notices
     */
    public static JsonNode of(JsonNode schema, String subject, List<Notice> notices) {
        JsonNode tree = schema.deepCopy();
        NarrowSchema pass = new NarrowSchema();
        pass.visit(tree);
        if (!pass.removed.isEmpty()) {
            notices.add(Notice.mapped(
                    subject,
                    "the schema's " + String.join(", ", pass.removed)
                            + " cannot be guaranteed by this model; it is told of it in words"));
        }
        if (pass.closed) {
            notices.add(Notice.dropped(subject, "further properties cannot be allowed here"));
        }
        return tree;
    }

    /**
     * Reads a caller's schema.
     *
     * @throws InvalidException when it is no JSON object
     */
    public static JsonNode parse(String schema, String subject) {
        try {
            JsonNode tree = Json.read(schema);
            if (tree.isObject()) {
                return tree;
            }
        } catch (JsonProcessingException e) {
            throw new InvalidException(
                    "the schema of " + subject + " is no JSON: " + e.getOriginalMessage(), Failure.NONE, e);
        }
        throw new InvalidException("the schema of " + subject + " is not a JSON object");
    }

    /** Whether it refers to itself, which cannot be guaranteed. */
    public static boolean isRecursive(JsonNode schema) {
        return recurses(schema, schema, new HashSet<>());
    }

    private static boolean recurses(JsonNode root, JsonNode node, Set<String> open) {
        String target = Json.text(node, "$ref");
        if (target.equals("#")) {
            return true;
        }
        if (target.startsWith("#/")) {
            if (!open.add(target)) {
                return true;
            }
            boolean found = recurses(root, root.at(target.substring(1)), open);
            open.remove(target);
            if (found) {
                return true;
            }
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            boolean definitions =
                    field.getKey().equals("$defs") || field.getKey().equals("definitions");
            if (!definitions && field.getValue().isContainerNode() && recurses(root, field.getValue(), open)) {
                return true;
            }
        }
        if (node.isArray()) {
            for (JsonNode one : node) {
                if (recurses(root, one, open)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void visit(JsonNode node) {
        if (node instanceof ArrayNode array) {
            array.forEach(this::visit);
            return;
        }
        if (!(node instanceof ObjectNode schema)) {
            return;
        }
        StringBuilder words = new StringBuilder();
        for (Iterator<Map.Entry<String, JsonNode>> fields = schema.properties().iterator(); fields.hasNext(); ) {
            Map.Entry<String, JsonNode> field = fields.next();
            if (field.getKey().equals("$schema")) {
                fields.remove();
            } else if (isRefused(field.getKey(), field.getValue())) {
                fields.remove();
                removed.add(field.getKey());
                words.append(words.length() == 0 ? "" : ", ")
                        .append(field.getKey())
                        .append(": ")
                        .append(field.getValue());
            }
        }
        if (words.length() > 0) {
            String said = Json.text(schema, "description");
            schema.put("description", said.isEmpty() ? "(" + words + ")" : said + " (" + words + ")");
        }
        JsonNode choices = schema.remove("oneOf");
        if (choices != null && !schema.has("anyOf")) {
            schema.set("anyOf", choices);
        }
        if (schema.path("properties").isObject() || schema.path("type").asText().equals("object")) {
            closed |= schema.path("additionalProperties").isObject()
                    || schema.path("additionalProperties").asBoolean(false);
            schema.put("additionalProperties", false);
        }
        schema.path("properties").forEach(this::visit);
        for (String child : List.of("items", "prefixItems", "anyOf", "allOf")) {
            visit(schema.path(child));
        }
        for (String definitions : List.of("$defs", "definitions")) {
            schema.path(definitions).forEach(this::visit);
        }
    }

    private static boolean isRefused(String name, JsonNode value) {
        return switch (name) {
            case "minItems" -> value.asInt() > 1;
            case "format" -> value.isTextual() && !FORMATS.contains(value.textValue());
            default -> REFUSED.contains(name);
        };
    }
}
