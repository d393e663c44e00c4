package dev.interline.tool;

import dev.interline.CallContext;
import dev.interline.ToolCall;
import dev.interline.ToolDefinition;
import dev.interline.ToolResult;
import dev.interline.types.Form;
import dev.interline.types.MisfitException;
import dev.interline.types.Types;

/** A tool that takes a value. */
final class TypedTool<T> implements Tool {
    private final ToolDefinition definition;
    private final Class<T> type;
    private final Form<T> form;
    private final BodyInCall<? super T> body;

    TypedTool(String name, String description, Class<T> type, BodyInCall<? super T> body) {
        this(name, description, type, Types.installed().arguments(type), false, body);
    }

    private TypedTool(
            String name, String description, Class<T> type, Form<T> form, boolean strict, BodyInCall<? super T> body) {
        this.definition = new ToolDefinition(name, description, form.schema(), strict);
        this.type = type;
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

    /** In the form of an answer, whose maps are lists: no vendor guarantees names of the model's own. */
    @Override
    public Tool strict() {
        Form<T> strict = Types.installed().answer(type);
        return new TypedTool<>(definition.name(), definition.description(), type, strict, true, body);
    }

    @Override
    public String toString() {
        return "Tool[" + definition.name() + "]";
    }
}
