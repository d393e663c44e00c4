package dev.interline.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Whether JSON is valid against a JSON Schema: the assertions of draft 2020-12 with references inside the schema.
 * {@code format} and words that it does not know assert nothing. Small on purpose, because it looks at one answer and
 * every user carries it; a validator for all drafts is ten times the size of this module.
 */
final class Conformity {
    private static final int DEEPEST = 200;
    /** Forms that refer to themselves in several ways would be tried for ever. */
    private static final int MOST_CHECKS = 200_000;

    private final JsonNode root;
    private int checks;

    private Conformity(JsonNode root) {
        this.root = root;
    }

    /**
     * What is wrong with a value.
     *
     * @return where and what, without a word of the value; null when it is valid
     */
    static @Nullable String problem(JsonNode schema, JsonNode value) {
        if (value.isMissingNode()) {
            return "it is empty";
        }
        return new Conformity(schema).check(schema, value, "$", 0);
    }

    private @Nullable String check(JsonNode schema, JsonNode value, String at, int depth) {
        if (schema.isBoolean()) {
            return schema.asBoolean() ? null : at + " is not allowed";
        }
        if (!schema.isObject()) {
            return null;
        }
        if (depth > DEEPEST || ++checks > MOST_CHECKS) {
            return at + " is too much to be checked";
        }
        String problem = type(schema.path("type"), value, at);
        if (problem == null) {
            problem = words(schema, value, at);
        }
        if (problem == null && schema.path("$ref").isTextual()) {
            problem = check(referred(schema.path("$ref").textValue()), value, at, depth + 1);
        }
        if (problem == null) {
            problem = combined(schema, value, at, depth);
        }
        if (problem == null && value.isObject()) {
            problem = members(schema, value, at, depth);
        }
        return problem == null && value.isArray() ? items(schema, value, at, depth) : problem;
    }

    /** {@code #/$defs/node} and the like; anything outside the schema asserts nothing. */
    private JsonNode referred(String reference) {
        if (reference.equals("#")) {
            return root;
        }
        return reference.startsWith("#/") ? root.at(reference.substring(1).replace("%24", "$")) : Json.object();
    }

    private static @Nullable String type(JsonNode type, JsonNode value, String at) {
        if (type.isTextual()) {
            return is(type.textValue(), value) ? null : at + " is " + name(value) + ", not " + type.textValue();
        }
        if (!type.isArray() || type.isEmpty()) {
            return null;
        }
        for (JsonNode one : type) {
            if (is(one.asText(), value)) {
                return null;
            }
        }
        return at + " is " + name(value) + ", which its type does not allow";
    }

