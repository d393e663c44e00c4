package dev.interline.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.Citation;
import dev.interline.Part;
import dev.interline.error.UnreadableException;
import dev.interline.wire.AnswerTool;
import dev.interline.wire.Assembler;
import dev.interline.wire.Json;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads content blocks, whole and in pieces. */
final class MessagesBlocks {
    private final Assembler out;
    /** Calls of which no piece has come yet, with the placeholder or the whole that they began with. */
    private Map<Integer, JsonNode> untouched = Collections.emptyMap();
    /** Blocks that are kept as they came, while they grow; by their index. */
    private Map<Integer, Kept> kept = Collections.emptyMap();

    private Set<Integer> answers = Collections.emptySet();

    MessagesBlocks(Assembler out) {
        this.out = out;
    }

    private record Kept(ObjectNode block, StringBuilder input) {}

    /** Whether the answer came as the call of a tool that stands for its form. */
    boolean hasAnswer() {
        return !answers.isEmpty();
    }

    /** Whether pieces of text and thoughts can only belong to text and thoughts. */
    boolean isPlain() {
        return kept.isEmpty();
    }

    void whole(int index, JsonNode block) {
        start(index, block);
        stop(index);
    }

    /** A block begins, or comes whole. */
    void start(int index, JsonNode block) {
        switch (Json.text(block, "type")) {
            case "text" -> {
                block.path("citations").forEach(citation -> citation(index, citation));
                out.text(index, Json.content(block, "text"));
            }
            case "thinking" -> {
                out.thinking(index, Json.content(block, "thinking"));
                signature(index, Json.text(block, "signature"));
            }
            case "redacted_thinking" -> out.seal(index, Part.Kind.THINKING, Json.compact(block));
            case "tool_use" -> call(index, block);
            default -> {
                if (block instanceof ObjectNode object && !object.isEmpty()) {
                    kept = kept.isEmpty() ? new HashMap<>() : kept;
                    kept.put(index, new Kept(object, new StringBuilder()));
                }
            }
        }
    }

    private void call(int index, JsonNode block) {
        if (Json.text(block, "name").isBlank()) {
            throw new UnreadableException("a tool call of the answer has no name");
        }
        String name = block.path("name").textValue();
        if (name.equals(AnswerTool.NAME)) {
            answers = answers.isEmpty() ? new HashSet<>() : answers;
            answers.add(index);
        } else {
            out.toolCall(index, Json.text(block, "id"), name);
            JsonNode caller = block.path("caller");
            if (caller.isObject() && !Json.text(caller, "type").equals("direct")) {
                // called by a program that runs at Anthropic, which is told by this who asked
                ObjectNode seal = Json.object();
                seal.set("caller", caller);
                out.seal(index, Part.Kind.TOOL_CALL, Json.compact(seal));
            }
        }
        untouched = untouched.isEmpty() ? new HashMap<>() : untouched;
        untouched.put(index, block.path("input"));
    }

    private void signature(int index, String signature) {
        if (!signature.isEmpty()) {
            out.seal(index, Part.Kind.THINKING, Json.compact(Json.object().put("signature", signature)));
        }
    }

    /** One more piece of a block. */
    void delta(int index, JsonNode delta) {
        String type = Json.text(delta, "type");
        Kept block = kept.get(index);
        if (block != null) {
            if (type.equals("input_json_delta")) {
                block.input.append(Json.content(delta, "partial_json"));
            } else {
                detail(type, delta);
            }
            return;
        }
        switch (type) {
            case "text_delta" -> out.text(index, Json.content(delta, "text"));
            case "thinking_delta" -> out.thinking(index, Json.content(delta, "thinking"));
            case "signature_delta" -> signature(index, Json.text(delta, "signature"));
            case "citations_delta" -> citation(index, delta.path("citation"));
            case "input_json_delta" -> arguments(index, Json.content(delta, "partial_json"));
            default -> detail(type, delta);
        }
    }

    private void arguments(int index, String fragment) {
        if (!fragment.isEmpty()) {
            untouched.remove(index);
        }
        if (answers.contains(index)) {
            out.text(index, fragment);
        } else if (!out.has(index)) {
            throw new UnreadableException("arguments came for a tool call that was never begun");
        } else {
            out.arguments(index, fragment);
        }
    }

    private void detail(String type, JsonNode json) {
        if (!type.isEmpty()) {
            out.detail(type, json);
        }
    }

    void stop(int index) {
        JsonNode input = untouched.remove(index);
        if (input != null && !input.isMissingNode() && !input.isNull() && !isPlaceholder(index, input)) {
            arguments(index, Json.compact(input));
        }
        Kept block = kept.remove(index);
        if (block != null) {
            if (block.input.length() > 0) {
                block.block.set("input", Json.arguments(block.input.toString()));
            }
            out.part(
                    index,
                    new Part.Foreign(
                            block.block.path("type").asText("unknown"), out.opaque(Json.compact(block.block))));
        }
        out.done(index);
    }

    private boolean isPlaceholder(int index, JsonNode input) {
        return input.isObject() && input.isEmpty() && !answers.contains(index);
    }

    /** The message ends; what was not said to be complete is complete now. */
    void end() {
        Set<Integer> open = new HashSet<>(kept.keySet());
        open.addAll(untouched.keySet());
        open.forEach(this::stop);
    }

    private void citation(int index, JsonNode citation) {
        if (!citation.isObject()) {
            return;
        }
        String title = Json.text(citation, "document_title");
        String url = Json.text(citation, "url");
        String source = Json.text(citation, "source");
        out.citation(
                index,
                new Citation(
                        orNull(title.isEmpty() ? Json.text(citation, "title") : title),
                        orNull(url.isEmpty() && source.startsWith("http") ? source : url),
                        orNull(Json.text(citation, "cited_text")),
                        -1,
                        -1,
                        out.opaque(Json.compact(citation))));
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
