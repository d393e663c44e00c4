package dev.interline.typed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.interline.types.Form;
import dev.interline.types.MisfitException;
import java.lang.reflect.Type;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A type as JSON. */
final class JacksonForm<T> implements Form<T> {
    private static final String VALUE = "value";
    private static final int LONGEST_NAME = 64;

    private final JavaType type;
    private final JsonNode root;
    private final boolean wrapped;
    private final String name;
    private final String schema;
    private final boolean closed;

    JacksonForm(Type type, boolean answer) {
        this.type = Reading.WHOLE.constructType(type);
        Schemas.Described described = Schemas.of(type, Reading.WHOLE, answer);
        this.root = described.root();
        this.wrapped = described.wrapped();
        this.schema = root.toString();
        this.closed = Trees.isClosed(root);
        this.name = name(this.type);
    }

    private static String name(JavaType type) {
        if (type.isArrayType()) {
            return cut(name(type.getContentType()) + "_array");
        }
        StringBuilder name = new StringBuilder(type.getRawClass().getSimpleName());
        for (JavaType each : type.getBindings().getTypeParameters()) {
            name.append('_').append(name(each));
        }
        return cut(name.toString());
    }

    static String cut(String name) {
        // letters of other alphabets are good in Java and nowhere else
        String word = name.replaceAll("[^A-Za-z0-9_]", "");
        return word.isEmpty() ? "Answer" : word.substring(0, Math.min(LONGEST_NAME, word.length()));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String schema() {
        return schema;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public T read(String json) {
        try {
            JsonNode tree = held(tree(json));
            Fit.check(root, tree);
            return bound(tree, Reading.WHOLE);
        } catch (JsonProcessingException e) {
            throw Reading.misfit(e);
        }
    }

    static JsonNode tree(String json) throws JsonProcessingException {
        JsonNode tree;
        try {
            tree = Reading.WHOLE.readTree(json);
        } catch (NumberFormatException e) {
            // 1E99999999999 is JSON, and no number
            throw new MisfitException("a number in it is too large", "A number in it is larger than any can be.");
        }
        if (tree.isMissingNode()) {
            throw new MisfitException("it is empty", "It is empty.");
        }
        return tree;
    }

    /** Models forget the object that holds what is none, where nobody holds them to it. */
    private JsonNode held(JsonNode tree) {
        boolean forgotten = wrapped && (!tree.isObject() || tree.size() != 1 || !tree.has(VALUE));
        if (forgotten) {
            JsonNode holding = JsonNodeFactory.instance.objectNode().set(VALUE, tree);
            try {
                Fit.check(root, holding);
                return holding;
            } catch (MisfitException e) {
                return tree;
            }
        }
        return tree;
    }

    private T bound(JsonNode tree, JsonMapper mapper) throws JsonProcessingException {
        JsonNode value = wrapped ? tree.path(VALUE) : tree;
        T read = mapper.treeToValue(value, type);
        if (read == null) {
            throw new MisfitException("it is null", "It is null.");
        }
        return read;
    }

    @Override
    public Optional<T> sketch(String json) {
        try {
            JsonNode tree = Reading.SKETCH.readTree(json);
            boolean bare = wrapped && tree.isArray();
            if (wrapped && !bare && !tree.hasNonNull(VALUE)) {
                return Optional.empty();
            }
            @Nullable T read = Reading.SKETCH.treeToValue(wrapped && !bare ? tree.path(VALUE) : tree, type);
            return Optional.ofNullable(read);
        } catch (JsonProcessingException | NumberFormatException e) {
            // its class does not take what is there so far
            return Optional.empty();
        }
    }
}
