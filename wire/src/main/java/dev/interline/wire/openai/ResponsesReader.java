package dev.interline.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.SafetyRating;
import dev.interline.StopReason;
import dev.interline.wire.Assembler;
import dev.interline.wire.FrameReader;
import dev.interline.wire.Json;
import dev.interline.wire.Refusal;
import dev.interline.wire.Refused;
import dev.interline.wire.frame.Frame;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads Responses, whole and streamed. An item that is done says everything once more, so the pieces of a stream are
 * only its parts shown early: a whole answer is read by the same code as the end of a streamed one. The usual event,
 * one more piece of text, is understood without a tree by {@link ResponsesDelta}.
 */
final class ResponsesReader implements FrameReader {
    /** They say once more what the pieces said and what the finished item will say; the longest texts of a stream. */
    private static final Set<String> REPEATED = Set.of("response.output_text.done", "response.content_part.done");

    private static final List<String> DETAILS =
            List.of("service_tier", "content_filters", "incomplete_details", "moderation");

    private static final int MOST_PARTS = 1_000;
    private static final int MOST_ITEMS = 1_000_000;
    /** How many frames may come between a failure without a reason and its reason. */
    private static final int PATIENCE = 4;

    private final Assembler out;
    /** What reads the usual event; whole answers have none. */
    private @Nullable ResponsesDelta common;

    private final ResponsesItems items;
    private Set<Integer> done = Set.of();
    private int current;
    private @Nullable JsonNode failed;
    private int sinceFailed;

    ResponsesReader(Assembler out) {
        this.out = out;
        this.items = new ResponsesItems(out);
    }

    /** The number of a part: items in their order, and the parts of one in theirs. */
    static int key(int item, int part) {
        return Math.min(item, MOST_ITEMS) * MOST_PARTS + Math.min(part, MOST_PARTS - 1);
    }

    void whole(JsonNode answer) {
        String status = Json.text(answer, "status");
        if (status.equals("failed") || status.equals("cancelled")) {
            throw new Refused(Refusal.inside("", answer));
        }
        response(answer, status);
    }

    @Override
    public Progress read(Frame frame) throws IOException {
        if (out.isFinished()) {
            return Progress.DONE;
        }
        if (frame.length() == 0 || frame.bytes()[frame.offset()] == '[') {
            // [DONE], which some servers add; it ends nothing
            return Progress.OPEN;
        }
        if (common().read(frame) || REPEATED.contains(String.valueOf(frame.type()))) {
            return Progress.OPEN;
        }
        JsonNode event = common().tree(frame);
        String type = Json.text(event, "type");
        event(type.isEmpty() && frame.type() != null ? frame.type() : type, event);
        JsonNode failure = failed;
        if (failure != null && ++sinceFailed > PATIENCE) {
            throw failure(failure);
        }
        return out.isFinished() ? Progress.DONE : Progress.OPEN;
    }

    private ResponsesDelta common() {
        ResponsesDelta made = common;
        if (made == null) {
            made = new ResponsesDelta(out);
            common = made;
        }
        return made;
    }

    @Override
    public void end() {
        if (failed != null) {
            throw failure(failed);
        }
    }

    private static Refused failure(JsonNode response) {
        return new Refused(Refusal.inside("response.failed", response));
    }

    private void event(String type, JsonNode event) {
        switch (type) {
            case ResponsesDelta.TYPE -> out.text(part(event), Json.text(event, "delta"));
            case "response.refusal.delta" -> out.refusal(part(event), Json.text(event, "delta"));
            case "response.reasoning_summary_text.delta" -> thought(event, "summary_index");
            case "response.reasoning_text.delta" -> thought(event, "content_index");
            case "response.function_call_arguments.delta", "response.custom_tool_call_input.delta" ->
                arguments(key(item(event), 0), Json.text(event, "delta"));
            case "response.output_item.added" -> items.begin(item(event), event.path("item"));
            case "response.output_item.done" -> {
                int item = item(event);
                done = done.isEmpty() ? new HashSet<>() : done;
                if (done.add(item)) {
                    items.read(item, event.path("item"));
                }
            }
            case "response.completed" -> response(event.path("response"), "completed");
            case "response.incomplete" -> response(event.path("response"), "incomplete");
            case "response.failed" -> failed(event.path("response"));
            case "error" -> throw OpenAiErrors.event(event);
            default -> {
                OpenAiErrors.check(event);
                head(event.path("response"));
            }
        }
    }

