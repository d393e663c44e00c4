package dev.interline.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Tells a whole answer as the stream that its service would have sent, text word by word and arguments in pieces. It knows
 * nothing of the decoders. Gemini's has a writer of its own.
 */
final class Restream {
    private final List<Told.Event> events = new ArrayList<>();

    private Restream() {}

    static List<Told.Event> of(WireFormat format, JsonNode answer) {
        Restream stream = new Restream();
        switch (format.name()) {
            case "anthropic-messages" -> stream.messages(answer);
            case "bedrock-converse" -> stream.converse(answer);
            case "openai-chat" -> stream.chat(answer);
            case "openai-responses" -> stream.responses(answer);
            default -> throw new AssertionError(format.name());
        }
        return stream.events;
    }

    private static String[] words(JsonNode text) {
        return text.asText().split("(?<= )");
    }

    private static String[] pieces(String json) {
        return json.split("(?<=[,:])");
    }

    private ObjectNode event(String type) {
        ObjectNode event = Json.object();
        events.add(new Told.Event(type, event));
        return event;
    }

    private ObjectNode typed(String type) {
        return event(type).put("type", type);
    }

    private void messages(JsonNode answer) {
        ObjectNode start = answer.deepCopy();
        start.putArray("content");
        start.putNull("stop_reason");
        typed("message_start").set("message", start);
        int index = 0;
        for (JsonNode block : answer.path("content")) {
            ObjectNode begun = block.deepCopy();
            List<ObjectNode> deltas = new ArrayList<>();
            switch (block.path("type").asText()) {
                case "text" -> {
                    begun.put("text", "").remove("citations");
                    for (JsonNode citation : block.path("citations")) {
                        deltas.add(Json.object().put("type", "citations_delta").set("citation", citation));
                    }
                    for (String word : words(block.path("text"))) {
                        deltas.add(Json.object().put("type", "text_delta").put("text", word));
                    }
                }
                case "thinking" -> {
                    begun.put("thinking", "").put("signature", "");
                    for (String word : words(block.path("thinking"))) {
                        deltas.add(Json.object().put("type", "thinking_delta").put("thinking", word));
                    }
                    deltas.add(Json.object()
                            .put("type", "signature_delta")
                            .put("signature", block.path("signature").asText()));
                }
                case "tool_use" -> {
                    begun.putObject("input");
                    for (String piece : pieces(block.path("input").toString())) {
                        deltas.add(Json.object().put("type", "input_json_delta").put("partial_json", piece));
                    }
                }
                default -> {
                    // comes whole
                }
            }
            typed("content_block_start").put("index", index).set("content_block", begun);
            for (ObjectNode delta : deltas) {
                typed("content_block_delta").put("index", index).set("delta", delta);
            }
            typed("content_block_stop").put("index", index++);
        }
        ObjectNode end = typed("message_delta");
        end.putObject("delta").set("stop_reason", answer.path("stop_reason"));
        if (answer.path("usage").isObject()) {
            end.set("usage", answer.path("usage"));
        }
        typed("message_stop");
    }

    private void converse(JsonNode answer) {
        event("messageStart").put("role", "assistant");
        int index = 0;
        for (JsonNode block : answer.path("output").path("message").path("content")) {
            Map.Entry<String, JsonNode> only = block.properties().iterator().next();
            JsonNode value = only.getValue();
            switch (only.getKey()) {
                case "text" -> {
                    for (String word : words(value)) {
                        delta(index).put("text", word);
                    }
                }
                case "toolUse" -> {
                    ObjectNode begun = value.deepCopy();
                    begun.remove("input");
                    event("contentBlockStart")
                            .put("contentBlockIndex", index)
                            .putObject("start")
                            .set("toolUse", begun);
                    for (String piece : pieces(value.path("input").toString())) {
                        delta(index).putObject("toolUse").put("input", piece);
                    }
                }
                case "reasoningContent" -> {
                    JsonNode text = value.path("reasoningText");
                    for (String word : words(text.path("text"))) {
                        delta(index).putObject("reasoningContent").put("text", word);
                    }
                    if (text.has("signature")) {
                        delta(index).putObject("reasoningContent").set("signature", text.path("signature"));
                    }
                    if (value.has("redactedContent")) {
                        delta(index)
                                .putObject("reasoningContent")
                                .set("redactedContent", value.path("redactedContent"));
                    }
                }
                case "citationsContent" -> {
                    for (JsonNode piece : value.path("content")) {
                        for (String word : words(piece.path("text"))) {
                            delta(index).put("text", word);
                        }
                    }
                    for (JsonNode citation : value.path("citations")) {
                        delta(index).set("citation", citation);
                    }
                }
                default -> throw new AssertionError("no event for " + only.getKey());
            }
            event("contentBlockStop").put("contentBlockIndex", index++);
        }
        ObjectNode stop = event("messageStop");
        stop.set("stopReason", answer.path("stopReason"));
        ObjectNode metadata = event("metadata");
        for (String name : List.of("usage", "metrics", "trace", "performanceConfig", "serviceTier")) {
            if (answer.has(name)) {
                metadata.set(name, answer.path(name));
            }
        }
    }

