package dev.interline.tool;

import dev.interline.CallContext;
import dev.interline.ToolCall;
import dev.interline.ToolDefinition;
import dev.interline.ToolResult;

/** A tool that takes its arguments as they are written, when they are a JSON object. */
record TextTool(ToolDefinition definition, TextBody body) implements Tool {
    @Override
    public ToolResult run(ToolCall call, CallContext context) throws Exception {
        String problem = Arguments.problem(call.arguments());
        return problem == null ? ToolResult.text(call, body.run(call.arguments())) : Results.unreadable(call, problem);
    }

    @Override
    public String toString() {
        return "Tool[" + definition.name() + "]";
    }
}
