package dev.interline.tool;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a method a tool, see {@link Tool#from(Object)}. Its parameters are what the model has to give, under their own
 * names; {@link dev.interline.types.Description} says what they mean.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ToolMethod {
    /** What the tool does and when to use it, for the model to read. */
    String value() default "";

    /** The tool's name: 1 to 64 letters, digits, {@code _} and {@code -}; the method's unless set. */
    String name() default "";
}