    private ObjectNode delta(int index) {
        return event("contentBlockDelta").put("contentBlockIndex", index).putObject("delta");
    }

    private void chat(JsonNode answer) {
        ObjectNode head = answer.deepCopy();
        head.remove("usage");
        head.put("object", "chat.completion.chunk");
        JsonNode choice = answer.path("choices").path(0);
        JsonNode message = choice.path("message");
        chunk(head, choice).put("role", "assistant").put("content", "");
        head.remove("prompt_filter_results");
        for (String name : List.of("reasoning_content", "reasoning", "content", "refusal")) {
            if (message.path(name).isTextual()) {
                for (String word : words(message.path(name))) {
                    chunk(head, choice).put(name, word);
                }
            }
        }
        int index = 0;
        for (JsonNode call : message.path("tool_calls")) {
            ObjectNode begun = call.deepCopy();
            begun.put("index", index);
            ((ObjectNode) begun.path("function")).put("arguments", "");
            chunk(head, choice).putArray("tool_calls").add(begun);
            for (String piece : pieces(call.path("function").path("arguments").asText())) {
                chunk(head, choice)
                        .putArray("tool_calls")
                        .addObject()
                        .put("index", index)
                        .putObject("function")
                        .put("arguments", piece);
            }
            index++;
        }
        if (message.path("annotations").size() > 0) {
            chunk(head, choice).set("annotations", message.path("annotations"));
        }
        chunk(head, choice);
        ObjectNode last = (ObjectNode)
                events.get(events.size() - 1).json().path("choices").path(0);
        last.set("finish_reason", choice.path("finish_reason"));
        for (String name : List.of("content_filter_results", "logprobs")) {
            if (choice.has(name)) {
                last.set(name, choice.path(name));
            }
        }
        ObjectNode usage = event("chunk");
        usage.setAll(head);
        usage.putArray("choices");
        if (answer.has("usage")) {
            usage.set("usage", answer.path("usage"));
        }
    }

    private ObjectNode chunk(ObjectNode head, JsonNode choice) {
        ObjectNode chunk = event("chunk");
        chunk.setAll(head.deepCopy());
        return chunk.putArray("choices")
                .addObject()
                .put("index", choice.path("index").asInt())
                .putNull("finish_reason")
                .putObject("delta");
    }

    private void responses(JsonNode answer) {
        ObjectNode begun = answer.deepCopy();
        begun.put("status", "in_progress").putArray("output");
        begun.putNull("usage");
        begun.putNull("incomplete_details");
        typed("response.created").set("response", begun);
        for (int index = 0; index < answer.path("output").size(); index++) {
            item(index, answer.path("output").path(index));
        }
        typed("response." + answer.path("status").asText()).set("response", answer);
    }

    private void item(int index, JsonNode item) {
        ObjectNode begun = item.deepCopy();
        for (Map.Entry<String, JsonNode> field : item.properties()) {
            if (field.getValue().isArray()) {
                begun.putArray(field.getKey());
            }
        }
        if (item.has("arguments")) {
            begun.put("arguments", "");
        }
        typed("response.output_item.added").put("output_index", index).set("item", begun);
        for (String piece : pieces(item.path("arguments").asText())) {
            about("response.function_call_arguments.delta", index, item).put("delta", piece);
        }
        for (int at = 0; at < item.path("summary").size(); at++) {
            ObjectNode part = item.path("summary").path(at).deepCopy();
            about("response.reasoning_summary_part.added", index, item)
                    .put("summary_index", at)
                    .set("part", part.put("text", ""));
            for (String word : words(item.path("summary").path(at).path("text"))) {
                about("response.reasoning_summary_text.delta", index, item)
                        .put("summary_index", at)
                        .put("delta", word);
            }
        }
        for (int at = 0; at < item.path("content").size(); at++) {
            JsonNode block = item.path("content").path(at);
            String field = block.has("refusal") ? "refusal" : "text";
            ObjectNode part = block.deepCopy();
            about("response.content_part.added", index, item)
                    .put("content_index", at)
                    .set("part", part.put(field, ""));
            for (String word : words(block.path(field))) {
                about("response." + (field.equals("text") ? "output_text" : "refusal") + ".delta", index, item)
                        .put("content_index", at)
                        .put("delta", word);
            }
            about("response.content_part.done", index, item)
                    .put("content_index", at)
                    .set("part", block);
        }
        typed("response.output_item.done").put("output_index", index).set("item", item);
    }

    private ObjectNode about(String type, int index, JsonNode item) {
        return typed(type)
                .put("output_index", index)
                .put("item_id", item.path("id").asText());
    }
}
