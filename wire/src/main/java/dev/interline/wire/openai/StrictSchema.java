package dev.interline.wire.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.interline.Notice;
import dev.interline.error.Failure;
import dev.interline.error.InvalidException;
import dev.interline.wire.Json;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The subset of JSON Schema that OpenAI models guarantee: every property required (an optional one may be null
 * instead), no further properties, no length, range or pattern. Source: "Structured outputs" of the Azure OpenAI
 * documentation.
 */
final class StrictSchema {
    private static final Set<String> REFUSED = Set.of(
            "minLength",
            "maxLength",
            "pattern",
            "format",
            "minimum",
            "maximum",
            "multipleOf",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "patternProperties",
            "unevaluatedProperties",
            "propertyNames",
            "minProperties",
            "maxProperties",
            "unevaluatedItems",
            "contains",
            "minContains",
            "maxContains",
            "minItems",
            "maxItems",
            "uniqueItems",
            "$schema",
            "default",
            "examples");

    private final Set<String> removed = new TreeSet<>();
    private boolean widened;

    private StrictSchema() {}

    /**
     * The schema within the subset.
     *
     * @param subject what it belongs to, for the notices
     */
    static JsonNode of(String schema, String subject, List<Notice> notices) {
        JsonNode tree = parse(schema, subject).deepCopy();
        StrictSchema pass = new StrictSchema();
        pass.visit(tree);
        if (!pass.removed.isEmpty()) {
            notices.add(Notice.dropped(
                    subject,
                    "the schema's " + String.join(", ", pass.removed)
                            + " cannot be guaranteed by this model and was left out"));
        }
        if (pass.widened) {
            notices.add(Notice.mapped(subject, "optional properties were made required and may be null"));
        }
        return tree;
    }

    /** Reads a caller's schema. */
    static JsonNode parse(String schema, String subject) {
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

    private void visit(JsonNode node) {
        if (node instanceof ArrayNode array) {
            array.forEach(this::visit);
            return;
        }
        if (!(node instanceof ObjectNode schema)) {
            return;
        }
        for (Iterator<String> names = schema.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (REFUSED.contains(name)) {
                if (!name.equals("$schema")) {
                    removed.add(name);
                }
                names.remove();
            }
        }
        if (schema.path("properties") instanceof ObjectNode properties) {
            Set<String> required = new TreeSet<>();
            schema.path("required").forEach(name -> required.add(name.asText()));
            ArrayNode all = Json.array();
            for (Map.Entry<String, JsonNode> property : properties.properties()) {
                all.add(property.getKey());
                visit(property.getValue());
                if (!required.contains(property.getKey())) {
                    nullable(property.getValue());
                }
            }
            schema.set("required", all);
            schema.put("additionalProperties", false);
        }
        for (String child : List.of("items", "anyOf", "allOf", "oneOf")) {
            visit(schema.path(child));
        }
        for (String definitions : List.of("$defs", "definitions")) {
            schema.path(definitions).forEach(this::visit);
        }
    }

    private void nullable(JsonNode property) {
        if (!(property instanceof ObjectNode schema)) {
            return;
        }
        widened = true;
        JsonNode type = schema.path("type");
        if (type.isTextual()) {
            schema.set("type", Json.array().add(type).add("null"));
            if (schema.path("enum") instanceof ArrayNode values) {
                values.addNull();
            }
        } else if (type instanceof ArrayNode types) {
            for (JsonNode word : types) {
                if (word.equals(TextNode.valueOf("null"))) {
                    return;
                }
            }
            types.add("null");
        } else if (schema.has("anyOf")) {
            ((ArrayNode) schema.path("anyOf")).add(Json.object().put("type", "null"));
        } else if (schema.has("$ref")) {
            JsonNode ref = schema.remove("$ref");
            schema.set(
                    "anyOf",
                    Json.array()
                            .add(Json.object().set("$ref", ref))
                            .add(Json.object().put("type", "null")));
        }
    }
}
