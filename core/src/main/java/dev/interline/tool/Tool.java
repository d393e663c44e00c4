package dev.interline.tool;

import dev.interline.CallContext;
import dev.interline.ToolCall;
import dev.interline.ToolDefinition;
import dev.interline.ToolResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that the model may call and this program runs. Implementations are thread-safe where {@link
 * ToolLoop#parallel} is used.
 *
 * <pre>{@code
 * record City(@Description("in English") String name) {}
 *
 * Tool weather = Tool.of("weather", "The weather in a city, now", City.class, city -> forecast.in(city.name()));
 * String answer = model.withTools(weather).ask("Do I need an umbrella in Oslo?");
 * }</pre>
 */
public interface Tool {

    /** What the model is told. */
    ToolDefinition definition();

    /**
     * Runs it once.
     *
     * @param call what the model asks for; its arguments are not checked yet
     * @param context ends when the tool's time is over or the call is no longer wanted; the thread is interrupted then
     * @throws ToolError when the model should read what went wrong
     * @throws Exception any other failure
     */
    ToolResult run(ToolCall call, CallContext context) throws Exception;

    /** What a tool does with the value that the model gives it. */
    @FunctionalInterface
    interface Body<T> {
        /**
         * Runs it.
         *
         * @return a text, a {@link ToolResult}, or a value that is sent as JSON; null for nothing to tell
         */
        @Nullable
        Object run(T arguments) throws Exception;
    }

    /** As {@link Body}, for tools that want to know of the call: its tags, its deadline, whether it is still wanted. */
    @FunctionalInterface
    interface BodyInCall<T> {
        /** Runs it, see {@link Body#run}. */
        @Nullable
        Object run(T arguments, CallContext context) throws Exception;
    }

    /** A tool of text: JSON comes in, and what goes out is for the model to read. */
    @FunctionalInterface
    interface TextBody {
        /**
         * Runs it.
         *
         * @param arguments a JSON object as text, not checked against the schema
         */
        String run(String arguments) throws Exception;
    }

    /**
     * A tool whose parameters are the components of a record. What the model gives is checked before the body runs;
     * what does not fit goes back to the model in words.
     *
     * @param name 1 to 64 letters, digits, {@code _} and {@code -}
     * @param description what it does and when to use it, for the model to read
     * @throws IllegalStateException when {@code dev.interline:interline-typed} is not on the class path
     * @throws IllegalArgumentException when the type has no form that a model could be told of
     */
    static <T> Tool of(String name, String description, Class<T> parameters, Body<? super T> body) {
        return of(name, description, parameters, (arguments, context) -> body.run(arguments));
    }

    /** As {@link #of(String, String, Class, Body)}, with the context of the call. */
    static <T> Tool of(String name, String description, Class<T> parameters, BodyInCall<? super T> body) {
        return new TypedTool<>(name, description, parameters, body);
    }

    /**
     * A tool with a schema written by hand and a function of text; needs no further artifact. Arguments that are no JSON
     * object go back to the model in words, and the body does not run; they are not checked against the schema.
     */
    static Tool of(ToolDefinition definition, TextBody body) {
        return new TextTool(definition, body);
    }

    /**
     * The methods of an object that are marked with {@link ToolMethod}, also those of its superclasses and interfaces:
     * the mark of an overridden method holds for those that override it, unless they have one of their own. A parameter
     * of type {@link CallContext} or {@link ToolCall} is filled from the call and not told to the model.
     *
     * @throws IllegalArgumentException when there is none, or a parameter has no form that a model could be told of
     * @throws IllegalStateException when {@code dev.interline:interline-typed} is not on the class path
     */
    static List<Tool> from(Object object) {
        return MethodTool.of(object);
    }

    /** The same tool, with arguments that the vendor guarantees where it can. */
    default Tool strict() {
        ToolDefinition own = definition();
        ToolDefinition strict = new ToolDefinition(own.name(), own.description(), own.parameters(), true);
        Tool inner = this;
        return new Tool() {
            @Override
            public ToolDefinition definition() {
                return strict;
            }

            @Override
            public ToolResult run(ToolCall call, CallContext context) throws Exception {
                return inner.run(call, context);
            }

            @Override
            public String toString() {
                return inner.toString();
            }
        };
    }
}