    private static boolean is(String type, JsonNode value) {
        return switch (type) {
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

    private static String name(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "an array";
            case STRING -> "a string";
            case NUMBER -> "a number";
            case BOOLEAN -> "a boolean";
            case NULL -> "null";
            default -> "nothing";
        };
    }

    /** What is said of a value as such: constants, numbers, texts. */
    private static @Nullable String words(JsonNode schema, JsonNode value, String at) {
        if (schema.has("const") && !same(schema.path("const"), value)) {
            return at + " is not the one value it may be";
        }
        if (schema.path("enum").isArray() && !among(schema.path("enum"), value)) {
            return at + " is none of the values it may be";
        }
        if (value.isNumber()) {
            return number(schema, value.decimalValue(), at);
        }
        if (!value.isTextual()) {
            return null;
        }
        String text = value.textValue();
        String problem = size(schema, "Length", text.codePointCount(0, text.length()), at + " is a text");
        boolean matches = !schema.path("pattern").isTextual()
                || matches(schema.path("pattern").textValue(), text);
        return problem != null || matches ? problem : at + " does not match its pattern";
    }

    private static @Nullable String number(JsonNode schema, BigDecimal number, String at) {
        JsonNode step = schema.path("multipleOf");
        if (compare(number, schema.path("minimum")) < 0
                || compare(number, schema.path("exclusiveMinimum")) < 1
                        && schema.path("exclusiveMinimum").isNumber()) {
            return at + " is too small";
        }
        if (compare(number, schema.path("maximum")) > 0
                        && schema.path("maximum").isNumber()
                || compare(number, schema.path("exclusiveMaximum")) > -1
                        && schema.path("exclusiveMaximum").isNumber()) {
            return at + " is too large";
        }
        boolean fits = !step.isNumber()
                || step.decimalValue().signum() <= 0
                || number.remainder(step.decimalValue()).signum() == 0;
        return fits ? null : at + " is no multiple of what it should be";
    }

    /** Positive where there is nothing to compare with. */
    private static int compare(BigDecimal number, JsonNode bound) {
        return bound.isNumber() ? number.compareTo(bound.decimalValue()) : 1;
    }

    /** {@code minLength} and {@code maxLength}, and likewise for items and properties. */
    private static @Nullable String size(JsonNode schema, String of, int size, String subject) {
        if (schema.path("min" + of).isNumber() && size < schema.path("min" + of).asLong()) {
            return subject + " of too few";
        }
        boolean over = schema.path("max" + of).isNumber()
                && size > schema.path("max" + of).asLong();
        return over ? subject + " of too many" : null;
    }

    private static boolean matches(String pattern, String text) {
        try {
            return Pattern.compile(pattern).matcher(text).find();
        } catch (PatternSyntaxException e) {
            // written for another dialect of regular expressions: it cannot be held against the answer
            return true;
        }
    }

    private static boolean among(JsonNode values, JsonNode value) {
        for (JsonNode one : values) {
            if (same(one, value)) {
                return true;
            }
        }
        return false;
    }

    /** Equal as JSON: 1 is 1.0. */
    private static boolean same(JsonNode one, JsonNode other) {
        return one.equals(
                (a, b) -> a.isNumber() && b.isNumber()
                        ? a.decimalValue().compareTo(b.decimalValue())
                        : a.equals(b) ? 0 : 1,
                other);
    }

    private @Nullable String combined(JsonNode schema, JsonNode value, String at, int depth) {
        for (JsonNode each : schema.path("allOf")) {
            String problem = check(each, value, at, depth + 1);
            if (problem != null) {
                return problem;
            }
        }
        if (schema.path("anyOf").isArray() && fitting(schema.path("anyOf"), value, at, depth) == 0) {
            return at + " has none of the forms it may have";
        }
        if (schema.path("oneOf").isArray() && fitting(schema.path("oneOf"), value, at, depth) != 1) {
            return at + " does not have exactly one of the forms it may have";
        }
        if (schema.has("not") && check(schema.path("not"), value, at, depth + 1) == null) {
            return at + " has the form it must not have";
        }
        if (schema.has("if")) {
            boolean holds = check(schema.path("if"), value, at, depth + 1) == null;
            return check(schema.path(holds ? "then" : "else"), value, at, depth + 1);
        }
        return null;
    }

    private int fitting(JsonNode forms, JsonNode value, String at, int depth) {
        int fitting = 0;
        for (JsonNode form : forms) {
            fitting += check(form, value, at, depth + 1) == null ? 1 : 0;
        }
        return fitting;
    }

    private @Nullable String members(JsonNode schema, JsonNode value, String at, int depth) {
        for (JsonNode name : schema.path("required")) {
            if (!value.has(name.asText())) {
                return at + "." + name.asText() + " is missing";
            }
        }
        String problem = size(schema, "Properties", value.size(), at + " is an object");
        if (problem != null) {
            return problem;
        }
        JsonNode named = schema.path("properties");
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            String name = member.getKey();
            boolean known = named.has(name);
            // a name that is not in the schema is the model's, and would tell of the conversation
            String where = at + (known ? "." + name : ".*");
            if (known) {
                problem = check(named.path(name), member.getValue(), where, depth + 1);
            }
            for (Map.Entry<String, JsonNode> some :
                    schema.path("patternProperties").properties()) {
                if (problem == null && matches(some.getKey(), name)) {
                    known = true;
                    problem = check(some.getValue(), member.getValue(), where, depth + 1);
                }
            }
            if (problem == null && !known) {
                problem = check(schema.path("additionalProperties"), member.getValue(), where, depth + 1);
            }
            if (problem == null && schema.has("propertyNames")) {
                problem = check(schema.path("propertyNames"), Json.tree(name), where, depth + 1);
            }
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private @Nullable String items(JsonNode schema, JsonNode value, String at, int depth) {
        String problem = size(schema, "Items", value.size(), at + " is an array");
        if (problem != null) {
            return problem;
        }
        JsonNode first = schema.path("prefixItems");
        Set<JsonNode> seen = new HashSet<>();
        int containing = 0;
        for (int i = 0; i < value.size(); i++) {
            String where = at + "[" + i + "]";
            JsonNode form = i < first.size() ? first.path(i) : schema.path("items");
            problem = check(form, value.path(i), where, depth + 1);
            if (problem != null) {
                return problem;
            }
            if (!seen.add(value.path(i)) && schema.path("uniqueItems").asBoolean()) {
                return where + " is there twice";
            }
            containing +=
                    schema.has("contains") && check(schema.path("contains"), value.path(i), where, depth + 1) == null
                            ? 1
                            : 0;
        }
        boolean lacks = schema.has("contains")
                && containing < schema.path("minContains").asInt(1);
        return lacks ? at + " lacks an item that it must have" : null;
    }
}
