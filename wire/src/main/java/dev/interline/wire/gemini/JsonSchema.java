package dev.interline.wire.gemini;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.Notice;
import dev.interline.error.Failure;
import dev.interline.error.InvalidException;
import dev.interline.wire.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A light pass over JSON Schemas for {@code parametersJsonSchema} and {@code responseJsonSchema}: what those fields
 * know under another name is renamed, what they refuse is left out, and the many words that they ignore stay. Source:
 * Google's page "Structured output".
 */
final class JsonSchema {
    private final boolean answer;
    private boolean bared;
    private boolean closed;

    private JsonSchema(boolean answer) {
        this.answer = answer;
    }

    /** A function's parameters. */
    static ObjectNode ofParameters(String schema, String subject, List<Notice> notices) {
        ObjectNode tree = new JsonSchema(false).pass(schema, subject, notices);
        if (!tree.has("type") && !tree.has("$ref")) {
            // the root of parameters must say that it is an object
            tree.put("type", "object");
        }
        return tree;
    }

    /** The form of an answer. */
    static ObjectNode ofAnswer(String schema, List<Notice> notices) {
        return new JsonSchema(true).pass(schema, "the answer", notices);
    }

    /** Whether it refers to itself through what must be there, which these fields refuse. */
    static boolean isEndless(String schema) {
        ObjectNode root = parse(schema, "the answer");
        return isEndless(root, root, new HashSet<>());
    }

    private static boolean isEndless(JsonNode root, JsonNode node, Set<String> open) {
        String ref = Json.text(node, "$ref");
        if (ref.startsWith("#")) {
            if (ref.equals("#") || !open.add(ref)) {
                return true;
            }
            boolean endless = isEndless(root, root.at(ref.substring(1)), open);
            open.remove(ref);
            return endless;
        }
        for (JsonNode name : node.path("required")) {
            if (isEndless(root, node.path("properties").path(name.asText()), open)) {
                return true;
            }
        }
        for (String child : List.of("items", "additionalProperties", "prefixItems", "anyOf", "oneOf", "allOf")) {
            JsonNode under = node.path(child);
            if (under.isObject() && isEndless(root, under, open)) {
                return true;
            }
            if (under.isArray()) {
                for (JsonNode each : under) {
                    if (isEndless(root, each, open)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private ObjectNode pass(String schema, String subject, List<Notice> notices) {
        ObjectNode tree = parse(schema, subject);
        visit(tree);
        if (bared) {
            notices.add(Notice.dropped(subject, "what stood beside a $ref in the schema was left out"));
        }
        if (closed) {
            notices.add(Notice.dropped(subject, "additionalProperties: true was left out of the schema"));
        }
        return tree;
    }

    private static ObjectNode parse(String schema, String subject) {
        try {
            if (Json.read(schema) instanceof ObjectNode tree) {
                return tree;
            }
        } catch (JsonProcessingException e) {
            throw new InvalidException(
                    "the schema of " + subject + " is no JSON: " + e.getOriginalMessage(), Failure.NONE, e);
        }
        throw new InvalidException("the schema of " + subject + " is not a JSON object");
    }

    private void visit(JsonNode node) {
        if (node instanceof ArrayNode several) {
            several.forEach(this::visit);
            return;
        }
        if (!(node instanceof ObjectNode schema)) {
            return;
        }
        schema.remove("$schema");
        JsonNode ref = schema.path("$ref");
        if (ref.isTextual()) {
            reference(schema, ref.textValue());
        }
        if (schema.has("const") && !schema.has("enum")) {
            schema.putArray("enum").add(schema.remove("const"));
        }
        if (answer && schema.path("additionalProperties").asBoolean()) {
            // seen to give empty answers
            schema.remove("additionalProperties");
            closed = true;
        }
        if (schema.path("definitions").isObject() && !schema.has("$defs")) {
            schema.set("$defs", schema.remove("definitions"));
        }
        for (String child : List.of("items", "prefixItems", "anyOf", "oneOf", "allOf", "additionalProperties")) {
            visit(schema.path(child));
        }
        for (String named : List.of("properties", "$defs")) {
            schema.path(named).forEach(this::visit);
        }
    }

    /** A reference stands alone in its object, but for the root, whose definitions it needs. */
    private void reference(ObjectNode schema, String ref) {
        if (ref.startsWith("#/definitions/")) {
            schema.put("$ref", "#/$defs/" + ref.substring("#/definitions/".length()));
        }
        int before = schema.size();
        schema.retain("$ref", "$defs", "definitions");
        bared |= schema.size() < before;
    }
}
