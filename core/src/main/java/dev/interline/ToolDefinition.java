package dev.interline;

import java.util.regex.Pattern;

/**
 * A tool that the model may call.
 *
 * <pre>{@code
 * ToolDefinition weather = ToolDefinition.of("weather", "The weather in a city, now", """
 *         {"type": "object", "required": ["city"], "properties": {"city": {"type": "string"}}}""");
 * }</pre>
 *
 * @param name letters, digits, {@code _} and {@code -}, at most 64: what every vendor takes
 * @param description what it does and when to use it, for the model to read; may be empty
 * @param parameters a JSON Schema of an object as text
 * @param strict whether the vendor shall guarantee that arguments follow the schema, where it can
 */
public record ToolDefinition(String name, String description, String parameters, boolean strict) {
    static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final String NOTHING = "{\"type\":\"object\",\"properties\":{},\"additionalProperties\":false}";

    /** Refuses names that vendors refuse. */
    public ToolDefinition {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("tool name '" + name + "': use 1 to 64 letters, digits, '_' and '-'");
        }
        if (parameters.isBlank()) {
            throw new IllegalArgumentException("tool '" + name + "' has blank parameters; give a JSON Schema as text");
        }
    }

    /** A tool with parameters, not strict. */
    public static ToolDefinition of(String name, String description, String parameters) {
        return new ToolDefinition(name, description, parameters, false);
    }

    /** A tool without parameters. */
    public static ToolDefinition of(String name, String description) {
        return new ToolDefinition(name, description, NOTHING, false);
    }
}
