package dev.interline.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Takes secrets out of texts. What is done once more changes nothing, so that redacted texts can be compared. */
final class Redaction {
    /** Whose values are secrets, by their names. */
    private static final Pattern SECRET_NAME =
            Pattern.compile("(?i).*(key|token|secret|password|passwd|credential|private).*");
    /** What is taken for a secret by its looks, in whatever text it stands. */
    private static final Pattern SECRET = Pattern.compile("(?i:bearer )[A-Za-z0-9._~+/=-]{16,}"
            + "|\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b"
            + "|\\bsk-[A-Za-z0-9_-]{16,}"
            + "|\\bAIza[A-Za-z0-9_-]{30,}"
            + "|\\bbedrock-api-key-[A-Za-z0-9+/=_-]+"
            + "|\\bya29\\.[A-Za-z0-9._-]{16,}"
            + "|\\beyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]*"
            + "|-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*-----END [A-Z ]*PRIVATE KEY-----");
    /** Shorter values, such as {@code true}, stand in many texts by chance. */
    private static final int SHORTEST = 8;

    private final List<UnaryOperator<String>> rules;

    private Redaction(List<UnaryOperator<String>> rules) {
        this.rules = List.copyOf(rules);
    }

    /** The values of these variables that are secrets by name, and what looks like a secret. */
    static Redaction of(Map<String, String> environment) {
        List<UnaryOperator<String>> rules = new ArrayList<>();
        environment.entrySet().stream()
                .filter(variable -> SECRET_NAME.matcher(variable.getKey()).matches())
                .filter(variable -> variable.getValue().length() >= SHORTEST)
                // the longest first: one may be a part of another
                .sorted(Comparator.comparingInt(variable -> -variable.getValue().length()))
                .forEach(variable ->
                        rules.add(text -> text.replace(variable.getValue(), "[" + variable.getKey() + "]")));
        rules.add(text -> SECRET.matcher(text).replaceAll("[secret]"));
        return new Redaction(rules);
    }

    Redaction and(UnaryOperator<String> rule) {
        List<UnaryOperator<String>> more = new ArrayList<>(rules);
        more.add(rule);
        return new Redaction(more);
    }

    String apply(String text) {
        String clean = text;
        for (UnaryOperator<String> rule : rules) {
            clean = rule.apply(clean);
        }
        return clean;
    }

    /** The same tree with every text in it redacted. */
    JsonNode apply(JsonNode tree) {
        if (tree instanceof ObjectNode object) {
            ObjectNode clean = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(field -> clean.set(apply(field.getKey()), apply(field.getValue())));
            return clean;
        } else if (tree instanceof ArrayNode array) {
            ArrayNode clean = JsonNodeFactory.instance.arrayNode();
            array.forEach(item -> clean.add(apply(item)));
            return clean;
        }
        return tree.isTextual() ? JsonNodeFactory.instance.textNode(apply(tree.asText())) : tree;
    }
}
