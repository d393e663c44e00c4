package dev.interline;

/**
 * The form that an answer must have.
 *
 * <pre>{@code
 * OutputSchema schema = OutputSchema.of("label", """
 *         {"type": "object", "required": ["label"], "additionalProperties": false,
 *          "properties": {"label": {"type": "string", "enum": ["booking", "refund"]}}}""");
 * }</pre>
 *
 * @param name what to call it: letters, digits, {@code _} and {@code -}, at most 64
 * @param schema a JSON Schema as text; its root describes an object
 * @param strict whether the vendor shall guarantee the form where it can; each vendor's subset of JSON Schema is
 *     applied, with a {@link Notice} for what had to go
 */
public record OutputSchema(String name, String schema, boolean strict) {

    /** Refuses names that vendors refuse. */
    public OutputSchema {
        if (!ToolDefinition.NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("schema name '" + name + "': use 1 to 64 letters, digits, '_' and '-'");
        }
        if (schema.isBlank()) {
            throw new IllegalArgumentException("the schema '" + name + "' is empty; give a JSON Schema as text");
        }
    }

    /** A strict schema. */
    public static OutputSchema of(String name, String schema) {
        return new OutputSchema(name, schema, true);
    }
}
