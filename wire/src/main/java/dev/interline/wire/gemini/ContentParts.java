package dev.interline.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.Media;
import dev.interline.Part;
import dev.interline.wire.Assembler;
import dev.interline.wire.Json;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an answer, which have no numbers: text goes on where text of the same kind was before. A signed part
 * stands alone, be it empty, because a signature must go back on the part that it came on.
 */
final class ContentParts {
    private static final Set<String> BESIDE =
            Set.of("thought", "thoughtSignature", "videoMetadata", "mediaResolution", "partMetadata");

    private final Assembler out;
    private final List<Integer> texts = new ArrayList<>(1);
    private int next;
    /** What the last part is while more may be added to it. */
    private Part.@Nullable Kind open;

    private int callKey;
    private @Nullable PartialArguments call;

    ContentParts(Assembler out) {
        this.out = out;
    }

    /** Where the visible text is, in order. */
    List<Integer> texts() {
        return texts;
    }

    void add(JsonNode part) {
        if (!part.isObject()) {
            return;
        }
        String signature = Json.text(part, "thoughtSignature");
        boolean thought = part.path("thought").asBoolean();
        JsonNode function = part.path("functionCall");
        if (function.isObject() && !thought) {
            function(function, signature);
        } else if (part.path("text").isTextual()) {
            text(Json.text(part, "text"), thought, signature);
        } else {
            other(part, thought, signature);
        }
    }

    void text(String piece, boolean thought, String signature) {
        if (piece.isEmpty() && signature.isEmpty()) {
            return;
        }
        Part.Kind kind = thought ? Part.Kind.THINKING : Part.Kind.TEXT;
        boolean goesOn = open == kind && signature.isEmpty();
        int key = goesOn ? next - 1 : next++;
        if (thought) {
            out.thinking(key, piece);
        } else {
            out.text(key, piece);
        }
        if (goesOn) {
            return;
        }
        if (!thought) {
            texts.add(key);
        }
        if (thought || !signature.isEmpty()) {
            // thoughts without a signature are sealed, too: they go back to their model and to no other
            out.seal(key, kind, seal(signature));
        }
        open = signature.isEmpty() ? kind : null;
    }

    private static String seal(String signature) {
        return signature.isEmpty() ? "{}" : Json.compact(Json.object().put("thoughtSignature", signature));
    }

    private void function(JsonNode function, String signature) {
        String name = Json.text(function, "name");
        boolean more = function.path("willContinue").asBoolean();
        if (name.isEmpty() && call != null) {
            call.add(function);
        } else if (name.isEmpty() && !Json.isPresent(function)) {
            text("", false, signature);
            return;
        } else {
            closeCall();
            callKey = next++;
            open = null;
            out.toolCall(callKey, Json.text(function, "id"), name);
            if (more || function.path("partialArgs").isArray()) {
                call = new PartialArguments();
                call.add(function);
            } else if (Json.isPresent(function.path("args"))) {
                out.arguments(callKey, Json.compact(function.path("args")));
            }
        }
        if (!signature.isEmpty()) {
            out.seal(callKey, Part.Kind.TOOL_CALL, seal(signature));
        }
        if (!more) {
            closeCall();
        }
    }

    /** The mark at the end of a call that came in pieces may be missing before the end of the answer. */
    void closeCall() {
        if (call != null) {
            out.arguments(callKey, call.toString());
            call = null;
        }
    }

    private void other(JsonNode part, boolean thought, String signature) {
        String type = type(part);
        if (type == null) {
            text("", thought, signature);
            return;
        }
        closeCall();
        int key = next++;
        open = null;
        for (int earlier = 0; earlier < key; earlier++) {
            out.done(earlier);
        }
        Media media = thought ? null : media(part.path("inlineData"), signature);
        out.part(key, media != null ? media : new Part.Foreign(type, out.opaque(Json.compact(part))));
    }

    /** The name of the data that a part holds; null when it holds none. */
    private static @Nullable String type(JsonNode part) {
        for (Map.Entry<String, JsonNode> field : part.properties()) {
            if (!BESIDE.contains(field.getKey()) && !field.getValue().isNull()) {
                return field.getKey().isBlank() ? "part" : field.getKey();
            }
        }
        return null;
    }

    private @Nullable Media media(JsonNode blob, String signature) {
        String mimeType = Json.text(blob, "mimeType");
        if (mimeType.indexOf('/') <= 0) {
            return null;
        }
        try {
            byte[] content = Base64.getDecoder().decode(Json.text(blob, "data"));
            Media plain = Media.of(mimeType, content);
            return signature.isEmpty()
                    ? plain
                    : new Media(plain.type(), plain.mimeType(), plain.source(), null, out.opaque(seal(signature)));
        } catch (IllegalArgumentException e) {
            // not Base64: kept as it came
            return null;
        }
    }
}
