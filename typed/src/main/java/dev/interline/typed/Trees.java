package dev.interline.typed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What vendors ask of the trees of a schema: closed objects, bare references, and no definition that nobody needs. */
final class Trees {
    static final String DEFINITIONS = "$defs";
    private static final String PREFIX = "#/" + DEFINITIONS + "/";

    private Trees() {}

    /** An object without properties, and no others than those that are added. */
    static ObjectNode object() {
        ObjectNode object = JsonNodeFactory.instance.objectNode().put("type", "object");
        object.putObject("properties");
        object.putArray("required");
        return object.put("additionalProperties", false);
    }

    static void add(ObjectNode object, String name, JsonNode schema, boolean required) {
        object.withObject("/properties").set(name, schema);
        if (required) {
            object.withArray("/required").add(name);
        }
    }

    static ObjectNode reference(String name) {
        return JsonNodeFactory.instance.objectNode().put("$ref", PREFIX + name);
    }

    /** What a schema refers to; itself where it refers to nothing. */
    static ObjectNode target(ObjectNode schema, ObjectNode definitions) {
        String reference = schema.path("$ref").asText();
        return reference.startsWith(PREFIX)
                        && definitions.get(reference.substring(PREFIX.length())) instanceof ObjectNode found
                ? target(found, definitions)
                : schema;
    }

    /** What is referred to stays, and nothing else; objects have the properties that are told and no others. */
    static ObjectNode finished(ObjectNode root, ObjectNode definitions) {
        merge(root);
        merge(definitions);
        close(root);
        close(definitions);
        bare(root, definitions);
        definitions.deepCopy().fieldNames().forEachRemaining(name -> bare(definitions.path(name), definitions));
        Set<String> used = new HashSet<>();
        collect(root, definitions, used);
        ObjectNode kept = definitions.deepCopy();
        kept.retain(used);
        if (!kept.isEmpty()) {
            root.set(DEFINITIONS, kept);
        }
        return root;
    }

    /** What is said of a member joins what is said of its type, and wins: few vendors know {@code allOf}. */
    private static void merge(JsonNode node) {
        if (node instanceof ObjectNode schema && schema.path("allOf").isArray()) {
            for (JsonNode part : schema.remove("allOf")) {
                schema.setAll((ObjectNode) part);
            }
        }
        node.forEach(Trees::merge);
    }

    /**
     * Nothing stands beside a reference, which OpenAI refuses and Gemini leaves out: what is described has a copy of
     * its own. What refers to itself has no end to copy, and stays without the words.
     */
    private static void bare(JsonNode node, ObjectNode definitions) {
        node.forEach(child -> bare(child, definitions));
        if (node instanceof ObjectNode schema && schema.has("$ref") && schema.size() > 1) {
            Set<String> used = new HashSet<>();
            ObjectNode target = target(schema, definitions);
            collect(target, definitions, used);
            String name = schema.path("$ref").asText();
            if (used.contains(name.substring(name.lastIndexOf('/') + 1))) {
                schema.retain("$ref");
            } else {
                JsonNode words = schema.get("description");
                schema.removeAll();
                schema.setAll(target.deepCopy());
                if (words != null) {
                    schema.set("description", words);
                }
            }
        }
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode schema
                && schema.path("type").asText().equals("object")
                && !schema.has("additionalProperties")) {
            if (!schema.has("properties")) {
                schema.putObject("properties");
            }
            schema.put("additionalProperties", false);
        }
        node.forEach(Trees::close);
    }

    private static void collect(JsonNode node, ObjectNode definitions, Set<String> used) {
        for (String reference : node.findValuesAsText("$ref")) {
            String name = reference.substring(reference.lastIndexOf('/') + 1);
            if (used.add(name)) {
                collect(definitions.path(name), definitions, used);
            }
        }
    }

    /** Whether nothing is left open: every value has a type. */
    static boolean isClosed(JsonNode schema) {
        List<JsonNode> children = new ArrayList<>();
        schema.path("properties").forEach(children::add);
        schema.path(DEFINITIONS).forEach(children::add);
        schema.path("anyOf").forEach(children::add);
        if (schema.has("items")) {
            children.add(schema.path("items"));
        }
        boolean told = schema.has("type") || schema.has("$ref") || schema.has("anyOf") || schema.has("enum");
        return told
                && !schema.path("additionalProperties").isObject()
                && children.stream().allMatch(Trees::isClosed);
    }
}
