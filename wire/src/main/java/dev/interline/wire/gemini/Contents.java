package dev.interline.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import dev.interline.wire.History;
import dev.interline.wire.Json;
import dev.interline.wire.Task;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code contents}. Signed parts go back as they came, on the same part and in the same place. Calls and results
 * are paired by name and order: their ids are not sent, because some versions of the API refuse them. Source: Google's
 * pages "Thought signatures" and "Function calling".
 */
final class Contents {
    private static final Pattern ANY_ID = Pattern.compile("(?s).+");
    private static final String SIGNATURE = "thoughtSignature";
    /** What Google's documentation gives to histories of other models. It is sent as it is, never in Base64. */
    private static final String UNSIGNED = "skip_thought_signature_validator";

    private final Task task;
    private final GeminiFamily family;
    private final List<Notice> notices;
    private final ArrayNode contents = Json.array();
    /** The last content's parts while more of the same role may be added; null when a new content is needed. */
    private @Nullable ArrayNode open;

    private String role = "";

    Contents(Task task, GeminiFamily family, List<Notice> notices) {
        this.task = task;
        this.family = family;
        this.notices = notices;
    }

    ArrayNode write() {
        for (History.Turn turn : History.of(task.request().messages(), ANY_ID, Integer.MAX_VALUE, notices)) {
            if (turn.role() == Role.TOOL) {
                results(turn.parts());
            } else {
                turn(turn.role() == Role.USER ? "user" : "model", turn.parts());
            }
        }
        return contents;
    }

    private void turn(String speaker, List<Part> parts) {
        ArrayNode written = Json.array();
        boolean called = false;
        for (Part part : parts) {
            ObjectNode node = part(part, !called);
            if (node != null) {
                written.add(node);
            }
            called |= part instanceof ToolCall;
        }
        add(speaker, written);
    }

    /** Contents of one role in a row are one content. */
    private void add(String speaker, ArrayNode parts) {
        if (parts.isEmpty()) {
            return;
        }
        if (open != null && role.equals(speaker)) {
            open.addAll(parts);
            return;
        }
        contents.addObject().put("role", speaker).set("parts", parts);
        open = parts;
        role = speaker;
    }

    private @Nullable ObjectNode part(Part part, boolean firstCall) {
        if (part instanceof Text text) {
            ObjectNode node = signed(Json.object().put("text", text.text()), text.opaque());
            return text.text().isEmpty() && !node.has(SIGNATURE) ? null : node;
        }
        if (part instanceof ToolCall call) {
            return call(call, firstCall);
        }
        if (part instanceof Media media) {
            return signed(MediaParts.part(media), media.opaque());
        }
        if (part instanceof Thinking thinking) {
            return thinking(thinking);
        }
        if (part instanceof Refusal refusal) {
            notices.add(Notice.mapped("refusal", "a refusal was sent as text"));
            return refusal.text().isEmpty() ? null : Json.object().put("text", refusal.text());
        }
        if (part.opaque() != null
                && task.owns(part.opaque())
                && Json.lenient(part.opaque().json()) instanceof ObjectNode own) {
            return own;
        }
        notices.add(Notice.dropped(part.kind().toString(), "this model cannot read a part of another vendor"));
        return null;
    }

    private @Nullable ObjectNode thinking(Thinking thinking) {
        if (!task.owns(thinking.opaque())) {
            notices.add(Notice.dropped("thinking", "thoughts of another model were left out"));
            return null;
        }
        ObjectNode node = Json.object().put("text", thinking.text()).put("thought", true);
        return signed(node, thinking.opaque());
    }

    private ObjectNode call(ToolCall call, boolean first) {
        ObjectNode node = Json.object();
        node.putObject("functionCall")
                .put("name", functionName(call.name()))
                .set("args", Json.arguments(call.arguments()));
        signed(node, call.opaque());
        if (first && !node.has(SIGNATURE) && family.checksSignatures()) {
            node.put(SIGNATURE, UNSIGNED);
            notices.add(Notice.mapped("signature", "calls without a signature of this model were marked as foreign"));
        }
        return node;
    }

    private ObjectNode signed(ObjectNode part, @Nullable Opaque opaque) {
        if (opaque == null) {
            return part;
        }
        if (!task.owns(opaque)) {
            notices.add(Notice.dropped("signature", "a signature of another model was left out"));
            return part;
        }
        JsonNode signature = Json.lenient(opaque.json()).path(SIGNATURE);
        if (signature.isTextual()) {
            part.set(SIGNATURE, signature);
        }
        return part;
    }

    /** One content with one part for each call and nothing else; anything else is refused. */
    private void results(List<Part> results) {
        ArrayNode responses = Json.array();
        ArrayNode shown = Json.array();
        for (Part part : results) {
            ToolResult result = (ToolResult) part;
            ObjectNode response = Json.object().put("name", functionName(result.name()));
            response.putObject("response").set(result.error() ? "error" : "output", value(result));
            media(result, response, shown);
            responses.addObject().set("functionResponse", response);
        }
        open = null;
        add("user", responses);
        open = null;
        add("user", shown);
    }

    /** A JSON result as JSON, unless it has a key that would point at media. */
    private static JsonNode value(ToolResult result) {
        String text = result.text();
        JsonNode tree = result.json() ? Json.lenient(text) : Json.lenient("");
        return tree.isMissingNode() || tree.findValue("$ref") != null
                ? Json.object().textNode(text)
                : tree;
    }

    /** From 3 on results hold media; for others, and for what results do not take, the user shows them afterwards. */
    private void media(ToolResult result, ObjectNode response, ArrayNode shown) {
        for (Part piece : result.content()) {
            if (piece instanceof Media media && family.isSince3() && MediaParts.fitsResult(media)) {
                response.withArray("/parts").add(MediaParts.resultPart(media));
            } else if (piece instanceof Media media) {
                notices.add(Notice.mapped("tool result", "media of a tool result were sent as the user's"));
                shown.addObject().put("text", "Shown by the tool " + result.name() + ":");
                shown.add(MediaParts.part(media));
            } else if (!(piece instanceof Text)) {
                notices.add(Notice.dropped(piece.kind().toString(), "a tool result holds text and media"));
            }
        }
    }

    /** Names begin with a letter or an underscore. */
    private static String functionName(String name) {
        return Character.isDigit(name.charAt(0)) || name.charAt(0) == '-' ? "_" + name : name;
    }
}
