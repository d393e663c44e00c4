package dev.interline.typed;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.interline.types.Form;
import dev.interline.types.Types;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Set;

/** Java types by reflection. Thread-safe. */
public final class JacksonTypes implements Types {
    // one for each class, and gone with its loader; generic types are described each time
    private static final ClassValue<Form<?>> ANSWERS = forms(true);
    private static final ClassValue<Form<?>> ARGUMENTS = forms(false);

    /**
     * For {@link java.util.ServiceLoader}.
     *
     * @throws IllegalStateException when the Jackson on the class path is too old; the message has the remedy
     */
    public JacksonTypes() {
        JacksonVersion.check();
    }

    private static ClassValue<Form<?>> forms(boolean answer) {
        return new ClassValue<>() {
            @Override
            protected Form<?> computeValue(Class<?> type) {
                return new JacksonForm<>(type, answer);
            }
        };
    }

    @Override
    public <T> Form<T> answer(Type type) {
        return form(type, true);
    }

    @Override
    public <T> Form<T> arguments(Type type) {
        return form(type, false);
    }

    @SuppressWarnings("unchecked") // the form of a class reads values of that class
    private static <T> Form<T> form(Type type, boolean answer) {
        return type instanceof Class<?> plain
                ? (Form<T>) (answer ? ANSWERS : ARGUMENTS).get(plain)
                : new JacksonForm<>(type, answer);
    }

    @Override
    public Form<Object[]> arguments(Method method, Class<?>... passedBy) {
        return new MethodForm(method, Set.of(passedBy));
    }

    @Override
    public String write(Object value) {
        try {
            return Reading.WRITING.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    value.getClass().getName() + " cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }
}
