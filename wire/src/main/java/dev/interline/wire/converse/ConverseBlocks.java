package dev.interline.wire.converse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.Citation;
import dev.interline.Media;
import dev.interline.Part;
import dev.interline.error.UnreadableException;
import dev.interline.wire.AnswerTool;
import dev.interline.wire.Assembler;
import dev.interline.wire.Json;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads content blocks, whole and in pieces. Blocks come in any order and several at once; those of text and thoughts
 * begin without an event that says so.
 */
final class ConverseBlocks {
    private static final Set<String> KNOWN =
            Set.of("text", "toolUse", "reasoningContent", "citation", "citationsContent", "image", "toolResult");

    private final Assembler out;
    /** Blocks that are kept as they came, while they grow; by their index. */
    private final Map<Integer, Kept> kept = new HashMap<>();

    private int answer = -1;

    ConverseBlocks(Assembler out) {
        this.out = out;
    }

    /** A block that is kept as it came, in the form in which it would have come whole. */
    private record Kept(String key, ObjectNode inner, StringBuilder input) {}

    /** Whether the answer came as the call of a tool that stands for its form. */
    boolean hasAnswer() {
        return answer >= 0;
    }

    /** The one member of a union that is set; a member that we know before one that is new; empty when there is none. */
    private static String member(JsonNode union) {
        String member = "";
        for (Map.Entry<String, JsonNode> field : union.properties()) {
            if (KNOWN.contains(field.getKey())) {
                return field.getKey();
            }
            member = member.isEmpty() ? field.getKey() : member;
        }
        return member;
    }

    /** Whether pieces of text and thoughts can only belong to text and thoughts. */
    boolean isPlain() {
        return kept.isEmpty();
    }

    void whole(int index, JsonNode block) {
        String key = member(block);
        JsonNode inner = block.path(key);
        switch (key) {
            case "text" -> out.text(index, Json.content(block, "text"));
            case "reasoningContent" -> reasoning(index, inner);
            case "citationsContent" -> cited(index, inner);
            case "toolUse" -> {
                if (isServers(inner)) {
                    foreign(index, "toolUse", block);
                } else {
                    call(index, inner);
                    arguments(index, written(inner.path("input")));
                }
            }
            case "image" -> image(index, block);
            case "" -> {}
            default -> foreign(index, key, block);
        }
        out.done(index);
    }

    private void reasoning(int index, JsonNode reasoning) {
        JsonNode text = reasoning.path("reasoningText");
        if (text.isObject()) {
            out.thinking(index, Json.content(text, "text"));
            signature(index, Json.text(text, "signature"));
        }
        redacted(index, reasoning);
    }

    private void signature(int index, String signature) {
        if (!signature.isEmpty()) {
            out.seal(index, Part.Kind.THINKING, Json.compact(Json.object().put("signature", signature)));
        }
    }

    private void redacted(int index, JsonNode reasoning) {
        String sealed = Json.text(reasoning, "redactedContent");
        if (!sealed.isEmpty()) {
            out.seal(index, Part.Kind.THINKING, Json.compact(Json.object().put("redactedContent", sealed)));
        }
    }

    private void cited(int index, JsonNode cited) {
        for (JsonNode citation : cited.path("citations")) {
            citation(index, citation);
        }
        for (JsonNode content : cited.path("content")) {
            out.text(index, Json.content(content, "text"));
        }
    }

    private void citation(int index, JsonNode citation) {
        if (!citation.isObject()) {
            return;
        }
        StringBuilder quote = new StringBuilder();
        citation.path("sourceContent").forEach(piece -> quote.append(Json.text(piece, "text")));
        String url = Json.text(citation.path("location").path("web"), "url");
        out.citation(
                index,
                new Citation(
                        orNull(Json.text(citation, "title")),
                        orNull(url.isEmpty() ? web(Json.text(citation, "source")) : url),
                        orNull(quote.toString()),
                        -1,
                        -1,
                        out.opaque(Json.compact(citation))));
    }

