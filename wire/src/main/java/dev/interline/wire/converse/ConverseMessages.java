package dev.interline.wire.converse;

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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a conversation as messages of Converse: by turns the user's and the assistant's, results of tools as the user's,
 * each content block an object with one key, none of them blank.
 */
final class ConverseMessages {
    private static final String FILLER = "Noted.";

    private final Task task;
    private final ConverseFamily family;
    private final List<Notice> notices;
    private final ConverseMedia media;
    private final ArrayNode messages = Json.array();
    private ArrayNode content = Json.array();
    private String role = "";
    private boolean holdsTools;
    private boolean holdsResults;

    ConverseMessages(Task task, ConverseFamily family, List<Notice> notices) {
        this.task = task;
        this.family = family;
        this.notices = notices;
        this.media = new ConverseMedia(family);
    }

    ArrayNode write(List<History.Turn> turns, CacheMarks marks) {
        for (int i = 0; i < turns.size(); i++) {
            History.Turn turn = turns.get(i);
            switch (turn.role()) {
                case USER -> user(blocks(turn.parts()));
                case ASSISTANT -> assistant(turn.parts(), i == turns.size() - 1);
                case TOOL -> results(turn.parts());
            }
            if (marks.onTurn(i)) {
                mark(marks.turnForHour(i), turn.role());
            }
        }
        if (messages.isEmpty() || !messages.path(0).path("role").asText().equals("user")) {
            throw new UnsupportedException(
                    "Converse takes no blank text, and the first message is nothing else; give it a text");
        }
        messages.forEach(ConverseMessages::besideDocuments);
        return messages;
    }

    /** Whether there are calls of tools or results, so that tools must be declared. */
    boolean holdsTools() {
        return holdsTools;
    }

    private List<JsonNode> blocks(List<Part> parts) {
        List<JsonNode> blocks = new ArrayList<>();
        for (Part part : parts) {
            if (part instanceof Text text) {
                addText(text.text(), blocks);
            } else if (part instanceof Media medium) {
                blocks.add(media.block(medium));
            } else {
                other(part, blocks);
            }
        }
        return blocks;
    }

    private static void addText(String text, List<JsonNode> blocks) {
        if (!text.isBlank()) {
            blocks.add(Json.object().put("text", text));
        }
    }

    private void user(List<JsonNode> blocks) {
        if (blocks.isEmpty()) {
            return;
        }
        if (role.equals("user") && holdsResults && !mayStandBesideResults(blocks)) {
            notices.add(Notice.mapped(
                    "message",
                    "this model takes nothing beside results of tools; a word of the assistant was put between"));
            open("assistant");
            content.addObject().put("text", FILLER);
        }
        open("user");
        content.addAll(blocks);
    }

    private boolean mayStandBesideResults(List<JsonNode> blocks) {
        return switch (family.beside) {
            case NOTHING -> false;
            case TEXT_AND_IMAGES -> blocks.stream().noneMatch(block -> block.has("document") || block.has("video"));
            case ANYTHING -> true;
        };
    }

    /** Neighbours of one role are one message. */
    private void open(String wanted) {
        if (!role.equals(wanted)) {
            role = wanted;
            holdsResults = false;
            content = messages.addObject().put("role", wanted).putArray("content");
        }
    }