    /** A piece of a call that has not begun can wait: the call says it all again when it is done. */
    private void arguments(int key, String piece) {
        if (out.has(key)) {
            out.arguments(key, piece);
        }
    }

    private void thought(JsonNode event, String index) {
        items.thought(item(event), index, event.path(index).asInt(0), Json.text(event, "delta"));
    }

    /** Azure tells of a rate limit in two steps: a failure without a reason, and then the reason. */
    private void failed(JsonNode response) {
        if (Json.isPresent(response.path("error"))) {
            throw failure(response);
        }
        failed = response;
    }

    /** Which item an event belongs to; the one before when it does not say. */
    private int item(JsonNode event) {
        JsonNode index = event.path("output_index");
        if (index.isInt() && index.intValue() >= 0) {
            current = index.intValue();
        }
        return current;
    }

    private int part(JsonNode event) {
        return key(item(event), Math.max(0, event.path("content_index").asInt(0)));
    }

    private void head(JsonNode response) {
        out.id(Json.text(response, "id"));
        out.servedModel(Json.text(response, "model"));
    }

    /** The answer as a whole; of a stream, what its events have not said yet. */
    private void response(JsonNode response, String status) {
        OpenAiErrors.check(response);
        head(response);
        JsonNode output = response.path("output");
        if (done.size() < output.size()) {
            for (int item = 0; item < output.size(); item++) {
                if (!done.contains(item)) {
                    items.read(item, output.path(item));
                }
            }
        }
        for (String name : DETAILS) {
            if (Json.isPresent(response.path(name))) {
                out.detail(name, response.path(name));
            }
        }
        ratings(response.path("content_filters"));
        out.servedTier(Json.text(response, "service_tier"));
        JsonNode usage = response.path("usage");
        if (usage.isObject()) {
            out.usage(OpenAiUsage.ofResponses(usage));
        }
        stop(status, Json.text(response.path("incomplete_details"), "reason"), blocked(response));
    }

    /** Azure's; one list for what was asked and what was answered. */
    private void ratings(JsonNode filters) {
        for (SafetyRating.Subject subject : SafetyRating.Subject.values()) {
            String source = subject == SafetyRating.Subject.PROMPT ? "prompt" : "completion";
            FilterVerdicts verdicts = new FilterVerdicts();
            for (JsonNode filter : filters) {
                if (Json.text(filter, "source_type").equals(source)) {
                    verdicts.add(filter.path("content_filter_results"));
                }
            }
            if (!verdicts.isEmpty()) {
                out.ratings(subject, verdicts.ratings(subject));
            }
        }
    }

    private static boolean blocked(JsonNode response) {
        for (JsonNode filter : response.path("content_filters")) {
            if (filter.path("blocked").asBoolean(false)) {
                return true;
            }
        }
        return false;
    }

    /** The format has no reason for stopping: it follows from the status and from what was said. */
    private void stop(String status, String reason, boolean blocked) {
        String word = reason.isEmpty() ? status : reason;
        boolean complete = status.equals("completed");
        if (!complete && !status.equals("incomplete")) {
            // queued or in progress: no end yet
            return;
        }
        if (blocked || reason.equals("content_filter")) {
            out.stop(StopReason.Kind.CONTENT_FILTER, word);
        } else if (!complete) {
            boolean full = reason.equals("max_output_tokens") || reason.equals("max_tokens");
            out.stop(full ? StopReason.Kind.LENGTH : StopReason.Kind.OTHER, word);
        } else if (out.hasToolCalls()) {
            out.stop(StopReason.Kind.TOOL_CALLS, word);
        } else {
            out.stop(out.hasRefusal() ? StopReason.Kind.REFUSAL : StopReason.Kind.STOP, word);
        }
    }
}
