package dev.interline.typed;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Whether something may be left out: an {@code Optional}, or what anybody's {@code @Nullable} marks. */
final class Presence {
    private static final Set<Class<?>> OPTIONAL =
            Set.of(Optional.class, OptionalInt.class, OptionalLong.class, OptionalDouble.class);

    private Presence() {}

    static boolean isOptional(Class<?> type) {
        return OPTIONAL.contains(type);
    }

    static boolean mayBeLeftOut(Class<?> raw, AnnotatedElement member, AnnotatedType type) {
        return isOptional(raw) || isNullable(member) || isNullable(type);
    }

    private static boolean isNullable(AnnotatedElement element) {
        for (Annotation each : element.getAnnotations()) {
            if (each.annotationType().getSimpleName().equals("Nullable")) {
                return true;
            }
        }
        return false;
    }
}
