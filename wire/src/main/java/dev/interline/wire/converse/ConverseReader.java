package dev.interline.wire.converse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.StopReason;
import dev.interline.Usage;
import dev.interline.error.UnreadableException;
import dev.interline.wire.Assembler;
import dev.interline.wire.FrameReader;
import dev.interline.wire.Json;
import dev.interline.wire.Refusal;
import dev.interline.wire.Refused;
import dev.interline.wire.frame.Frame;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads Converse and ConverseStream. The usual event of a stream, one more piece of text or of thoughts, is understood
 * without a tree by {@link ConverseDelta}; everything else goes through here.
 */
final class ConverseReader implements FrameReader {
    private final Assembler out;
    private final ConverseBlocks blocks;
    /** What reads the usual event; whole answers have none. */
    private @Nullable ConverseDelta common;

    ConverseReader(Assembler out) {
        this.out = out;
        this.blocks = new ConverseBlocks(out);
    }

    void whole(JsonNode answer) {
        if (!answer.path("output").isObject() && isError(answer)) {
            throw new Refused(Refusal.inside("", answer));
        }
        int index = 0;
        for (JsonNode block : answer.path("output").path("message").path("content")) {
            blocks.whole(index++, block);
        }
        detail(answer, "additionalModelResponseFields");
        String word = Json.text(answer, "stopReason");
        if (!word.isEmpty()) {
            out.stop(kind(word), word);
        }
        numbers(answer);
    }

    /** A path that does not exist is answered with status 200 and an error. */
    private static boolean isError(JsonNode answer) {
        return answer.has("__type")
                || answer.path("Output").has("__type")
                || answer.has("message")
                || answer.has("Message");
    }

    private ConverseDelta common() {
        ConverseDelta made = common;
        if (made == null) {
            made = new ConverseDelta(out);
            common = made;
        }
        return made;
    }

    @Override
    public Progress read(Frame frame) throws IOException {
        if (frame.kind() != Frame.Kind.EVENT) {
            if (out.isFinished()) {
                return Progress.DONE;
            }
            throw new Refused(refusal(frame));
        }
        String type = frame.type();
        if (type == null || (type.equals("contentBlockDelta") && blocks.isPlain() && common().read(frame))) {
            return progress();
        }
        JsonNode event;
        try {
            event = common().tree(frame);
        } catch (JsonProcessingException e) {
            if (out.isFinished()) {
                return Progress.FINISHED;
            }
            throw e;
        }
        return take(type, event);
    }

    private Progress take(String type, JsonNode event) {
        switch (type) {
            case "contentBlockStart" -> blocks.start(index(event), event.path("start"));
            case "contentBlockDelta" -> blocks.delta(index(event), event.path("delta"));
            case "contentBlockStop" -> blocks.stop(index(event));
            case "messageStop" -> {
                blocks.end();
                detail(event, "additionalModelResponseFields");
                String word = Json.text(event, "stopReason");
                out.stop(kind(word), word);
            }
            case "metadata" -> {
                numbers(event);
                return out.isFinished() ? Progress.DONE : Progress.OPEN;
            }
            default -> {
                // messageStart tells nothing but the role; what is new may be ignored
            }
        }
        return progress();
    }

    private Progress progress() {
        return out.isFinished() ? Progress.FINISHED : Progress.OPEN;
    }

    private static int index(JsonNode event) {
        JsonNode index = event.path("contentBlockIndex");
        if (!index.isIntegralNumber() || !index.canConvertToInt() || index.intValue() < 0) {
            throw new UnreadableException("an event of the stream does not say which content block it belongs to");
        }
        return index.intValue();
    }

    /** An exception or an error as what it is. */
    private static Refusal refusal(Frame frame) {
        String type = frame.type() == null ? "" : frame.type();
        String message = frame.header(":error-message");
        JsonNode said = Json.lenient(frame.text());
        return Refusal.inside(
                type, said.isObject() ? said : Json.object().put("message", message == null ? frame.text() : message));
    }

    private StopReason.Kind kind(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "end_turn" -> out.hasToolCalls() ? StopReason.Kind.TOOL_CALLS : StopReason.Kind.STOP;
            case "stop_sequence" -> StopReason.Kind.STOP;
            case "tool_use" ->
                out.hasToolCalls() || !blocks.hasAnswer() ? StopReason.Kind.TOOL_CALLS : StopReason.Kind.STOP;
            case "max_tokens", "model_context_window_exceeded" -> StopReason.Kind.LENGTH;
            case "guardrail_intervened", "content_filtered" -> StopReason.Kind.CONTENT_FILTER;
            case "malformed_model_output", "malformed_tool_use" -> StopReason.Kind.MALFORMED;
            case "refusal" -> StopReason.Kind.REFUSAL;
            default -> StopReason.Kind.OTHER;
        };
    }

    /** What stands beside the message of a whole answer, and in the last event of a stream. */
    private void numbers(JsonNode from) {
        usage(from.path("usage"));
        detail(from, "metrics");
        detail(from, "trace");
        Assessments.read(from.path("trace").path("guardrail"), out);
        detail(from, "performanceConfig");
        out.servedTier(Json.text(from.path("serviceTier"), "type"));
        detail(from, "serviceTier");
        out.servedModel(Json.text(from.path("trace").path("promptRouter"), "invokedModelId"));
    }

    private void usage(JsonNode usage) {
        if (!usage.isObject()) {
            return;
        }
        long fresh = Json.count(usage, "inputTokens");
        long read = either(usage, "cacheReadInputTokens", "cacheReadInputTokenCount");
        long written = either(usage, "cacheWriteInputTokens", "cacheWriteInputTokenCount");
        out.usage(Usage.builder()
                .input(fresh < 0 ? -1 : fresh + Math.max(read, 0) + Math.max(written, 0))
                .output(Json.count(usage, "outputTokens"))
                .cachedInput(read)
                .cacheWrites(written)
                .longCacheWrites(kept(usage.path("cacheDetails")))
                .vendor(() -> Json.compact(usage))
                .build());
    }

    /** Tokens that were written for an hour, as far as the answer tells writes apart. */
    private static long kept(JsonNode details) {
        long tokens = -1;
        for (JsonNode detail : details) {
            long written = Json.text(detail, "ttl").equals("1h") ? Json.count(detail, "inputTokens") : -1;
            tokens = written < 0 ? tokens : Math.max(tokens, 0) + written;
        }
        return tokens;
    }

    private static long either(JsonNode usage, String name, String copy) {
        long count = Json.count(usage, name);
        return count >= 0 ? count : Json.count(usage, copy);
    }

    private void detail(JsonNode from, String name) {
        JsonNode value = from.path(name);
        if (Json.isPresent(value)) {
            out.detail(name, value);
        }
    }
}
