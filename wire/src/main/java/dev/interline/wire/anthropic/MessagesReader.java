package dev.interline.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.StopReason;
import dev.interline.Usage;
import dev.interline.error.UnreadableException;
import dev.interline.wire.Assembler;
import dev.interline.wire.FrameReader;
import dev.interline.wire.Gathered;
import dev.interline.wire.Json;
import dev.interline.wire.Refusal;
import dev.interline.wire.Refused;
import dev.interline.wire.frame.Frame;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads Messages, whole and streamed. The usual event of a stream, one more piece of text or of thoughts, is understood
 * without a tree by {@link MessagesDelta}; everything else goes through here.
 */
final class MessagesReader implements FrameReader {
    /** The words of a refusal stand beside the content, so they come after it. */
    private static final int REFUSAL = Integer.MAX_VALUE;

    private final Assembler out;
    private final MessagesBlocks blocks;
    /** What reads the usual event; whole answers have none. */
    private @Nullable MessagesDelta common;

    private final Gathered counts = new Gathered();
    private String id = "";
    private String stop = "";
    private boolean begun;
    private boolean done;

    MessagesReader(Assembler out) {
        this.out = out;
        this.blocks = new MessagesBlocks(out);
    }

    void whole(JsonNode answer) {
        checkError(answer);
        if (answer.path("message").isTextual() && !answer.has("content")) {
            throw new Refused(Refusal.inside("", answer));
        }
        head(answer);
        int index = 0;
        for (JsonNode block : answer.path("content")) {
            blocks.whole(index++, block);
        }
        end(answer);
        if (!stop.isEmpty()) {
            out.stop(kind(stop), stop);
        }
    }

    @Override
    public Progress read(Frame frame) throws IOException {
        if (done) {
            return Progress.DONE;
        }
        if (frame.kind() != Frame.Kind.EVENT) {
            throw new Refused(refusal(frame));
        }
        if (frame.length() == 0 || (blocks.isPlain() && common().read(frame))) {
            return Progress.OPEN;
        }
        JsonNode event = common().tree(frame);
        checkError(event);
        take(event);
        return done ? Progress.DONE : Progress.OPEN;
    }

    private MessagesDelta common() {
        MessagesDelta made = common;
        if (made == null) {
            made = new MessagesDelta(out);
            common = made;
        }
        return made;
    }

    /** The event's name in the framing is not to be relied on: some clouds frame these events in their own way. */
    private void take(JsonNode event) {
        switch (Json.text(event, "type")) {
            case "message_start" -> begin(event.path("message"));
            case "content_block_start" -> blocks.start(index(event), event.path("content_block"));
            case "content_block_delta" -> blocks.delta(index(event), event.path("delta"));
            case "content_block_stop" -> blocks.stop(index(event));
            case "message_delta" -> {
                end(event.path("delta"));
                usage(event.path("usage"));
            }
            case "message_stop" -> {
                blocks.end();
                metrics(event);
                out.stop(kind(stop), stop);
                done = true;
            }
            default -> {
                // a ping, or an event that is new
            }
        }
    }

    /** By Anthropic's own layer, or by a cloud's front end, of which one wraps its errors in an array. */
    private static void checkError(JsonNode said) {
        if (Json.text(said, "type").equals("error")
                || Json.isPresent(said.path("error"))
                || Json.isPresent(said.path(0).path("error"))) {
            throw new Refused(Refusal.inside("", said));
        }
    }

    private static int index(JsonNode event) {
        JsonNode index = event.path("index");
        if (!index.isIntegralNumber() || !index.canConvertToInt() || index.intValue() < 0) {
            throw new UnreadableException("an event of the stream does not say which content block it belongs to");
        }
        return index.intValue();
    }

    /** Some gateways repeat the first event; one with another id belongs to another answer. */
    private void begin(JsonNode message) {
        String of = Json.text(message, "id");
        if (begun) {
            if (!of.equals(id)) {
                throw new UnreadableException("two answers were spliced into one stream");
            }
            return;
        }
        begun = true;
        head(message);
        int index = 0;
        for (JsonNode block : message.path("content")) {
            blocks.start(index++, block);
        }
        end(message);
    }

    private void head(JsonNode message) {
        id = Json.text(message, "id");
        out.id(id);
        out.servedModel(Json.text(message, "model"));
    }

    /** What stands at the end of a message: at the end of a whole one, and in the last event but one of a stream. */
    private void end(JsonNode message) {
        String word = Json.text(message, "stop_reason");
        if (!word.isEmpty()) {
            stop = word;
        }
        detail(message, "stop_sequence");
        detail(message, "stop_details");
        detail(message, "container");
        detail(message, "context_management");
        JsonNode refused = message.path("stop_details");
        if (!out.has(REFUSAL)) {
            out.refusal(REFUSAL, Json.text(refused, "explanation"));
        }
        usage(message.path("usage"));
    }

    private StopReason.Kind kind(String word) {
        return switch (word) {
            case "end_turn", "stop_sequence" -> StopReason.Kind.STOP;
            case "max_tokens", "model_context_window_exceeded" -> StopReason.Kind.LENGTH;
            case "tool_use" ->
                out.hasToolCalls() || !blocks.hasAnswer() ? StopReason.Kind.TOOL_CALLS : StopReason.Kind.STOP;
            case "pause_turn" -> StopReason.Kind.PAUSED;
            case "refusal" -> StopReason.Kind.REFUSAL;
            default -> StopReason.Kind.OTHER;
        };
    }

    /** Numbers are cumulative: what a later event gives replaces what an earlier one gave. */
    private void usage(JsonNode more) {
        if (!more.isObject()) {
            return;
        }
        counts.add(more);
        ObjectNode usage = counts.json();
        long fresh = Json.count(usage, "input_tokens");
        long read = Json.count(usage, "cache_read_input_tokens");
        long written = Json.count(usage, "cache_creation_input_tokens");
        out.usage(Usage.builder()
                .input(fresh < 0 ? -1 : fresh + Math.max(read, 0) + Math.max(written, 0))
                .output(Json.count(usage, "output_tokens"))
                .cachedInput(read)
                .cacheWrites(written)
                .longCacheWrites(Json.count(usage.path("cache_creation"), "ephemeral_1h_input_tokens"))
                .reasoning(Json.count(usage.path("output_tokens_details"), "thinking_tokens"))
                .vendor(() -> Json.compact(usage))
                .build());
        out.servedTier(Json.text(usage, "service_tier"));
        detail(usage, "service_tier");
    }

    /** What a cloud counted itself comes with the last event. */
    private void metrics(JsonNode event) {
        for (Map.Entry<String, JsonNode> field : event.properties()) {
            if (!field.getKey().equals("type")) {
                detail(event, field.getKey());
            }
        }
    }

    private void detail(JsonNode from, String name) {
        JsonNode value = from.path(name);
        if (Json.isPresent(value)) {
            out.detail(name, value);
        }
    }

    /** An exception or an error of a cloud's own framing, as what it is. */
    private static Refusal refusal(Frame frame) {
        String type = frame.type() == null ? "" : frame.type();
        String message = frame.header(":error-message");
        JsonNode said = Json.lenient(frame.text());
        return Refusal.inside(
                type, said.isObject() ? said : Json.object().put("message", message == null ? frame.text() : message));
    }
}
