package dev.interline.wire.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.Citation;
import dev.interline.Part;
import dev.interline.StopReason;
import dev.interline.Usage;
import dev.interline.wire.Assembler;
import dev.interline.wire.FrameReader;
import dev.interline.wire.Json;
import dev.interline.wire.Refusal;
import dev.interline.wire.Refused;
import dev.interline.wire.frame.Frame;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads Chat Completions, whole and streamed. The usual event of a stream, one more piece of text, is understood
 * without a tree by {@link ChatDelta}; everything else goes through here.
 */
final class ChatReader implements FrameReader {
    /** The parts of an answer have no numbers; these stand in for them, in the order in which they are shown. */
    private static final int THINKING = 0;

    static final int TEXT = 1;
    private static final int REFUSAL = 2;
    private static final int FIRST_CALL = 3;

    private final Assembler out;
    private final ChatDelta common;
    private boolean done;

    ChatReader(Assembler out) {
        this.out = out;
        this.common = new ChatDelta(out);
    }

    void whole(JsonNode answer) {
        head(answer);
        JsonNode choice = answer.path("choices").path(0);
        if (choice.isObject()) {
            message(choice.path("message"));
            rest(choice);
        }
        usage(answer.path("usage"));
    }

    @Override
    public Progress read(Frame frame) throws IOException {
        if (done || isDone(frame)) {
            done = true;
            return out.isFinished() ? Progress.DONE : Progress.OPEN;
        }
        if (frame.length() == 0 || common.read(frame)) {
            return Progress.OPEN;
        }
        JsonNode chunk;
        try {
            chunk = Json.read(frame.bytes(), frame.offset(), frame.length());
        } catch (JsonProcessingException e) {
            if (out.isFinished()) {
                return Progress.FINISHED;
            }
            throw e;
        }
        head(chunk);
        JsonNode choice = chunk.path("choices").path(0);
        if (choice.isObject()) {
            message(choice.path("delta"));
            rest(choice);
        }
        usage(chunk.path("usage"));
        common.seen(chunk);
        return out.isFinished() ? Progress.FINISHED : Progress.OPEN;
    }

    private static boolean isDone(Frame frame) {
        byte[] bytes = frame.bytes();
        int at = frame.offset();
        return frame.length() >= 6 && bytes[at] == '[' && bytes[at + 1] == 'D' && bytes[at + 2] == 'O';
    }

    private void head(JsonNode answer) {
        if (Json.isPresent(answer.path("error"))) {
            throw new Refused(Refusal.inside("", answer));
        }
        out.id(Json.text(answer, "id"));
        out.servedModel(Json.text(answer, "model"));
        detail(answer, "service_tier");
        detail(answer, "prompt_filter_results");
    }

    /** A whole message and the piece of one differ only in how much they hold. */
    private void message(JsonNode message) {
        out.thinking(THINKING, Json.text(message, "reasoning_content"));
        out.thinking(THINKING, Json.text(message, "reasoning"));
        JsonNode content = message.path("content");
        if (content.isTextual()) {
            out.text(TEXT, content.textValue());
        } else {
            content.forEach(this::block);
        }
        out.refusal(REFUSAL, Json.text(message, "refusal"));
        int position = 0;
        for (JsonNode call : message.path("tool_calls")) {
            call(call, FIRST_CALL + call.path("index").asInt(position++));
        }
        for (JsonNode annotation : message.path("annotations")) {
            annotation(annotation);
        }
    }

    /** Some models of other makers answer in blocks. */
    private void block(JsonNode block) {
        switch (Json.text(block, "type")) {
            case "text" -> out.text(TEXT, Json.text(block, "text"));
            case "thinking" ->
                block.path("thinking").forEach(piece -> out.thinking(THINKING, Json.text(piece, "text")));
            default -> out.detail(Json.text(block, "type"), block.toString());
        }
    }

    private void call(JsonNode call, int key) {
        boolean custom = call.path("custom").isObject();
        JsonNode function = call.path(custom ? "custom" : "function");
        if (!out.has(key)) {
            out.toolCall(key, Json.text(call, "id"), Json.text(function, "name"));
        }
        out.arguments(key, Json.text(function, custom ? "input" : "arguments"));
        if (call.path("extra_content").isObject()) {
            out.seal(key, Part.Kind.TOOL_CALL, call.path("extra_content").toString());
        }
    }

    private void annotation(JsonNode annotation) {
        JsonNode url = annotation.path("url_citation");
        if (url.isObject()) {
            out.citation(
                    TEXT,
                    new Citation(
                            orNull(Json.text(url, "title")),
                            orNull(Json.text(url, "url")),
                            null,
                            url.path("start_index").asInt(-1),
                            url.path("end_index").asInt(-1),
                            null));
        }
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private void rest(JsonNode choice) {
        detail(choice, "logprobs");
        detail(choice, "content_filter_results");
        String word = Json.text(choice, "finish_reason");
        if (!word.isEmpty()) {
            out.stop(kind(word), word);
        }
    }

    private StopReason.Kind kind(String word) {
        // a filter's verdict beats everything; with a forced tool the word is stop although there is a call
        if (word.equals("content_filter")) {
            return StopReason.Kind.CONTENT_FILTER;
        }
        if (word.equals("length")) {
            return StopReason.Kind.LENGTH;
        }
        if (out.hasToolCalls()) {
            return StopReason.Kind.TOOL_CALLS;
        }
        if (out.hasRefusal()) {
            return StopReason.Kind.REFUSAL;
        }
        return switch (word) {
            case "stop" -> StopReason.Kind.STOP;
            case "tool_calls", "function_call" -> StopReason.Kind.TOOL_CALLS;
            default -> StopReason.Kind.OTHER;
        };
    }

    private void usage(JsonNode usage) {
        if (!usage.isObject()) {
            return;
        }
        long input = Json.count(usage, "prompt_tokens");
        long output = Json.count(usage, "completion_tokens");
        long total = Json.count(usage, "total_tokens");
        JsonNode outputDetails = usage.path("completion_tokens_details");
        long reasoning = Json.count(outputDetails, "reasoning_tokens");
        if (reasoning < 0) {
            reasoning = Json.count(usage, "reasoning_tokens");
        }
        if (reasoning > 0 && input >= 0 && output >= 0 && total == input + output + reasoning) {
            // Grok counts its thoughts beside the output, not in it
            output += reasoning;
        }
        JsonNode inputDetails = usage.path("prompt_tokens_details");
        out.usage(Usage.builder()
                .input(input)
                .output(output)
                .cachedInput(Json.count(inputDetails, "cached_tokens"))
                .cacheWrites(Json.count(inputDetails, "cache_write_tokens"))
                .reasoning(reasoning)
                .vendor(usage.toString())
                .build());
    }

    private void detail(JsonNode from, String name) {
        JsonNode value = from.path(name);
        if (Json.isPresent(value)) {
            out.detail(name, value.toString());
        }
    }
}
