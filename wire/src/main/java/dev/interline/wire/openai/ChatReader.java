package dev.interline.wire.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.Citation;
import dev.interline.Part;
import dev.interline.SafetyRating;
import dev.interline.StopReason;
import dev.interline.wire.Assembler;
import dev.interline.wire.FrameReader;
import dev.interline.wire.Json;
import dev.interline.wire.frame.Frame;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
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
    /** What reads the usual event; whole answers have none. */
    private @Nullable ChatDelta common;

    private Map<Integer, Call> calls = Map.of();
    private final FilterVerdicts verdicts = new FilterVerdicts();
    private final Probabilities words = new Probabilities();
    private final Probabilities refusals = new Probabilities();
    private int begun;
    private boolean done;

    /** A call that is being read. */
    private record Call(int key, String id, ObjectNode seal) {}

    ChatReader(Assembler out) {
        this.out = out;
    }

    void whole(JsonNode answer) {
        head(answer);
        choices(answer, "message");
        usage(answer.path("usage"));
    }

    @Override
    public Progress read(Frame frame) throws IOException {
        if (done || isDone(frame)) {
            done = true;
            return out.isFinished() ? Progress.DONE : Progress.OPEN;
        }
        if (frame.length() == 0 || common().read(frame)) {
            return Progress.OPEN;
        }
        JsonNode chunk;
        try {
            chunk = common().tree(frame);
        } catch (JsonProcessingException e) {
            if (out.isFinished()) {
                return Progress.FINISHED;
            }
            throw e;
        }
        head(chunk);
        choices(chunk, "delta");
        usage(chunk.path("usage"));
        common().seen(chunk);
        return out.isFinished() ? Progress.FINISHED : Progress.OPEN;
    }

    private ChatDelta common() {
        ChatDelta made = common;
        if (made == null) {
            made = new ChatDelta(out);
            common = made;
        }
        return made;
    }

    private static boolean isDone(Frame frame) {
        byte[] bytes = frame.bytes();
        int at = frame.offset();
        return frame.length() >= 6 && bytes[at] == '[' && bytes[at + 1] == 'D' && bytes[at + 2] == 'O';
    }

    private void head(JsonNode answer) {
        OpenAiErrors.check(answer);
        out.id(Json.text(answer, "id"));
        out.servedModel(Json.text(answer, "model"));
        out.servedTier(Json.text(answer, "service_tier"));
        detail(answer, "service_tier");
        JsonNode prompt = answer.path("prompt_filter_results");
        if (Json.isPresent(prompt)) {
            FilterVerdicts verdicts = new FilterVerdicts();
            prompt.forEach(one -> verdicts.add(one.path("content_filter_results")));
            out.ratings(SafetyRating.Subject.PROMPT, verdicts.ratings(SafetyRating.Subject.PROMPT));
            out.detail("prompt_filter_results", prompt);
        }
    }

    /** One call, one answer: were there others beside it, they would be mixed up here. */
    private void choices(JsonNode answer, String message) {
        for (JsonNode choice : answer.path("choices")) {
            if (choice.isObject() && choice.path("index").asInt(0) == 0) {
                message(choice.path(message));
                rest(choice);
                return;
            }
        }
    }

    /** A whole message and the piece of one differ only in how much they hold. */
    private void message(JsonNode message) {
        // two names of one thing; some servers write both
        String thoughts = Json.text(message, "reasoning_content");
        out.thinking(THINKING, thoughts.isEmpty() ? Json.text(message, "reasoning") : thoughts);
        JsonNode content = message.path("content");
        if (content.isArray()) {
            content.forEach(this::block);
        } else {
            out.text(TEXT, Json.content(message, "content"));
        }
        out.refusal(REFUSAL, Json.content(message, "refusal"));
        int position = 0;
        for (JsonNode call : message.path("tool_calls")) {
            call(call, call.path("index").asInt(position++));
        }
        for (JsonNode annotation : message.path("annotations")) {
            annotation(annotation);
        }
        detail(message, "context");
        detail(message, "audio");
        detail(message, "extra_content");
    }

    /** Some models of other makers answer in blocks. */
    private void block(JsonNode block) {
        String type = Json.text(block, "type");
        switch (type) {
            case "text" -> out.text(TEXT, Json.content(block, "text"));
            case "thinking" ->
                block.path("thinking").forEach(piece -> out.thinking(THINKING, Json.text(piece, "text")));
            default -> out.detail(type.isEmpty() ? "content" : type, block);
        }
    }

    private void call(JsonNode call, int index) {
        boolean custom = call.path("custom").isObject();
        JsonNode function = call.path(custom ? "custom" : "function");
        String id = Json.text(call, "id");
        String name = Json.text(function, "name");
        Call open = calls.get(index);
        if (open == null || startsAnother(open, id, name)) {
            open = new Call(FIRST_CALL + begun++, id, Json.object());
            if (calls.isEmpty()) {
                calls = new HashMap<>(4);
            }
            calls.put(index, open);
        }
        out.toolCall(open.key, id, name);
        String field = custom ? "input" : "arguments";
        // text by the specification; some servers write the object itself
        boolean object = function.path(field).isObject();
        out.arguments(open.key, object ? Json.compact(function.path(field)) : Json.content(function, field));
        seal(open, custom, call.path("extra_content"));
    }

    /** Fragments belong together by their index; but there are servers that give every call the index 0. */
    private static boolean startsAnother(Call open, String id, String name) {
        return !id.isEmpty() && !name.isEmpty() && !open.id.isEmpty() && !id.equals(open.id);
    }

    /** What must go back with the call: that it is free text, and Gemini's signature. */
    private void seal(Call open, boolean custom, JsonNode extra) {
        if (custom) {
            open.seal.put("type", "custom");
        }
        if (extra.isObject()) {
            open.seal.set("extra_content", extra);
        }
        if (!open.seal.isEmpty()) {
            out.seal(open.key, Part.Kind.TOOL_CALL, Json.compact(open.seal));
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
        } else if (annotation.isObject()) {
            out.detail("annotations", annotation);
        }
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private void rest(JsonNode choice) {
        words.add(choice.path("logprobs").path("content"));
        refusals.add(choice.path("logprobs").path("refusal"));
        verdicts.add(choice.path("content_filter_results"));
        if (!verdicts.isEmpty() && Json.isPresent(choice.path("content_filter_results"))) {
            out.ratings(SafetyRating.Subject.ANSWER, verdicts.ratings(SafetyRating.Subject.ANSWER));
            out.detail("content_filter_results", verdicts.json());
        }
        String word = Json.text(choice, "finish_reason");
        if (!word.isEmpty()) {
            probabilities();
            out.stop(kind(word), word);
        }
    }

    /** Each event of a stream has those of its own piece: they are told of together, at the end. */
    private void probabilities() {
        if (words.isEmpty() && refusals.isEmpty()) {
            return;
        }
        ObjectNode all = Json.object();
        if (!words.isEmpty()) {
            all.set("content", words.json());
            out.logProbabilities(words.tokens());
        }
        if (!refusals.isEmpty()) {
            all.set("refusal", refusals.json());
        }
        out.detail("logprobs", all);
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
        out.usage(OpenAiUsage.ofChat(usage));
    }

    private void detail(JsonNode from, String name) {
        JsonNode value = from.path(name);
        if (Json.isPresent(value)) {
            out.detail(name, value);
        }
    }
}
