package dev.interline.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.Citation;
import dev.interline.Media;
import dev.interline.Notice;
import dev.interline.Opaque;
import dev.interline.Part;
import dev.interline.Refusal;
import dev.interline.Role;
import dev.interline.Text;
import dev.interline.Thinking;
import dev.interline.ToolCall;
import dev.interline.ToolResult;
import dev.interline.error.UnsupportedException;
import dev.interline.wire.CacheMarks;
import dev.interline.wire.History;
import dev.interline.wire.Json;
import dev.interline.wire.Task;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes a conversation as messages: by turns the user's and the assistant's, results of tools first in the user's, no
 * blank text.
 */
final class MessagesContent {
    /** What can carry a cache mark. */
    private static final Set<String> MARKABLE =
            Set.of("text", "image", "document", "search_result", "tool_use", "tool_result");

    private final Task task;
    private final List<Notice> notices;
    private final MessagesMedia media;
    private final ArrayNode messages = Json.array();
    private ArrayNode content = Json.array();
    private String role = "";
    private boolean holdsTools;

    MessagesContent(Task task, List<Notice> notices) {
        this.task = task;
        this.notices = notices;
        this.media = new MessagesMedia(task.profile().id().cloud(), notices);
    }

    ArrayNode write(List<History.Turn> turns, CacheMarks marks) {
        for (int i = 0; i < turns.size(); i++) {
            History.Turn turn = turns.get(i);
            ArrayNode blocks = blocks(turn, i == turns.size() - 1);
            if (blocks.isEmpty()) {
                continue;
            }
            if (marks.onTurn(i)) {
                mark(blocks, marks.turnForHour(i));
            }
            open(turn.role() == Role.ASSISTANT ? "assistant" : "user");
            content.addAll(blocks);
        }
        if (messages.isEmpty() || !messages.path(0).path("role").asText().equals("user")) {
            throw new UnsupportedException(
                    "Messages takes no blank text, and the first message is nothing else; give it a text");
        }
        return messages;
    }

    /** Whether there are calls of tools or results. */
    boolean holdsTools() {
        return holdsTools;
    }

    /** Neighbours of one role are one message. */
    private void open(String wanted) {
        if (!role.equals(wanted)) {
            role = wanted;
            content = messages.addObject().put("role", wanted).putArray("content");
        }
    }

    private ArrayNode blocks(History.Turn turn, boolean last) {
        ArrayNode blocks = Json.array();
        boolean assistant = turn.role() == Role.ASSISTANT;
        int size = turn.parts().size();
        for (int i = 0; i < size; i++) {
            Part part = turn.parts().get(i);
            if (part instanceof Text text) {
                boolean prefill = last && assistant && i == size - 1;
                text(prefill ? text.text().stripTrailing() : text.text(), text.citations(), assistant, blocks);
            } else if (part instanceof Media medium && !assistant) {
                blocks.add(media.block(medium));
            } else if (part instanceof Refusal refusal) {
                addText(refusal.text(), blocks);
            } else if (part instanceof Thinking thinking) {
                thinking(thinking, blocks);
            } else if (part instanceof ToolCall call) {
                blocks.add(call(call));
            } else if (part instanceof ToolResult result) {
                blocks.add(result(result));
            } else {
                other(part, blocks);
            }
        }
        return blocks;
    }

    private static void addText(String text, ArrayNode blocks) {
        if (!text.isBlank()) {
            blocks.addObject().put("type", "text").put("text", text);
        }
    }

    private void text(String text, List<Citation> citations, boolean assistant, ArrayNode blocks) {
        addText(text, blocks);
        if (text.isBlank() || citations.isEmpty()) {
            return;
        }
        ArrayNode owned = Json.array();
        for (Citation citation : citations) {
            JsonNode own = owned(citation.opaque());
            if (own != null) {
                owned.add(own);
            }
        }
        if (assistant && owned.size() == citations.size()) {
            ((ObjectNode) blocks.path(blocks.size() - 1)).set("citations", owned);
        } else {
            notices.add(Notice.dropped("citations", "citations of another model were left out; their text was sent"));
        }
    }

    private void thinking(Thinking thinking, ArrayNode blocks) {
        if (!(owned(thinking.opaque()) instanceof ObjectNode seal)) {
            notices.add(Notice.dropped("thinking", "thoughts that this model did not sign are not taken back"));
            return;
        }
        if (Json.text(seal, "type").equals("redacted_thinking")) {
            blocks.add(seal);
        } else {
            ObjectNode block = blocks.addObject().put("type", "thinking").put("thinking", thinking.text());
            block.set("signature", seal.path("signature"));
        }
    }

    private ObjectNode call(ToolCall call) {
        holdsTools = true;
        ObjectNode arguments = Json.arguments(call.arguments());
        if (!call.arguments().isBlank() && !Json.lenient(call.arguments()).isObject()) {
            notices.add(Notice.mapped("tool call", "arguments that are no JSON object were wrapped in one"));
        }
        ObjectNode block =
                Json.object().put("type", "tool_use").put("id", call.id()).put("name", call.name());
        block.set("input", arguments);
        if (call.opaque() != null) {
            if (owned(call.opaque()) instanceof ObjectNode seal) {
                block.setAll(seal);
            } else {
                notices.add(Notice.dropped("signature", "a signature of another model was left out"));
            }
        }
        return block;
    }

    private ObjectNode result(ToolResult result) {
        holdsTools = true;
        ObjectNode block = Json.object().put("type", "tool_result").put("tool_use_id", result.callId());
        ArrayNode inner = Json.array();
        for (Part part : result.content()) {
            if (part instanceof Text text) {
                addText(text.text(), inner);
            } else if (part instanceof Media medium) {
                inner.add(media.block(medium));
            } else {
                other(part, inner);
            }
        }
        if (!inner.isEmpty()) {
            block.set("content", inner);
        }
        if (result.error()) {
            block.put("is_error", true);
        }
        return block;
    }

    /** A part of a vendor goes back to its maker as it came. */
    private void other(Part part, ArrayNode blocks) {
        if (part.kind() == Part.Kind.OTHER && owned(part.opaque()) instanceof ObjectNode own) {
            blocks.add(own);
        } else {
            notices.add(Notice.dropped(part.kind().toString(), "Messages cannot hold it here"));
        }
    }

    private @Nullable JsonNode owned(@Nullable Opaque opaque) {
        return opaque != null && task.owns(opaque) ? Json.lenient(opaque.json()) : null;
    }

    private void mark(ArrayNode blocks, boolean hour) {
        for (int i = blocks.size() - 1; i >= 0; i--) {
            if (blocks.path(i) instanceof ObjectNode block && MARKABLE.contains(Json.text(block, "type"))) {
                block.set("cache_control", cacheControl(hour));
                return;
            }
        }
        notices.add(Notice.dropped("cache", "a message of nothing but thoughts takes no mark"));
    }

    static ObjectNode cacheControl(boolean hour) {
        ObjectNode mark = Json.object().put("type", "ephemeral");
        return hour ? mark.put("ttl", "1h") : mark;
    }
}
