package dev.interline.types;

import dev.interline.OutputSchema;
import java.util.Optional;

/**
 * A Java type as JSON: what a model is told of it, and how what the model writes becomes a value. Implementations are
 * thread-safe.
 *
 * @param <T> what comes out
 */
public interface Form<T> {

    /** What to call it: letters, digits, {@code _} and {@code -}, at most 64. */
    String name();

    /**
     * A JSON Schema as text. Its root describes an object; a type that is none stands in its only property,
     * {@code value}.
     */
    String schema();

    /** Whether a vendor can guarantee it: false when it leaves something open, such as an {@code Object}. */
    boolean isClosed();

    /**
     * The value that the model wrote.
     *
     * @throws MisfitException when it has not this form
     */
    T read(String json);

    /**
     * A value of what has come so far: what is missing is null, zero or empty.
     *
     * @param json a whole document, perhaps with parts missing
     * @return empty when no value can be made of it yet
     */
    Optional<T> sketch(String json);

    /** What a request asks for to get this form. */
    default OutputSchema output() {
        return new OutputSchema(name(), schema(), isClosed());
    }
}
