package dev.interline.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks a request against AWS's own description of its service: names, types, lengths, patterns, enums. */
public final class ServiceModel {
    private static final JsonNode SHAPES = shapes();

    private final List<String> wrong = new ArrayList<>();

    private ServiceModel() {}

    private static JsonNode shapes() {
        try (InputStream in = Objects.requireNonNull(
                ServiceModel.class.getResourceAsStream("/vectors/bedrock-model/service-2.json"))) {
            byte[] bytes = in.readAllBytes();
            return Json.read(bytes, 0, bytes.length).path("shapes");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with the body of a Converse request; empty when nothing is. */
    public static List<String> wrongWithConverse(JsonNode body) {
        ServiceModel model = new ServiceModel();
        model.check(body, "ConverseRequest", "");
        // stands in the address
        model.wrong.remove(" lacks modelId");
        return model.wrong;
    }

    /** What is wrong with the body of a CountTokens request; empty when nothing is. */
    public static List<String> wrongWithCountTokens(JsonNode body) {
        ServiceModel model = new ServiceModel();
        model.check(body, "CountTokensRequest", "");
        // stands in the address
        model.wrong.remove(" lacks modelId");
        return model.wrong;
    }

    private void check(JsonNode value, String name, String at) {
        JsonNode shape = SHAPES.path(name);
        if (shape.path("document").asBoolean()) {
            return;
        }
        switch (shape.path("type").asText()) {
            case "structure" -> structure(value, shape, at);
            case "list" -> list(value, shape, at);
            case "map" -> map(value, shape, at);
            case "string" -> string(value, shape, at);
            case "blob" -> blob(value, shape, at);
            case "boolean" -> expect(value.isBoolean(), at + " is no boolean");
            case "integer", "long" -> {
                expect(value.isIntegralNumber(), at + " is no whole number");
                range(value.asDouble(), shape, at);
            }
            case "float", "double" -> {
                expect(value.isNumber(), at + " is no number");
                range(value.asDouble(), shape, at);
            }
            default -> wrong.add(at + " has an unknown shape " + name);
        }
    }

    private void structure(JsonNode value, JsonNode shape, String at) {
        if (!expect(value.isObject(), at + " is no object")) {
            return;
        }
        Set<String> names = new HashSet<>();
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            names.add(field.getKey());
            JsonNode member = shape.path("members").path(field.getKey());
            boolean known =
                    member.isObject() && !member.path("location").asText().equals("uri");
            if (expect(known, at + " has an unknown member " + field.getKey())) {
                check(field.getValue(), member.path("shape").asText(), at + "." + field.getKey());
            }
        }
        shape.path("required")
                .forEach(required -> expect(names.contains(required.asText()), at + " lacks " + required.asText()));
        if (shape.path("union").asBoolean()) {
            expect(value.size() == 1, at + " is a union with " + value.size() + " members");
        }
    }

    private void list(JsonNode value, JsonNode shape, String at) {
        if (expect(value.isArray(), at + " is no list")) {
            range(value.size(), shape, at);
            for (int i = 0; i < value.size(); i++) {
                check(value.path(i), shape.path("member").path("shape").asText(), at + "[" + i + "]");
            }
        }
    }

    private void map(JsonNode value, JsonNode shape, String at) {
        if (expect(value.isObject(), at + " is no map")) {
            range(value.size(), shape, at);
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                check(Json.tree(field.getKey()), shape.path("key").path("shape").asText(), at + " key");
                check(field.getValue(), shape.path("value").path("shape").asText(), at + "." + field.getKey());
            }
        }
    }

    private void string(JsonNode value, JsonNode shape, String at) {
        if (!expect(value.isTextual(), at + " is no text")) {
            return;
        }
        range(value.textValue().length(), shape, at);
        if (shape.has("pattern")) {
            String pattern = shape.path("pattern").asText();
            expect(Pattern.matches(pattern, value.textValue()), at + " does not match " + pattern);
        }
        if (shape.has("enum")) {
            Set<String> words = new HashSet<>();
            shape.path("enum").forEach(word -> words.add(word.asText()));
            expect(words.contains(value.textValue()), at + " is none of " + words);
        }
    }

    private void blob(JsonNode value, JsonNode shape, String at) {
        if (expect(value.isTextual(), at + " is no Base64")) {
            try {
                range(Base64.getDecoder().decode(value.textValue()).length, shape, at);
            } catch (IllegalArgumentException e) {
                wrong.add(at + " is no Base64");
            }
        }
    }

    private void range(double size, JsonNode shape, String at) {
        expect(!shape.has("min") || size >= shape.path("min").asDouble(), at + " is too small");
        expect(!shape.has("max") || size <= shape.path("max").asDouble(), at + " is too large");
    }

    private boolean expect(boolean condition, String otherwise) {
        if (!condition) {
            wrong.add(otherwise);
        }
        return condition;
    }
}