    private static String web(String source) {
        return source.startsWith("https://") || source.startsWith("http://") ? source : "";
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /** A tool that the service ran itself. */
    private static boolean isServers(JsonNode use) {
        return Json.text(use, "type").equals("server_tool_use");
    }

    private static String written(JsonNode input) {
        return input.isMissingNode() || input.isNull() ? "" : Json.compact(input);
    }

    private void call(int index, JsonNode use) {
        if (Json.text(use, "name").isBlank()) {
            throw new UnreadableException("a tool call of the answer has no name");
        }
        String name = use.path("name").textValue();
        if (name.equals(AnswerTool.NAME)) {
            answer = index;
        } else {
            out.toolCall(index, Json.text(use, "toolUseId"), name);
        }
    }

    private void arguments(int index, String fragment) {
        if (index == answer) {
            out.text(index, fragment);
        } else if (!out.has(index)) {
            throw new UnreadableException("arguments came for a tool call that was never begun");
        } else {
            out.arguments(index, fragment);
        }
    }

    private void image(int index, JsonNode block) {
        JsonNode image = block.path("image");
        try {
            byte[] bytes = Base64.getDecoder().decode(Json.text(image.path("source"), "bytes"));
            if (bytes.length > 0) {
                out.part(index, Media.of("image/" + image.path("format").asText("png"), bytes));
                return;
            }
        } catch (IllegalArgumentException e) {
            // no Base64: kept as it came
        }
        foreign(index, "image", block);
    }

    private void foreign(int index, String type, JsonNode block) {
        out.part(index, new Part.Foreign(type, out.opaque(Json.compact(block))));
    }

    /** A block begins; the event names its kind. */
    void start(int index, JsonNode start) {
        String key = member(start);
        JsonNode inner = start.path(key);
        if (key.equals("toolUse") && !isServers(inner)) {
            call(index, inner);
        } else if (!key.isEmpty()) {
            kept.put(
                    index,
                    new Kept(
                            key,
                            inner instanceof ObjectNode object
                                    ? object
                                    : Json.object().set("value", inner),
                            new StringBuilder()));
        }
    }

    /** One more piece of a block; may be the first that is heard of it. */
    void delta(int index, JsonNode delta) {
        Kept block = kept.get(index);
        if (block != null) {
            grow(block, delta);
            return;
        }
        String key = member(delta);
        JsonNode piece = delta.path(key);
        switch (key) {
            case "text" -> out.text(index, Json.content(delta, "text"));
            case "toolUse" -> arguments(index, Json.content(piece, "input"));
            case "reasoningContent" -> {
                out.thinking(index, Json.content(piece, "text"));
                signature(index, Json.text(piece, "signature"));
                redacted(index, piece);
            }
            case "citation" -> citation(index, piece);
            case "image", "toolResult" -> {
                Kept begun = new Kept(key, Json.object(), new StringBuilder());
                kept.put(index, begun);
                grow(begun, delta);
            }
            case "" -> {}
            default -> out.detail(key, piece);
        }
    }

    private static void grow(Kept block, JsonNode delta) {
        JsonNode piece = delta.path(block.key);
        if (piece.isMissingNode()) {
            block.inner.withArray("deltas").add(delta);
        } else if (block.key.equals("toolUse")) {
            block.input.append(Json.content(piece, "input"));
        } else if (piece instanceof ArrayNode pieces) {
            block.inner.withArray("content").addAll(pieces);
        } else if (piece instanceof ObjectNode fields) {
            block.inner.setAll(fields);
        }
    }

    void stop(int index) {
        Kept block = kept.remove(index);
        if (block != null) {
            if (block.key.equals("toolUse")) {
                block.inner.set("input", Json.arguments(block.input.toString()));
            }
            ObjectNode whole = Json.object();
            whole.set(block.key, block.inner);
            whole(index, whole);
        }
        out.done(index);
    }

    /** The message ends; what was not said to be complete is complete now. */
    void end() {
        for (Integer index : kept.keySet().toArray(new Integer[0])) {
            stop(index);
        }
    }
}
