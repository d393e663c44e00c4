package dev.interline.typed;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a vendor takes of JSON Schema, written down from its documentation and not from our adapters: "Structured
 * outputs" of the Azure OpenAI documentation, "Structured outputs" of the Claude documentation, "Get validated JSON
 * results from models" of the Amazon Bedrock user guide, and "Structured output" of Google's.
 */
@SuppressWarnings("ImmutableEnumChecker") // Set.of is immutable, which its type does not say
enum Subset {
    OPENAI(Set.of(
            "type",
            "properties",
            "required",
            "additionalProperties",
            "items",
            "enum",
            "const",
            "anyOf",
            "$ref",
            "$defs",
            "description",
            "title")) {
        @Override
        void check(JsonNode schema, String at, List<String> faults) {
            if (schema.path("properties").isObject()) {
                Set<String> required = new HashSet<>();
                schema.path("required").forEach(name -> required.add(name.asText()));
                schema.path("properties").fieldNames().forEachRemaining(name -> {
                    if (!required.contains(name)) {
                        faults.add(at + "." + name + " is not required");
                    }
                });
            }
            closed(schema, at, faults);
            if (schema.has("$ref") && schema.size() > 1 && !schema.has("$defs")) {
                faults.add(at + " has words beside a reference");
            }
            if (!schema.has("type") && !schema.has("anyOf") && !schema.has("$ref") && !schema.has("enum")) {
                faults.add(at + " has no type");
            }
        }
    },
    CLAUDE(Set.of(
            "type",
            "properties",
            "required",
            "additionalProperties",
            "items",
            "enum",
            "const",
            "anyOf",
            "allOf",
            "$ref",
            "$defs",
            "description",
            "title",
            "default",
            "format",
            "minItems")) {
        private final Set<String> formats =
                Set.of("date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid");

        @Override
        void check(JsonNode schema, String at, List<String> faults) {
            closed(schema, at, faults);
            if (schema.has("format") && !formats.contains(schema.path("format").asText())) {
                faults.add(at + " has the format " + schema.path("format"));
            }
        }

        @Override
        void whole(JsonNode schema, List<String> faults) {
            if (!cycles(schema, false).isEmpty()) {
                faults.add("refers to itself");
            }
        }
    },
    GEMINI(Set.of(
            "$id",
            "$defs",
            "$ref",
            "$anchor",
            "type",
            "format",
            "title",
            "description",
            "enum",
            "items",
            "prefixItems",
            "minItems",
            "maxItems",
            "minimum",
            "maximum",
            "anyOf",
            "oneOf",
            "properties",
            "additionalProperties",
            "required",
            "propertyOrdering")) {
        @Override
        void check(JsonNode schema, String at, List<String> faults) {
            if (schema.has("$ref") && schema.size() > 1 && !schema.has("$defs")) {
                faults.add(at + " has words beside a reference");
            }
            if (schema.path("type").asText().equals("array") && !schema.has("items")) {
                faults.add(at + " is an array of nothing");
            }
        }

        @Override
        void whole(JsonNode schema, List<String> faults) {
            if (!cycles(schema, true).isEmpty()) {
                faults.add("refers to itself through what is required");
            }
        }
    };

    private final Set<String> words;

    Subset(Set<String> words) {
        this.words = words;
    }

    abstract void check(JsonNode schema, String at, List<String> faults);

    void whole(JsonNode schema, List<String> faults) {}

    /** What the vendor would refuse; empty when nothing. */
    List<String> faults(JsonNode schema) {
        List<String> faults = new ArrayList<>();
        if (!schema.path("type").asText().equals("object") || schema.has("anyOf")) {
            faults.add("the root is no object");
        }
        visit(schema, "$", faults);
        whole(schema, faults);
        return faults;
    }

    private void visit(JsonNode schema, String at, List<String> faults) {
        schema.fieldNames().forEachRemaining(word -> {
            if (!words.contains(word)) {
                faults.add(at + " has " + word);
            }
        });
        check(schema, at, faults);
        for (String named : List.of("properties", "$defs")) {
            for (Map.Entry<String, JsonNode> each : schema.path(named).properties()) {
                visit(each.getValue(), at + "." + each.getKey(), faults);
            }
        }
        for (JsonNode each : schema.path("anyOf")) {
            visit(each, at, faults);
        }
        if (schema.has("items")) {
            visit(schema.path("items"), at + "[]", faults);
        }
    }

    static void closed(JsonNode schema, String at, List<String> faults) {
        boolean open = schema.path("additionalProperties").asBoolean(true)
                || schema.path("additionalProperties").isObject();
        if ((schema.path("type").asText().equals("object") || schema.has("properties")) && open) {
            faults.add(at + " is open");
        }
    }

    /** Definitions that lead back to themselves, through what is required alone where that is asked. */
    static Set<String> cycles(JsonNode root, boolean required) {
        Set<String> found = new HashSet<>();
        root.path("$defs").fieldNames().forEachRemaining(name -> {
            if (reaches(root, root.path("$defs").path(name), name, required, new HashSet<>())) {
                found.add(name);
            }
        });
        return found;
    }

    private static boolean reaches(JsonNode root, JsonNode from, String name, boolean required, Set<String> seen) {
        String reference = from.path("$ref").asText();
        if (!reference.isEmpty()) {
            String target = reference.substring(reference.lastIndexOf('/') + 1);
            return target.equals(name)
                    || seen.add(target) && reaches(root, root.path("$defs").path(target), name, required, seen);
        }
        Set<String> must = new HashSet<>();
        from.path("required").forEach(each -> must.add(each.asText()));
        for (Map.Entry<String, JsonNode> each : from.path("properties").properties()) {
            if ((!required || must.contains(each.getKey())) && reaches(root, each.getValue(), name, required, seen)) {
                return true;
            }
        }
        for (JsonNode each : from.path("anyOf")) {
            if (reaches(root, each, name, required, seen)) {
                return true;
            }
        }
        return from.has("items") && reaches(root, from.path("items"), name, required, seen);
    }
}
