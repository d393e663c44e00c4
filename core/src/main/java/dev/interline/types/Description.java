package dev.interline.types;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Tells the model what something means: a type, a component of a record, a parameter of a tool. Jackson's
 * {@code @JsonPropertyDescription} and {@code @JsonClassDescription} do the same.
 *
 * <pre>{@code
 * record City(@Description("in English") String name, @Nullable String country) {}
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface Description {
    /** A phrase or sentence for the model to read. */
    String value();
}
