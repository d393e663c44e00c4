package dev.interline.typed;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.types.MisfitException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds what a model wrote against a schema of ours, and says in words that the model can repair it by what does not
 * fit: where, what was expected, what is there. It knows the words that {@link Schemas} uses. Null stands for what was
 * left out, as vendors that require every property write it.
 */
final class Fit {
    private static final int MOST = 5;
    private static final int LONGEST_QUOTE = 80;

    private final JsonNode root;
    private final List<String> forPeople = new ArrayList<>();
    private final List<String> forTheModel = new ArrayList<>();

    private Fit(JsonNode root) {
        this.root = root;
    }

    /**
     * Checks a value.
     *
     * @throws MisfitException when it does not fit
     */
    static void check(JsonNode schema, JsonNode value) {
        Fit fit = new Fit(schema);
        fit.check(schema, value, "$");
        if (!fit.forPeople.isEmpty()) {
            throw new MisfitException(String.join("; ", fit.forPeople), String.join("\n", fit.forTheModel));
        }
    }

    private void check(JsonNode form, JsonNode value, String at) {
        JsonNode schema = resolved(form);
        if (forPeople.size() >= MOST) {
            return;
        }
        if (schema.path("anyOf").isArray()) {
            oneOf(schema.path("anyOf"), value, at);
            return;
        }
        if (schema.path("enum").isArray() && !isAmong(schema.path("enum"), value)) {
            wrong(at, "one of " + list(schema.path("enum")), value);
            return;
        }
        if (!isTyped(schema.path("type"), value)) {
            wrong(at, name(schema.path("type")), value);
        } else if (value.isObject()) {
            members(schema, value, at);
        } else if (value.isArray() && schema.has("items")) {
            for (int i = 0; i < value.size(); i++) {
                check(schema.path("items"), value.path(i), at + "[" + i + "]");
            }
        }
    }

    private JsonNode resolved(JsonNode schema) {
        String reference = schema.path("$ref").asText();
        if (reference.equals("#")) {
            return root;
        }
        return reference.startsWith("#/") ? root.at(reference.substring(1)) : schema;
    }

    private static boolean isAmong(JsonNode values, JsonNode value) {
        for (JsonNode one : values) {
            if (one.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTyped(JsonNode types, JsonNode value) {
        if (types.isArray()) {
            for (JsonNode one : types) {
                if (isTyped(one, value)) {
                    return true;
                }
            }
            return false;
        }
        return switch (types.asText()) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            case "number" -> value.isNumber();
            case "integer" ->
                value.isNumber() && value.decimalValue().stripTrailingZeros().scale() <= 0;
            default -> true;
        };
    }

    private void members(JsonNode schema, JsonNode value, String at) {
        JsonNode known = schema.path("properties");
        for (JsonNode required : schema.path("required")) {
            String name = required.asText();
            if (!value.hasNonNull(name) && !mayBeNull(known.path(name))) {
                wrong(at + "." + name, name(resolved(known.path(name)).path("type")), value.path(name));
            }
        }
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            String name = member.getKey();
            JsonNode further = schema.path("additionalProperties");
            if (known.has(name)) {
                if (!member.getValue().isNull()) {
                    check(known.path(name), member.getValue(), at + "." + name);
                }
            } else if (further.isObject()) {
                check(further, member.getValue(), at + "." + name);
            } else if (further.isBoolean() && !further.booleanValue()) {
                unknown(at, name, known);
            }
        }
    }

    private boolean mayBeNull(JsonNode form) {
        JsonNode schema = resolved(form);
        return !schema.has("type") && !schema.has("anyOf") && !schema.has("enum");
    }

    /** Of several forms, the one that its mark names. */
    private void oneOf(JsonNode forms, JsonNode value, String at) {
        Set<String> words = new TreeSet<>();
        String property = "";
        for (JsonNode each : forms) {
            JsonNode form = resolved(each);
            Iterator<String> names = form.path("properties").fieldNames();
            if (!names.hasNext()) {
                continue;
            }
            property = names.next();
            JsonNode word = form.path("properties").path(property).path("enum").path(0);
            if (value.isObject() && word.equals(value.path(property))) {
                check(form, value, at);
                return;
            }
            words.add(word.toString());
        }
        if (!value.isObject()) {
            wrong(at, "an object", value);
        } else {
            wrong(at + "." + property, "one of " + String.join(", ", words), value.path(property));
        }
    }

    private void unknown(String at, String name, JsonNode known) {
        List<String> names = new ArrayList<>();
        known.fieldNames().forEachRemaining(names::add);
        // a name that is not in the schema is the model's, and would tell of the conversation
        forPeople.add(at + " has a property that is not expected");
        forTheModel.add(at + "." + name + " is not expected; known are: " + String.join(", ", names) + ".");
    }

    private void wrong(String at, String expected, JsonNode found) {
        boolean missing = found.isMissingNode();
        String where = at.replaceAll("\\.[^.\\[\\]]*[^\\w.\\[\\]$-][^.\\[\\]]*", ".*");
        forPeople.add(where + (missing ? " is missing" : " is not " + expected));
        forTheModel.add(
                at + ": expected " + expected + ", got " + (missing ? "nothing" : shortened(found.toString())) + ".");
    }

    static String shortened(String text) {
        return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…";
    }

    private static String list(JsonNode values) {
        List<String> words = new ArrayList<>();
        values.forEach(value -> words.add(value.toString()));
        return String.join(", ", words);
    }

    private static String name(JsonNode type) {
        return switch (type.isArray() ? type.path(0).asText() : type.asText()) {
            case "object" -> "an object";
            case "array" -> "an array";
            case "string" -> "a string";
            case "boolean" -> "a boolean";
            case "number" -> "a number";
            case "integer" -> "an integer";
            default -> "a value";
        };
    }
}
