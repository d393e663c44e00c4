package dev.interline.types;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * A type with what stands between its angle brackets, which a {@code Class} cannot tell:
 *
 * <pre>{@code
 * List<Invoice> invoices = model.ask(prompt, new TypeRef<List<Invoice>>() {});
 * }</pre>
 *
 * @param <T> the type
 */
public abstract class TypeRef<T> {
    private final Type type;

    /**
     * Reads the type off the subclass.
     *
     * @throws IllegalArgumentException when the subclass leaves it open
     */
    protected TypeRef() {
        Type told = getClass().getGenericSuperclass();
        if (!(told instanceof ParameterizedType with)) {
            throw new IllegalArgumentException("say which type is meant: new TypeRef<List<Invoice>>() {}");
        }
        this.type = with.getActualTypeArguments()[0];
    }

    private TypeRef(Type type) {
        this.type = type;
    }

    /** A type that is known when the program runs and not before. */
    public static TypeRef<?> of(Type type) {
        return new TypeRef<Object>(type) {};
    }

    /** The type. */
    public final Type type() {
        return type;
    }

    @Override
    public final boolean equals(@Nullable Object object) {
        return object instanceof TypeRef<?> other && type.equals(other.type);
    }

    @Override
    public final int hashCode() {
        return type.hashCode();
    }

    @Override
    public final String toString() {
        return type.getTypeName();
    }
}
