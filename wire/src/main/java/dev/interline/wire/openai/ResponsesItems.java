package dev.interline.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.Citation;
import dev.interline.Part;
import dev.interline.wire.Assembler;
import dev.interline.wire.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the items of an answer: messages, thoughts, calls, and whatever else the vendor ran on its own servers. */
final class ResponsesItems {
    private final Assembler out;
    private Map<Integer, String> paragraphs = Map.of();
    private final Probabilities logprobs = new Probabilities();
    private boolean sealed;

    ResponsesItems(Assembler out) {
        this.out = out;
    }

    /** An item begins. Only a call says anything then. */
    void begin(int index, JsonNode item) {
        switch (Json.text(item, "type")) {
            case "function_call", "custom_tool_call" ->
                out.toolCall(ResponsesReader.key(index, 0), Json.text(item, "call_id"), Json.text(item, "name"));
            default -> {
                // what is sealed here, such as thoughts, is sealed again and differently when it is done
            }
        }
    }

    /** More of the thoughts; each of their paragraphs has a number of its own. */
    void thought(int index, String kind, int paragraph, String piece) {
        int key = ResponsesReader.key(index, 0);
        String now = kind + paragraph;
        if (paragraphs.isEmpty()) {
            paragraphs = new HashMap<>(2);
        }
        String before = paragraphs.put(index, now);
        if (before != null && !before.equals(now) && !piece.isEmpty()) {
            out.thinking(key, "\n\n");
        }
        out.thinking(key, piece);
    }

    /** An item is complete. */
    void read(int index, JsonNode item) {
        int key = ResponsesReader.key(index, 0);
        switch (Json.text(item, "type")) {
            case "message" -> message(index, item);
            case "reasoning" -> reasoning(key, item);
            case "function_call" -> call(key, item, "arguments");
            case "custom_tool_call" -> call(key, item, "input");
            default -> other(key, item);
        }
    }

    private void message(int index, JsonNode item) {
        boolean worthKeeping = sealed || Json.isPresent(item.path("phase"));
        String seal = worthKeeping ? Json.compact(seal(item, "content")) : null;
        int position = 0;
        for (JsonNode block : item.path("content")) {
            int key = ResponsesReader.key(index, position++);
            switch (Json.text(block, "type")) {
                case "output_text" -> {
                    out.rest(key, Part.Kind.TEXT, Json.content(block, "text"));
                    block.path("annotations").forEach(annotation -> citation(key, annotation));
                    if (!block.path("logprobs").isEmpty()) {
                        logprobs.add(block.path("logprobs"));
                        out.logProbabilities(logprobs.tokens());
                        out.detail("logprobs", logprobs.json());
                    }
                    seal(key, Part.Kind.TEXT, seal);
                }
                case "refusal" -> {
                    out.rest(key, Part.Kind.REFUSAL, Json.content(block, "refusal"));
                    seal(key, Part.Kind.REFUSAL, seal);
                }
                default -> other(key, block);
            }
            out.done(key);
        }
    }

    private void seal(int key, Part.Kind kind, @Nullable String seal) {
        if (seal != null) {
            out.seal(key, kind, seal);
        }
    }

    private void citation(int key, JsonNode annotation) {
        if (annotation.isObject()) {
            out.citation(
                    key,
                    new Citation(
                            orNull(Json.text(annotation, annotation.has("title") ? "title" : "filename")),
                            orNull(Json.text(annotation, "url")),
                            null,
                            annotation.path("start_index").asInt(-1),
                            annotation.path("end_index").asInt(-1),
                            out.opaque(Json.compact(annotation))));
        }
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /** Open models show their thoughts as {@code content}, the others a summary at most. */
    private void reasoning(int key, JsonNode item) {
        StringBuilder thoughts = new StringBuilder();
        for (JsonNode list : List.of(item.path("content"), item.path("summary"))) {
            for (JsonNode paragraph : list) {
                String text = Json.text(paragraph, "text");
                if (!text.isEmpty()) {
                    thoughts.append(thoughts.length() == 0 ? "" : "\n\n").append(text);
                }
            }
        }
        out.rest(key, Part.Kind.THINKING, thoughts.toString());
        if (!Json.text(item, "encrypted_content").isEmpty()) {
            // without it the vendor takes no thoughts back, as it has not stored them
            sealed = true;
            out.seal(key, Part.Kind.THINKING, Json.compact(seal(item)));
        }
        out.done(key);
    }

    private void call(int key, JsonNode item, String arguments) {
        out.toolCall(key, Json.text(item, "call_id"), Json.text(item, "name"));
        out.rest(key, Part.Kind.TOOL_CALL, Json.content(item, arguments));
        ObjectNode seal = seal(item, "call_id", "name", arguments);
        boolean more = seal.size() > (seal.has("id") ? 1 : 0) + (seal.has("status") ? 1 : 0) + 1;
        if (sealed || more || arguments.equals("input")) {
            out.seal(key, Part.Kind.TOOL_CALL, Json.compact(seal));
        }
        out.done(key);
    }

    private void other(int key, JsonNode item) {
        if (item.isObject() && !out.has(key)) {
            String type = Json.text(item, "type");
            out.part(key, new Part.Foreign(type.isEmpty() ? "item" : type, out.opaque(Json.compact(seal(item)))));
        }
    }

    /** An item without what our own parts hold, and without nulls, which the vendor writes and refuses to read. */
    private static ObjectNode seal(JsonNode item, String... without) {
        ObjectNode seal = Json.object();
        for (Map.Entry<String, JsonNode> field : item.properties()) {
            if (!field.getValue().isNull() && !List.of(without).contains(field.getKey())) {
                seal.set(field.getKey(), field.getValue());
            }
        }
        return seal;
    }
}
