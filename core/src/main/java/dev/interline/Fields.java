package dev.interline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One object of a conversation that is read: its fields by name, with errors that say where they stand. */
final class Fields {
    private final String path;
    private final Map<?, ?> values;
    private final Set<Object> read = new HashSet<>();

    Fields(String path, Map<?, ?> values) {
        this.path = path;
        this.values = values;
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    private @Nullable Object get(String key) {
        read.add(key);
        return values.get(key);
    }

    @Nullable
    String optional(String key) {
        return has(key) ? text(key) : null;
    }

    String optional(String key, String otherwise) {
        return has(key) ? text(key) : otherwise;
    }

    String text(String key) {
        if (get(key) instanceof String text) {
            return text;
        }
        throw problem(key, has(key) ? "is no text" : "is missing");
    }

    boolean flag(String key) {
        if (!has(key)) {
            return false;
        }
        if (get(key) instanceof Boolean flag) {
            return flag;
        }
        throw problem(key, "is neither true nor false");
    }

    long whole(String key, int otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        if (get(key) instanceof Integer number) {
            return number;
        }
        throw problem(key, "is no whole number of a usual size");
    }

    <E extends Enum<E>> E word(String key, E[] words) {
        String text = text(key);
        for (E word : words) {
            if (ConversationWriter.word(word).equals(text)) {
                return word;
            }
        }
        throw problem(
                key,
                "is not known; it is one of "
                        + String.join(
                                ", ",
                                Arrays.stream(words)
                                        .map(ConversationWriter::word)
                                        .toList()));
    }

    Fields object(String key) {
        if (get(key) instanceof Map<?, ?> object) {
            return new Fields(at(key), object);
        }
        throw problem(key, "is no object");
    }

    List<Fields> objects(String key) {
        if (!(get(key) instanceof List<?> list)) {
            throw problem(key, has(key) ? "is no list" : "is missing");
        }
        List<Fields> objects = new ArrayList<>();
        for (Object each : list) {
            String place = at(key) + "[" + objects.size() + "]";
            if (!(each instanceof Map<?, ?> object)) {
                throw new ConversationException(place + ": is no object");
            }
            objects.add(new Fields(place, object));
        }
        return objects;
    }

    /** Makes something of what was read; what its maker refuses is told with the place. */
    <T> T made(String key, Supplier<T> maker) {
        try {
            return maker.get();
        } catch (ConversationException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw problem(key, String.valueOf(e.getMessage()));
        }
    }

    /** Everything must have been read. */
    void done() {
        for (Object key : values.keySet()) {
            if (!read.contains(key)) {
                throw problem(String.valueOf(key), "is not known; a newer version of the library may have written it");
            }
        }
    }

    ConversationException problem(String key, String what) {
        return new ConversationException((at(key).isEmpty() ? "conversation" : at(key)) + ": " + what);
    }

    private String at(String key) {
        return path.isEmpty() ? key : key.isEmpty() ? path : path + "." + key;
    }
}
