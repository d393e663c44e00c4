package dev.interline.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Checks a request against Google's own definition of it: names, types, one of each group, what is required. */
public final class VertexModel {
    /** Fields that are newer than the definition, as its README lists them. */
    private static final Set<String> NEWER = Set.of("GenerateContentRequest.serviceTier");
    /** A step that the newest models have and the definition has not. */
    private static final String NEWER_WORD = "GenerationConfig.ThinkingConfig.ThinkingLevel.XHIGH";
    /** Stands in the address. */
    private static final Set<String> ELSEWHERE = Set.of(
            "GenerateContentRequest.model",
            "EmbedContentRequest.model",
            "CountTokensRequest.endpoint",
            "PredictRequest.endpoint");

    private static final JsonNode MODEL = read();

    private final List<String> faults = new ArrayList<>();

    /** What is wrong with a body; empty when nothing is. */
    public static List<String> faults(JsonNode body) {
        return faults("GenerateContentRequest", body);
    }

    /** What is wrong with a body of another operation. */
    static List<String> faults(String message, JsonNode body) {
        VertexModel check = new VertexModel();
        check.message(message, body, "$");
        return check.faults;
    }

    private static JsonNode read() {
        String file = "/vectors/vertex-model/aiplatform-v1-generate-content.json";
        try (InputStream in = Objects.requireNonNull(VertexModel.class.getResourceAsStream(file))) {
            byte[] bytes = in.readAllBytes();
            return Json.read(bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void message(String name, JsonNode value, String path) {
        JsonNode fields = MODEL.path("messages").path(name);
        if (!value.isObject() || fields.isMissingNode()) {
            faults.add(path + " is no " + name);
            return;
        }
        Map<String, String> groups = new HashMap<>();
        value.properties().forEach(entry -> {
            String field = entry.getKey();
            String here = path + "." + field;
            if (NEWER.contains(name + "." + field)) {
                return;
            }
            JsonNode definition = fields.path(field);
            if (definition.isMissingNode() || ELSEWHERE.contains(name + "." + field)) {
                faults.add(here + ": unknown name in " + name);
                return;
            }
            String group = definition.path("oneof").asText();
            if (!group.isEmpty() && groups.put(group, field) != null) {
                faults.add(here + ": a second field of the group " + group);
            }
            field(definition, entry.getValue(), here);
        });
        fields.properties().forEach(entry -> {
            boolean required = entry.getValue().path("behavior").toString().contains("REQUIRED");
            if (required && !ELSEWHERE.contains(name + "." + entry.getKey()) && !value.has(entry.getKey())) {
                faults.add(path + "." + entry.getKey() + " is missing");
            }
        });
    }

    private void field(JsonNode definition, JsonNode value, String path) {
        if (!definition.path("repeated").asBoolean()) {
            value(definition, value, path);
        } else if (!value.isArray()) {
            faults.add(path + " is no array");
        } else {
            for (int i = 0; i < value.size(); i++) {
                value(definition, value.get(i), path + "[" + i + "]");
            }
        }
    }

    private void value(JsonNode definition, JsonNode value, String path) {
        String ref = definition.path("$ref").asText();
        String type = definition.path("type").asText();
        if (type.isEmpty()) {
            message(ref, value, path);
            return;
        }
        if (type.equals("map") && definition.path("values").has("$ref")) {
            String values = definition.path("values").path("$ref").asText();
            value.properties().forEach(entry -> message(values, entry.getValue(), path + "." + entry.getKey()));
            return;
        }
        boolean fits = switch (type) {
            case "string" -> value.isTextual();
            case "string(base64)" -> value.isTextual() && value.textValue().matches("[A-Za-z0-9+/_-]*=*");
            case "integer" -> value.canConvertToInt() && value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "object(any)" -> value.isObject();
            case "any" -> true;
            case "enum" ->
                MODEL.path("enums").path(ref).has(value.asText()) || NEWER_WORD.equals(ref + "." + value.asText());
            case "map" -> value.isObject() && stringValues(value);
            default -> false;
        };
        if (!fits) {
            faults.add(path + " is no " + type + (ref.isEmpty() ? "" : " " + ref) + ": " + value);
        }
    }

    private static boolean stringValues(JsonNode map) {
        for (JsonNode value : map) {
            if (!value.isTextual()) {
                return false;
            }
        }
        return true;
    }
}
