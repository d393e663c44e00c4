package dev.interline.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.Citation;
import dev.interline.Opaque;
import dev.interline.Origin;
import dev.interline.Part;
import dev.interline.Refusal;
import dev.interline.Text;
import dev.interline.Thinking;
import dev.interline.ToolCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of the answer while it grows. */
final class Slot {
    static final Comparator<Slot> IN_ORDER = (one, other) -> Integer.compare(one.key, other.key);

    final int key;
    final Part.Kind kind;
    final Growing text = new Growing();
    private List<Citation> citations = List.of();
    String id = "";
    String name = "";

    @Nullable
    String seal;

    @Nullable
    Part whole;

    boolean done;

    /** What takes a code fence off the text while it is shown; null where none is looked for. */
    final @Nullable Fence fence;

    Slot(int key, Part.Kind kind, @Nullable Fence fence) {
        this.key = key;
        this.kind = kind;
        this.fence = fence;
    }

    void cite(Citation citation) {
        if (citations.isEmpty()) {
            citations = new ArrayList<>();
        }
        citations.add(citation);
    }

    Part part(Origin origin) {
        if (whole != null) {
            return whole;
        }
        Opaque opaque = seal == null ? null : new Opaque(origin, seal);
        return switch (kind) {
            case TEXT -> new Text(fence == null ? text.toString() : Fence.off(text.toString()), citations, opaque);
            case THINKING -> new Thinking(text.toString(), opaque);
            case REFUSAL -> new Refusal(text.toString(), opaque);
            case TOOL_CALL -> call(opaque);
            case MEDIA, TOOL_RESULT, OTHER -> throw new IllegalStateException("a " + kind + " comes whole");
        };
    }

    private ToolCall call(@Nullable Opaque opaque) {
        String arguments = text.toString().isBlank() ? "{}" : text.toString();
        return new ToolCall(id, name, arguments, problem(arguments), opaque);
    }

    /** Why the arguments cannot be used, in words for the model; null when they can. */
    private static @Nullable String problem(String arguments) {
        try {
            JsonNode read = Json.read(arguments);
            return read.isObject() ? null : "the arguments must be a JSON object, not " + read.getNodeType();
        } catch (JsonProcessingException e) {
            return "the arguments are not valid JSON: " + e.getOriginalMessage();
        }
    }
}
