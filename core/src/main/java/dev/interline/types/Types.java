package dev.interline.types;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Turns Java types into schemas and JSON into values. The artifact {@code dev.interline:interline-typed} brings one,
 * and is found by {@link ServiceLoader}; programs seldom meet it. Implementations are thread-safe.
 */
public interface Types {

    /**
     * The form of an answer. Within the subsets of JSON Schema that vendors guarantee, as far as the type allows.
     *
     * @throws IllegalArgumentException when the type has no form that a model could be asked for
     */
    <T> Form<T> answer(Type type);

    /**
     * The form of the arguments of a tool that takes one value.
     *
     * @throws IllegalArgumentException when the type has no form that a model could be asked for
     */
    <T> Form<T> arguments(Type type);

    /**
     * The form of the arguments of a method, in the order of its parameters. Parameters of the types that are passed by
     * are left null, for the caller to fill.
     *
     * @throws IllegalArgumentException when a parameter has no form, or its name is not known
     */
    Form<Object[]> arguments(Method method, Class<?>... passedBy);

    /**
     * A value as JSON text.
     *
     * @throws IllegalArgumentException when it cannot be written
     */
    String write(Object value);

    /**
     * The one on the class path.
     *
     * @throws IllegalStateException when there is none, or it cannot run with the libraries beside it; the message says
     *     what to add
     */
    static Types installed() {
        return Installed.types();
    }

    /** Found once. */
    final class Installed {
        private static volatile @Nullable Types found;

        private Installed() {}

        private static Types types() {
            Types known = found;
            return known == null ? look() : known;
        }

        private static Types look() {
            try {
                for (ClassLoader loader : new ClassLoader[] {
                    Types.class.getClassLoader(), Thread.currentThread().getContextClassLoader()
                }) {
                    for (Types types : ServiceLoader.load(Types.class, loader)) {
                        found = types;
                        return types;
                    }
                }
            } catch (ServiceConfigurationError e) {
                // what the artifact itself says has the remedy
                String why = e.getCause() instanceof IllegalStateException told ? told.getMessage() : e.getMessage();
                throw new IllegalStateException("Java types cannot be read and written: " + why, e);
            }
            throw new IllegalStateException("tools and answers of Java types need another artifact: add"
                    + " dev.interline:interline-typed to your build, in the version of interline-core");
        }
    }
}
