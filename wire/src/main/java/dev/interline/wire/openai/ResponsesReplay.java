package dev.interline.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.Citation;
import dev.interline.Notice;
import dev.interline.Part;
import dev.interline.Refusal;
import dev.interline.Text;
import dev.interline.ToolCall;
import dev.interline.wire.Json;
import dev.interline.wire.Task;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes an earlier answer back as the items it came in. Sealed thoughts stand before the item that they led to, and
 * only there: the vendor refuses thoughts that nothing follows, and items under their own ids whose thoughts are gone.
 * So ids go along where the thoughts do, and nowhere else.
 */
final class ResponsesReplay {
    private final Task task;
    private final ArrayNode input;
    private final List<Notice> notices;
    private final List<JsonNode> thoughts = new ArrayList<>();
    private final Set<String> custom = new HashSet<>();
    private boolean ids;
    private @Nullable ObjectNode message;

    ResponsesReplay(Task task, ArrayNode input, List<Notice> notices) {
        this.task = task;
        this.input = input;
        this.notices = notices;
    }

    /** Writes the parts of one answer; returns the ids of the calls to tools that take free text. */
    Set<String> write(List<Part> parts) {
        ids = parts.stream().anyMatch(part -> part.kind() == Part.Kind.THINKING && task.owns(part.opaque()));
        for (Part part : parts) {
            JsonNode seal = seal(part);
            if (part instanceof Text text) {
                say(seal, text.text(), "output_text", text.citations());
            } else if (part instanceof Refusal refusal) {
                say(seal, refusal.text(), "refusal", List.of());
            } else if (part instanceof ToolCall call) {
                call(seal, call);
            } else if (part.kind() == Part.Kind.THINKING && seal.isObject()) {
                thoughts.add(seal);
                message = null;
            } else if (part.kind() == Part.Kind.OTHER && seal.isObject()) {
                add((ObjectNode) seal);
            } else {
                String subject = part.kind() == Part.Kind.THINKING
                        ? "thinking"
                        : part.kind().toString();
                dropped(subject, "it cannot be sent back in this format");
            }
        }
        if (!thoughts.isEmpty()) {
            dropped("thinking", "thoughts that led to nothing cannot be sent back");
        }
        return custom;
    }

    /** What the vendor attached; missing where it is not ours to send. */
    private JsonNode seal(Part part) {
        if (part.opaque() == null) {
            return MissingNode.getInstance();
        }
        if (!task.owns(part.opaque())) {
            dropped("opaque data", "what another model or resource attached to its answer was left out");
            return MissingNode.getInstance();
        }
        return Json.lenient(part.opaque().json());
    }

    private void say(JsonNode seal, String text, String type, List<Citation> citations) {
        if (!ids || Json.text(seal, "id").isEmpty()) {
            plain(Json.text(seal, "phase"), text);
            return;
        }
        ObjectNode open = message;
        if (open == null || !Json.text(open, "id").equals(Json.text(seal, "id"))) {
            open = ((ObjectNode) seal).deepCopy();
            open.putArray("content");
            add(open);
            message = open;
        }
        ObjectNode block = open.withArray("content").addObject().put("type", type);
        if (type.equals("refusal")) {
            block.put("refusal", text);
            return;
        }
        block.put("text", text);
        ArrayNode annotations = block.putArray("annotations");
        for (Citation citation : citations) {
            if (citation.opaque() != null && task.owns(citation.opaque())) {
                annotations.add(Json.lenient(citation.opaque().json()));
            }
        }
    }

    /** Without an id a message is its text, and what it was said for. */
    private void plain(String phase, String text) {
        if (text.isEmpty()) {
            return;
        }
        ObjectNode open = message;
        if (open != null && !open.has("id") && Json.text(open, "phase").equals(phase)) {
            open.put("content", Json.text(open, "content") + text);
            return;
        }
        ObjectNode said = Json.object().put("role", "assistant").put("content", text);
        if (!phase.isEmpty()) {
            said.put("phase", phase);
        }
        add(said);
        message = said;
    }

    private void call(JsonNode seal, ToolCall call) {
        boolean free = Json.text(seal, "type").equals("custom_tool_call");
        ObjectNode item = Json.object().put("type", "function_call");
        if (seal instanceof ObjectNode sealed) {
            item.setAll(sealed);
            if (!ids) {
                item.remove(List.of("id", "status"));
            }
        }
        item.put("call_id", call.id()).put("name", call.name());
        if (free) {
            custom.add(call.id());
            item.put("input", call.arguments());
        } else {
            item.put("arguments", OpenAiParts.arguments(call, notices));
        }
        add(item);
    }

    private void add(ObjectNode item) {
        thoughts.forEach(input::add);
        thoughts.clear();
        input.add(item);
        message = null;
    }

    private void dropped(String subject, String why) {
        OpenAiParts.notice(Notice.dropped(subject, why), notices);
    }
}
