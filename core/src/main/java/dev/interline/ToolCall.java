package dev.interline;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The model asks for a tool to be run.
 *
 * @param id pairs the call with its {@link ToolResult}; unique within a conversation
 * @param name the tool's name as the model wrote it, which need not be one that was offered
 * @param arguments the arguments exactly as the model wrote them: JSON text, {@code {}} when there are none
 * @param problem why the arguments are not a JSON object, in words that may be shown to the model; null when they are
 * @param opaque the vendor's own data for this part, or null
 */
public record ToolCall(
        String id,
        String name,
        String arguments,
        @Nullable String problem,
        @Nullable Opaque opaque) implements Part {

    /** Checks that what every vendor sends is there. */
    public ToolCall {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(arguments, "arguments");
    }

    /** A call whose arguments are known to be a JSON object. */
    public static ToolCall of(String id, String name, String arguments) {
        return new ToolCall(id, name, arguments, null, null);
    }

    @Override
    public Kind kind() {
        return Kind.TOOL_CALL;
    }

    @Override
    public String toString() {
        return "ToolCall[" + name + ", " + id + (problem == null ? "]" : ", arguments unreadable]");
    }
}
