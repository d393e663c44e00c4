package dev.interline.tool;

import dev.interline.CallContext;
import dev.interline.ToolCall;
import dev.interline.ToolDefinition;
import dev.interline.ToolResult;
import dev.interline.types.Form;
import dev.interline.types.MisfitException;

/** A tool that takes a value. */
final class TypedTool<T> implements Tool {
    private final ToolDefinition definition;
    private final Form<T> form;
    private final BodyInCall<? super T> body;

    TypedTool(String name, String description, Form<T> form, BodyInCall<? super T> body) {
        this.definition = ToolDefinition.of(name, description, form.schema());
        this.form = form;
        this.body = body;
    }

    @Override
    public ToolDefinition definition() {
        return definition;
    }

    @Override
    public ToolResult run(ToolCall call, CallContext context) throws Exception {
        T arguments;
        try {
            arguments = form.read(call.arguments());
        } catch (MisfitException e) {
            return Results.misfit(call, e);
        }
        return Results.of(call, body.run(arguments, context));
    }

    @Override
    public String toString() {
        return "Tool[" + definition.name() + "]";
    }
}
