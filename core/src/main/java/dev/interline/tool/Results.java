package dev.interline.tool;

import dev.interline.Part;
import dev.interline.ToolCall;
import dev.interline.ToolResult;
import dev.interline.types.MisfitException;
import dev.interline.types.Types;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What goes back to the model for one call. */
final class Results {
    private Results() {}

    /** What a tool returned: text as it is, parts as parts, everything else as JSON. */
    static ToolResult of(ToolCall call, @Nullable Object value) {
        if (value == null) {
            return ToolResult.text(call, "done");
        }
        if (value instanceof ToolResult given) {
            return new ToolResult(call.id(), call.name(), given.content(), given.json(), given.error(), given.opaque());
        }
        if (value instanceof CharSequence text) {
            return ToolResult.text(call, text.toString());
        }
        if (value instanceof Part part) {
            return new ToolResult(call.id(), call.name(), List.of(part), false, false, null);
        }
        return ToolResult.json(call, Types.installed().write(value));
    }

    static ToolResult misfit(ToolCall call, MisfitException e) {
        return ToolResult.failed(
                call, "The arguments do not fit. " + e.forTheModel() + "\nCall the tool again with arguments that do.");
    }

    static ToolResult unreadable(ToolCall call, String problem) {
        return ToolResult.failed(
                call, "The arguments are no JSON object: " + problem + "\nCall the tool again with one.");
    }

    static ToolResult unknown(ToolCall call, List<String> names) {
        return ToolResult.failed(
                call, "There is no tool '" + call.name() + "'. The tools are: " + String.join(", ", names) + ".");
    }

    static ToolResult refused(ToolCall call, String reason) {
        return ToolResult.failed(call, "This call was not allowed: " + reason);
    }
}
