package dev.interline.wire.gemini;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.StopReason;
import dev.interline.wire.Assembler;
import dev.interline.wire.FrameReader;
import dev.interline.wire.Json;
import dev.interline.wire.Refusal;
import dev.interline.wire.Refused;
import dev.interline.wire.frame.Frame;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads answers, whole and streamed: an event of a stream is a whole answer with a part of the content. The usual event,
 * one more piece of text, is understood without a tree by {@link GeminiDelta}.
 */
final class GeminiReader implements FrameReader {
    private static final Set<String> READ =
            Set.of("candidates", "usageMetadata", "responseId", "modelVersion", "index", "content", "finishReason");

    private final Assembler out;
    private final ContentParts parts;
    private final Sources sources;
    private final TokenCounts counts = new TokenCounts();
    /** What reads the usual event; whole answers have none. */
    private @Nullable GeminiDelta common;

    private Progress progress = Progress.OPEN;
    private boolean blocked;

    GeminiReader(Assembler out) {
        this.out = out;
        this.parts = new ContentParts(out);
        this.sources = new Sources(out, parts);
    }

    void whole(JsonNode answer) {
        if (answer.isArray()) {
            answer.forEach(this::chunk);
        } else {
            chunk(answer);
        }
    }

    @Override
    public Progress read(Frame frame) throws IOException {
        if (frame.length() == 0 || common().read(frame)) {
            return progress;
        }
        if (isDone(frame)) {
            return out.isFinished() ? Progress.DONE : progress;
        }
        JsonNode chunk;
        try {
            chunk = common().tree(frame);
        } catch (JsonProcessingException e) {
            if (progress == Progress.FINISHED) {
                return progress;
            }
            throw e;
        }
        common().seen(chunk);
        return event(chunk);
    }

    private GeminiDelta common() {
        GeminiDelta made = common;
        if (made == null) {
            made = new GeminiDelta(parts);
            common = made;
        }
        return made;
    }

    /** An event as a tree. */
    Progress event(JsonNode chunk) {
        whole(chunk);
        return progress;
    }

    /** Not Google's, but some gateways end every stream like this. */
    private static boolean isDone(Frame frame) {
        byte[] bytes = frame.bytes();
        int at = frame.offset();
        return frame.length() >= 6 && bytes[at] == '[' && bytes[at + 1] == 'D' && bytes[at + 2] == 'O';
    }

    private void chunk(JsonNode chunk) {
        if (Json.isPresent(chunk.path("error"))) {
            throw new Refused(Refusal.inside("", chunk));
        }
        out.id(Json.text(chunk, "responseId"));
        out.servedModel(Json.text(chunk, "modelVersion"));
        usage(chunk.path("usageMetadata"));
        JsonNode candidate = first(chunk.path("candidates"));
        candidate.path("content").path("parts").forEach(parts::add);
        finish(candidate, FinishWord.blocked(chunk.path("promptFeedback")));
        sources.read(candidate);
        Judgements.read(chunk, candidate, out);
        details(chunk);
        details(candidate);
    }

    /** Further candidates are never asked for by us; they would be other answers. */
    private static JsonNode first(JsonNode candidates) {
        for (JsonNode candidate : candidates) {
            if (candidate.path("index").asInt(0) == 0) {
                return candidate;
            }
        }
        return Json.object();
    }

    private void finish(JsonNode candidate, String block) {
        String word = FinishWord.finished(candidate);
        if (!block.isEmpty()) {
            blocked = true;
            out.stop(StopReason.Kind.CONTENT_FILTER, block);
            progress = Progress.FINISHED;
        } else if (!word.isEmpty() && !blocked) {
            parts.closeCall();
            out.stop(FinishWord.kind(word, out.hasToolCalls()), word);
            // older models write a reason into every event; only the last one has counts, or no content
            if (counts.isCounted() || candidate.path("content").path("parts").isEmpty()) {
                progress = Progress.FINISHED;
            }
        }
    }

    private void usage(JsonNode usage) {
        if (Json.isPresent(usage) && usage.isObject()) {
            counts.add(usage);
            out.usage(counts.usage());
            out.servedTier(Json.text(usage, "trafficType"));
            detail("trafficType", usage.path("trafficType"));
        }
    }

    /** Everything else goes along as it is: ratings, grounding, log probabilities, tokens for going on, and what comes. */
    private void details(JsonNode from) {
        for (Map.Entry<String, JsonNode> field : from.properties()) {
            if (!READ.contains(field.getKey())) {
                detail(field.getKey(), field.getValue());
            }
        }
    }

    private void detail(String name, JsonNode value) {
        if (Json.isPresent(value)) {
            out.detail(name, value);
        }
    }
}
