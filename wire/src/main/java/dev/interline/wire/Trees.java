package dev.interline.wire;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Trees from a parser. Jackson's mapper does the same and more, but brings the machinery of data
 * binding with it: 300 classes at the first call, and an end at the first one where another library holds back
 * {@code jackson-annotations}.
 */
final class Trees {
    private static final JsonNodeFactory NODES = Nodes.SMALL;

    private Trees() {}

    /** The value under the cursor, to its last token. The parser's own limit of nesting bounds the depth. */
    static JsonNode read(JsonParser parser) throws IOException {
        return read(parser, false);
    }

    /** As {@link #read(JsonParser)}; what lasts is shared with the trees of other answers, and cannot be changed. */
    static JsonNode answer(JsonParser parser) throws IOException {
        return read(parser, true);
    }

    private static JsonNode read(JsonParser parser, boolean shares) throws IOException {
        Scratch scratch = Scratch.open();
        scratch.shares = shares;
        JsonNode node = read(parser, scratch);
        // not after a failure: what it left behind would stay
        scratch.close();
        return node;
    }

    private static JsonNode read(JsonParser parser, Scratch scratch) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, scratch);
            case START_ARRAY -> array(parser, scratch);
            case VALUE_STRING -> Nodes.text(parser);
            case VALUE_NUMBER_INT ->
                switch (parser.getNumberType()) {
                    case INT -> NODES.numberNode(parser.getIntValue());
                    case LONG -> NODES.numberNode(parser.getLongValue());
                    default -> NODES.numberNode(parser.getBigIntegerValue());
                };
            // fractions in tool arguments go through as they came
            case VALUE_NUMBER_FLOAT -> Nodes.fraction(parser);
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            default -> throw new JsonParseException(parser, "no JSON value");
        };
    }

    private static ObjectNode object(JsonParser parser, Scratch scratch) throws IOException {
        int from = scratch.top;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            if (scratch.top - from == 2 * Fields.FEW || scratch.has(from, name)) {
                return larger(parser, new Fields<>(scratch.take(from)), name, scratch);
            }
            // what is inside lies above these two
            scratch.push(name);
            scratch.push(name);
            int at = scratch.top;
            JsonNode value = field(name, parser, scratch);
            // not before: the cells may have moved
            scratch.cells[at - 1] = value;
        }
        return scratch.object(from);
    }

    private static JsonNode field(String name, JsonParser parser, Scratch scratch) throws IOException {
        if (!scratch.shares) {
            return read(parser, scratch);
        }
        switch (name) {
            // what vendors call the arguments of a call, in which each word may be the caller's own: none of it is kept
            case "args", "arguments", "input" -> {
                scratch.shares = false;
                JsonNode value = read(parser, scratch);
                scratch.shares = true;
                return value;
            }
            // and what they call by its name in every answer
            case "model", "modelVersion", "object", "system_fingerprint" -> {
                return parser.currentToken() == JsonToken.VALUE_STRING ? Nodes.name(parser) : read(parser, scratch);
            }
            default -> {
                return read(parser, scratch);
            }
        }
    }

    /** An object that is not as objects usually are: it has very many fields, or one twice, of which the latter counts. */
    private static ObjectNode larger(JsonParser parser, Fields<JsonNode> before, String next, Scratch scratch)
            throws IOException {
        before.put(next, read(parser, scratch));
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            before.put(name, read(parser, scratch));
        }
        return new ObjectNode(NODES, before);
    }

    private static ArrayNode array(JsonParser parser, Scratch scratch) throws IOException {
        int from = scratch.top;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            scratch.push(read(parser, scratch));
        }
        return scratch.array(from);
    }

    /** Where the fields of objects that are being read are kept, until it is known how many there are. */
    private static final class Scratch {
        private static final int USUAL = 128;

        /** That of the last document, for the next. Whoever finds none makes one: no lock, and none for each thread. */
        private static final AtomicReference<@Nullable Scratch> IDLE = new AtomicReference<>();

        private @Nullable Object[] cells = new @Nullable Object[USUAL];
        private int top;
        private boolean shares;

        static Scratch open() {
            Scratch idle = IDLE.getAndSet(null);
            return idle == null ? new Scratch() : idle;
        }

        void close() {
            if (top == 0 && cells.length <= 16 * USUAL) {
                IDLE.set(this);
            }
        }

        void push(Object cell) {
            if (top == cells.length) {
                cells = Arrays.copyOf(cells, 2 * top);
            }
            cells[top++] = cell;
        }

        boolean has(int from, String name) {
            for (int i = from; i < top; i += 2) {
                if (name.equals(cells[i])) {
                    return true;
                }
            }
            return false;
        }

        ObjectNode object(int from) {
            ObjectNode known = shares ? Lasting.object(cells, from, top) : null;
            if (known == null) {
                return new ObjectNode(NODES, new Fields<>(take(from)));
            }
            drop(from);
            return known;
        }

        ArrayNode array(int from) {
            ArrayNode array = shares ? Lasting.array(cells, from, top) : null;
            if (array == null && shares && top == from + 1) {
                array = new ArrayNode(NODES, List.of((JsonNode) Objects.requireNonNull(cells[from])));
            } else if (array == null) {
                array = new ArrayNode(NODES, new ArrayList<>(top - from));
                for (int i = from; i < top; i++) {
                    array.add((JsonNode) cells[i]);
                }
            }
            drop(from);
            return array;
        }

        /** What was pushed since; nothing of it stays here. */
        @Nullable
        Object[] take(int from) {
            @Nullable Object[] taken = Arrays.copyOfRange(cells, from, top);
            drop(from);
            return taken;
        }

        private void drop(int from) {
            Arrays.fill(cells, from, top, null);
            top = from;
        }
    }

    /** A caller's maps, lists and scalars. */
    static JsonNode of(@Nullable Object value) {
        if (value == null) {
            return NODES.nullNode();
        } else if (value instanceof JsonNode node) {
            return node;
        } else if (value instanceof CharSequence text) {
            return NODES.textNode(text.toString());
        } else if (value instanceof Enum<?> word) {
            return NODES.textNode(word.name());
        } else if (value instanceof Boolean flag) {
            return NODES.booleanNode(flag);
        } else if (value instanceof Number number) {
            return number(number);
        } else if (value instanceof Map<?, ?> fields) {
            ObjectNode object = NODES.objectNode();
            fields.forEach((name, field) -> object.set(String.valueOf(name), of(field)));
            return object;
        } else if (value instanceof Iterable<?> items) {
            ArrayNode array = NODES.arrayNode();
            items.forEach(item -> array.add(of(item)));
            return array;
        } else if (value instanceof Object[] items) {
            return of(Arrays.asList(items));
        }
        throw new IllegalArgumentException("a " + value.getClass().getName()
                + " cannot be sent as JSON; use maps, lists, text, numbers and booleans");
    }

    private static JsonNode number(Number number) {
        if (number instanceof Integer || number instanceof Short || number instanceof Byte) {
            return NODES.numberNode(number.intValue());
        } else if (number instanceof Long) {
            return NODES.numberNode(number.longValue());
        } else if (number instanceof BigInteger big) {
            return NODES.numberNode(big);
        } else if (number instanceof BigDecimal big) {
            return DecimalNode.valueOf(big);
        } else if (number instanceof Float) {
            return NODES.numberNode(number.floatValue());
        }
        double value = number.doubleValue();
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("JSON has no " + value);
        }
        return NODES.numberNode(value);
    }
}
