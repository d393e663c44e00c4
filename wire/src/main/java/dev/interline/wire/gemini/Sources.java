package dev.interline.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.Citation;
import dev.interline.wire.Assembler;
import dev.interline.wire.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the text refers to: {@code citationMetadata} and {@code groundingMetadata}. Their offsets count bytes of UTF-8,
 * ours UTF-16 units; the words that a vendor repeats beside them decide where both do not agree.
 */
final class Sources {
    private final Assembler out;
    private final ContentParts parts;
    private final Set<Citation> cited = new HashSet<>(0);
    private final List<JsonNode> waiting = new ArrayList<>(0);
    private @Nullable JsonNode grounding;

    Sources(Assembler out, ContentParts parts) {
        this.out = out;
        this.parts = parts;
    }

    /** Keeps what a candidate says of its sources, and finds their places once the text is complete. */
    void read(JsonNode candidate) {
        candidate.path("citationMetadata").path("citations").forEach(waiting::add);
        if (candidate.path("groundingMetadata").isObject()) {
            grounding = candidate.path("groundingMetadata");
        }
        if (!out.isFinished() || parts.texts().isEmpty()) {
            return;
        }
        for (JsonNode citation : waiting) {
            cite(citation, "", citation);
        }
        waiting.clear();
        if (grounding != null) {
            ground(grounding);
            grounding = null;
        }
    }

    private void ground(JsonNode metadata) {
        JsonNode chunks = metadata.path("groundingChunks");
        Set<Integer> used = new HashSet<>();
        for (JsonNode support : metadata.path("groundingSupports")) {
            JsonNode segment = support.path("segment");
            for (JsonNode index : support.path("groundingChunkIndices")) {
                if (chunks.path(index.asInt(-1)).isObject()) {
                    used.add(index.asInt());
                    cite(source(chunks.path(index.asInt())), Json.text(segment, "text"), segment);
                }
            }
        }
        for (int i = 0; i < chunks.size(); i++) {
            if (!used.contains(i) && chunks.path(i).isObject()) {
                // a source of the whole
                cite(source(chunks.path(i)), "", Json.object());
            }
        }
    }

    /** A chunk holds one source under the name of its kind: web, retrievedContext, maps and more to come. */
    private static JsonNode source(JsonNode chunk) {
        for (JsonNode source : chunk) {
            if (source.isObject()) {
                return source;
            }
        }
        return chunk;
    }

    private void cite(JsonNode source, String words, JsonNode segment) {
        Place place = place(words, segment.path("startIndex").asInt(0), (int) Json.count(segment, "endIndex"));
        Citation citation = new Citation(
                orNull(Json.text(source, "title")),
                orNull(Json.text(source, "uri")),
                orNull(Json.text(source, "text")),
                place.start,
                place.end,
                null);
        if (cited.add(citation)) {
            out.citation(place.key, citation);
        }
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /** A part of the answer's text; start and end are -1 where the vendor does not say, or says what cannot be. */
    private record Place(int key, int start, int end) {}

    private Place place(String words, int firstByte, int endByte) {
        StringBuilder whole = new StringBuilder();
        for (int key : parts.texts()) {
            String text = out.said(key);
            int from = whole.length();
            whole.append(text);
            int start = index(whole, firstByte) - from;
            int end = index(whole, endByte) - from;
            if (start >= 0 && end > start && (words.isEmpty() || words.equals(text.substring(start, end)))) {
                return new Place(key, start, end);
            }
        }
        for (int key : parts.texts()) {
            int at = words.isEmpty() ? -1 : out.said(key).indexOf(words);
            if (at >= 0) {
                return new Place(key, at, at + words.length());
            }
        }
        return new Place(parts.texts().get(parts.texts().size() - 1), -1, -1);
    }

    /** The UTF-16 unit at a byte of UTF-8; -1 when no character begins there. */
    private static int index(CharSequence text, int wanted) {
        int bytes = 0;
        int at = 0;
        while (at < text.length() && bytes < wanted) {
            int character = Character.codePointAt(text, at);
            bytes += character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
            at += Character.charCount(character);
        }
        return bytes == wanted ? at : -1;
    }
}
