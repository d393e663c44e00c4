package dev.interline.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The arguments of a call that arrive value by value ({@code streamFunctionCallArguments}), each with the place where it
 * belongs, such as {@code $.trip.stops[0].name}. Source: the definition of {@code PartialArg}.
 */
final class PartialArguments {
    private static final Pattern STEP =
            Pattern.compile("\\.([^.\\[\\]]+)|\\[([0-9]{1,6})\\]|\\[\"([^\"]*)\"\\]|\\['([^']*)'\\]|\\[()\\]");
    private static final int DEEPEST = 100;
    /** Elements come in order; a gap larger than this is nonsense. */
    private static final int WIDEST_GAP = 1_000;

    private ObjectNode arguments = Json.object();
    private String openPath = "";

    /** Takes what one part says of the call. */
    void add(JsonNode call) {
        if (call.path("args") instanceof ObjectNode whole) {
            arguments.setAll(whole);
        }
        for (JsonNode piece : call.path("partialArgs")) {
            add(piece, Json.text(piece, "jsonPath"));
        }
    }

    private void add(JsonNode piece, String path) {
        List<Object> steps = steps(path);
        if (steps.isEmpty() || steps.size() > DEEPEST) {
            return;
        }
        boolean list = steps.get(steps.size() - 1).equals("");
        if (list) {
            steps.remove(steps.size() - 1);
        }
        JsonNode value = value(piece, list);
        if (value.isTextual() && path.equals(openPath)) {
            value = JsonNodeFactory.instance.textNode(at(steps).asText() + value.textValue());
        }
        if (value.isValueNode() || !at(steps).isContainerNode()) {
            put(steps, value);
        }
        openPath = piece.path("willContinue").asBoolean() ? path : "";
    }

    /** Names and indexes; the empty word at the end for {@code []}, a list. */
    private static List<Object> steps(String path) {
        List<Object> steps = new ArrayList<>();
        Matcher step = STEP.matcher(path);
        int at = path.startsWith("$") ? 1 : 0;
        while (step.find(at) && step.start() == at) {
            if (step.group(2) != null) {
                steps.add(Integer.valueOf(step.group(2)));
            } else {
                String name = step.group(1) != null ? step.group(1) : step.group(3);
                steps.add(name != null ? name : step.group(4) != null ? step.group(4) : "");
            }
            at = step.end();
        }
        return at == path.length() ? steps : new ArrayList<>();
    }

    private static JsonNode value(JsonNode piece, boolean list) {
        for (String name : List.of("stringValue", "numberValue", "boolValue", "nullValue")) {
            if (piece.has(name)) {
                return name.equals("nullValue") ? JsonNodeFactory.instance.nullNode() : piece.path(name);
            }
        }
        return list ? Json.array() : Json.object();
    }

    private JsonNode at(List<Object> steps) {
        JsonNode node = arguments;
        for (Object step : steps) {
            node = step instanceof Integer index ? node.path(index) : node.path((String) step);
        }
        return node;
    }

    private void put(List<Object> steps, JsonNode value) {
        JsonNode node = arguments;
        for (int i = 0; i < steps.size(); i++) {
            boolean last = i == steps.size() - 1;
            JsonNode next = last ? value : steps.get(i + 1) instanceof Integer ? Json.array() : Json.object();
            if (node instanceof ObjectNode object && steps.get(i) instanceof String name) {
                if (last || !object.path(name).isContainerNode()) {
                    object.set(name, next);
                }
                node = object.path(name);
            } else if (node instanceof ArrayNode array && steps.get(i) instanceof Integer index) {
                if (index - array.size() > WIDEST_GAP) {
                    return;
                }
                while (array.size() <= index) {
                    array.addNull();
                }
                if (last || !array.path(index).isContainerNode()) {
                    array.set(index, next);
                }
                node = array.path(index);
            } else {
                return;
            }
        }
    }

    @Override
    public String toString() {
        return Json.compact(arguments);
    }
}