    private void assistant(List<Part> parts, boolean last) {
        List<JsonNode> blocks = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (part instanceof Text text) {
                boolean prefill = last && i == parts.size() - 1;
                text(prefill ? text.text().stripTrailing() : text.text(), text.citations(), blocks);
            } else if (part instanceof Refusal refusal) {
                addText(refusal.text(), blocks);
            } else if (part instanceof Thinking thinking) {
                thinking(thinking, blocks);
            } else if (part instanceof ToolCall call) {
                blocks.add(call(call));
            } else {
                other(part, blocks);
            }
        }
        if (!blocks.isEmpty()) {
            open("assistant");
            content.addAll(blocks);
        }
    }

    private void text(String text, List<Citation> citations, List<JsonNode> blocks) {
        ArrayNode owned = Json.array();
        for (Citation citation : citations) {
            JsonNode own = owned(citation.opaque());
            if (own != null) {
                owned.add(own);
            }
        }
        if (text.isBlank()) {
            return;
        }
        if (!owned.isEmpty()) {
            ObjectNode cited = Json.object();
            ObjectNode inner = cited.putObject("citationsContent");
            inner.putArray("content").addObject().put("text", text);
            inner.set("citations", owned);
            blocks.add(cited);
            return;
        }
        if (!citations.isEmpty()) {
            notices.add(Notice.dropped("citations", "citations of another model were left out; their text was sent"));
        }
        addText(text, blocks);
    }

    private void thinking(Thinking thinking, List<JsonNode> blocks) {
        JsonNode seal = owned(thinking.opaque());
        if (seal == null) {
            notices.add(Notice.dropped("thinking", "thoughts that this model did not sign are not taken back"));
            return;
        }
        ObjectNode block = Json.object();
        if (seal.has("redactedContent")) {
            block.set("reasoningContent", seal);
        } else {
            ObjectNode text = block.putObject("reasoningContent").putObject("reasoningText");
            text.put("text", thinking.text());
            text.set("signature", seal.path("signature"));
        }
        blocks.add(block);
    }

    private ObjectNode call(ToolCall call) {
        holdsTools = true;
        if (call.opaque() != null && !task.owns(call.opaque())) {
            notices.add(Notice.dropped("signature", "a signature of another model was left out"));
        }
        ObjectNode block = Json.object();
        ObjectNode use = block.putObject("toolUse").put("toolUseId", call.id()).put("name", call.name());
        ObjectNode arguments = Json.arguments(call.arguments());
        if (!call.arguments().isBlank() && !Json.lenient(call.arguments()).isObject()) {
            notices.add(Notice.mapped("tool call", "arguments that are no JSON object were wrapped in one"));
        }
        use.set("input", arguments);
        return block;
    }

    /** A part of a vendor goes back to its maker as it came. */
    private void other(Part part, List<JsonNode> blocks) {
        JsonNode own = owned(part.opaque());
        if (part.kind() == Part.Kind.OTHER && own != null && own.isObject()) {
            holdsTools |= own.has("toolUse") || own.has("toolResult");
            blocks.add(own);
        } else {
            notices.add(Notice.dropped(part.kind().toString(), "Converse cannot hold it here"));
        }
    }

    private @Nullable JsonNode owned(@Nullable Opaque opaque) {
        return opaque != null && task.owns(opaque) ? Json.lenient(opaque.json()) : null;
    }

    private void results(List<Part> parts) {
        holdsTools = true;
        List<JsonNode> moved = new ArrayList<>();
        open("user");
        holdsResults = true;
        for (Part part : parts) {
            content.add(result((ToolResult) part, moved));
        }
        if (!moved.isEmpty()) {
            notices.add(Notice.mapped("tool result", "media of a tool result were sent as the user's"));
            user(moved);
        }
    }

    private ObjectNode result(ToolResult result, List<JsonNode> moved) {
        List<JsonNode> blocks = new ArrayList<>();
        JsonNode json = result.json() ? Json.lenient(result.text()) : Json.array();
        if (json.isObject()) {
            ObjectNode block = Json.object();
            block.set("json", json);
            blocks.add(block);
        }
        for (Part part : result.content()) {
            if (part instanceof Text text) {
                if (!json.isObject()) {
                    addText(text.text(), blocks);
                }
            } else if (part instanceof Media medium) {
                (family.takesInResult(medium.type()) ? blocks : moved).add(media.block(medium));
            } else {
                other(part, blocks);
            }
        }
        boolean failed = result.error() && family == ConverseFamily.WRITER;
        if (failed) {
            blocks.add(0, Json.object().put("text", "The tool failed:"));
        }
        if (blocks.isEmpty()) {
            blocks.add(Json.object().put("text", "(no output)"));
        }
        ObjectNode block = Json.object();
        ObjectNode inner = block.putObject("toolResult").put("toolUseId", result.callId());
        inner.putArray("content").addAll(blocks);
        if (result.error() && !failed) {
            inner.put("status", "error");
        }
        return block;
    }

    /** A cache point may not be first, follow another one, or directly follow a document or a film. */
    private void mark(boolean hour, Role after) {
        int at = content.size();
        while (at > 0 && isBulky(content.path(at - 1))) {
            at--;
        }
        boolean refused = family == ConverseFamily.NOVA && after == Role.TOOL;
        if (refused || at == 0 || content.path(at - 1).has("cachePoint")) {
            notices.add(Notice.dropped("cache", "no cache point can stand at the end of this message"));
        } else {
            content.insert(at, cachePoint(hour));
        }
    }

    private static boolean isBulky(JsonNode block) {
        return block.has("document") || block.has("video");
    }

    static ObjectNode cachePoint(boolean hour) {
        ObjectNode block = Json.object();
        ObjectNode point = block.putObject("cachePoint").put("type", "default");
        if (hour) {
            point.put("ttl", "1h");
        }
        return block;
    }

    /** Converse refuses a document without a word beside it. */
    private static void besideDocuments(JsonNode message) {
        ArrayNode content = (ArrayNode) message.path("content");
        int document = -1;
        for (int i = 0; i < content.size(); i++) {
            if (content.path(i).has("text")) {
                return;
            }
            if (document < 0 && content.path(i).has("document")) {
                document = i;
            }
        }
        if (document >= 0) {
            content.insert(document, Json.object().put("text", "Documents:"));
        }
    }
}
