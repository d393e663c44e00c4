package dev.interline;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a tool gave back.
 *
 * @param callId the {@link ToolCall#id()} it answers
 * @param name the tool's name; some vendors pair by name and order instead of the id
 * @param content text and media, in order; may be empty
 * @param json whether the text is one JSON document, to be sent as such where the vendor has a place for it
 * @param error whether the tool failed, so that the model can try something else
 * @param opaque the vendor's own data for this part, or null
 */
public record ToolResult(
        String callId,
        String name,
        List<Part> content,
        boolean json,
        boolean error,
        @Nullable Opaque opaque) implements Part {

    /** Copies the list; refuses parts that a result cannot hold. */
    public ToolResult {
        Objects.requireNonNull(callId, "callId");
        Objects.requireNonNull(name, "name");
        content = List.copyOf(content);
        for (Part part : content) {
            if (part.kind() != Kind.TEXT && part.kind() != Kind.MEDIA && part.kind() != Kind.OTHER) {
                throw new IllegalArgumentException("a tool result holds text and media, not " + part.kind());
            }
        }
    }

    /** A result in words. */
    public static ToolResult text(ToolCall call, String text) {
        return new ToolResult(call.id(), call.name(), List.of(Text.of(text)), false, false, null);
    }

    /** A result that is one JSON document. */
    public static ToolResult json(ToolCall call, String json) {
        return new ToolResult(call.id(), call.name(), List.of(Text.of(json)), true, false, null);
    }

    /** The tool failed; the message is for the model to read. */
    public static ToolResult failed(ToolCall call, String message) {
        return new ToolResult(call.id(), call.name(), List.of(Text.of(message)), false, true, null);
    }

    /** All text of the result, joined. */
    public String text() {
        StringBuilder all = new StringBuilder();
        for (Part part : content) {
            if (part instanceof Text text) {
                all.append(text.text());
            }
        }
        return all.toString();
    }

    @Override
    public Kind kind() {
        return Kind.TOOL_RESULT;
    }

    @Override
    public String toString() {
        return "ToolResult[" + name + ", " + callId + (error ? ", failed]" : "]");
    }
}
