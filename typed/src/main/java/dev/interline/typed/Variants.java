package dev.interline.typed;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A type that is one of several: a sealed hierarchy, or one that Jackson's annotations describe. A property tells
 * which.
 *
 * @param property the name of that property
 * @param named whether the variants have a component of that name themselves
 * @param types the variants by what the property says
 */
record Variants(String property, boolean named, Map<String, Class<?>> types) {
    private static final ClassValue<Object> KNOWN = new ClassValue<>() {
        @Override
        protected Object computeValue(Class<?> type) {
            Variants found = find(type);
            return found == null ? type : found;
        }
    };

    /** The variants of a type; null when it has none. */
    static @Nullable Variants of(Class<?> type) {
        return KNOWN.get(type) instanceof Variants found ? found : null;
    }

    private static @Nullable Variants find(Class<?> type) {
        JsonTypeInfo told = type.getAnnotation(JsonTypeInfo.class);
        if (told == null && !type.isSealed()) {
            return null;
        }
        if (told != null && !isSupported(told)) {
            throw new IllegalArgumentException(type.getName() + " tells its subtypes apart by " + told.use() + " as "
                    + told.include() + "; a model can be told of names in a property alone (Id.NAME, As.PROPERTY)");
        }
        Map<String, Class<?>> types = new LinkedHashMap<>();
        collect(type, types);
        if (types.isEmpty()) {
            throw new IllegalArgumentException(
                    type.getName() + " has no subtypes; make it sealed, or name them with @JsonSubTypes");
        }
        String property = told == null ? freeName(types) : told.property().isEmpty() ? "@type" : told.property();
        boolean named = types.values().stream().anyMatch(each -> has(each, property));
        return new Variants(property, named, types);
    }

    private static boolean isSupported(JsonTypeInfo told) {
        return told.use() == JsonTypeInfo.Id.NAME
                && (told.include() == JsonTypeInfo.As.PROPERTY || told.include() == JsonTypeInfo.As.EXISTING_PROPERTY);
    }

    private static void collect(Class<?> type, Map<String, Class<?>> types) {
        JsonSubTypes told = type.getAnnotation(JsonSubTypes.class);
        if (told != null) {
            for (JsonSubTypes.Type each : told.value()) {
                add(each.value(), each.name(), types);
            }
        } else if (type.isSealed()) {
            for (Class<?> each : type.getPermittedSubclasses()) {
                add(each, "", types);
            }
        }
    }

    private static void add(Class<?> type, String told, Map<String, Class<?>> types) {
        if (type.isSealed() && Modifier.isAbstract(type.getModifiers())) {
            collect(type, types);
            return;
        }
        if (type.isEnum() || Modifier.isAbstract(type.getModifiers())) {
            throw new IllegalArgumentException(type.getName()
                    + " cannot be one of several types for a model; let records or classes implement the interface");
        }
        JsonTypeName named = type.getAnnotation(JsonTypeName.class);
        String name = !told.isEmpty() ? told : named == null ? type.getSimpleName() : named.value();
        Class<?> before = types.put(name, type);
        if (before != null && before != type) {
            throw new IllegalArgumentException(before.getName() + " and " + type.getName() + " are both called '" + name
                    + "'; tell them apart with @JsonTypeName");
        }
    }

    private static String freeName(Map<String, Class<?>> types) {
        List<String> names = new ArrayList<>(List.of("type", "kind", "variant"));
        for (Class<?> each : types.values()) {
            names.removeIf(name -> has(each, name));
        }
        return names.isEmpty() ? "@type" : names.get(0);
    }

    private static boolean has(Class<?> type, String name) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (Field field : at.getDeclaredFields()) {
                if (field.getName().equals(name) && !Modifier.isStatic(field.getModifiers())) {
                    return true;
                }
            }
        }
        return false;
    }
}
