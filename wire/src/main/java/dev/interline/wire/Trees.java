package dev.interline.wire;

import com.fasterxml.jackson.core.JsonGenerator;
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
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Trees from a parser and to a generator. Jackson's mapper does the same and more, but brings the machinery of data
 * binding with it: 300 classes at the first call, and an end at the first one where another library holds back
 * {@code jackson-annotations}.
 */
final class Trees {
    private static final JsonNodeFactory NODES = Nodes.SMALL;

    private Trees() {}

    /** The value under the cursor, to its last token. The parser's own limit of nesting bounds the depth. */
    static JsonNode read(JsonParser parser) throws IOException {
        Scratch scratch = Scratch.open();
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
            case VALUE_NUMBER_FLOAT -> DecimalNode.valueOf(parser.getDecimalValue());
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
            JsonNode value = read(parser, scratch);
            // not before: the cells may have moved
            scratch.cells[at - 1] = value;
        }
        return new ObjectNode(NODES, new Fields<>(scratch.take(from)));
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

        ArrayNode array(int from) {
            ArrayNode array = new ArrayNode(NODES, new ArrayList<>(top - from));
            for (int i = from; i < top; i++) {
                array.add((JsonNode) cells[i]);
            }
            Arrays.fill(cells, from, top, null);
            top = from;
            return array;
        }

        /** What was pushed since; nothing of it stays here. */
        @Nullable
        Object[] take(int from) {
            @Nullable Object[] taken = Arrays.copyOfRange(cells, from, top);
            Arrays.fill(cells, from, top, null);
            top = from;
            return taken;
        }
    }

    /** Writes a tree. */
    static void write(JsonNode node, JsonGenerator out) throws IOException {
        switch (node.getNodeType()) {
            case OBJECT -> {
                out.writeStartObject();
                for (Map.Entry<String, JsonNode> field : node.properties()) {
                    out.writeFieldName(field.getKey());
                    write(field.getValue(), out);
                }
                out.writeEndObject();
            }
            case ARRAY -> {
                out.writeStartArray();
                for (JsonNode item : node) {
                    write(item, out);
                }
                out.writeEndArray();
            }
            case STRING -> out.writeString(node.textValue());
            case BINARY -> out.writeBinary(node.binaryValue());
            case BOOLEAN -> out.writeBoolean(node.booleanValue());
            case NUMBER -> number(node, out);
            case NULL, MISSING -> out.writeNull();
            case POJO -> throw new IllegalArgumentException("a tree holds JSON only, not a " + node);
        }
    }

    private static void number(JsonNode node, JsonGenerator out) throws IOException {
        switch (node.numberType()) {
            case INT -> out.writeNumber(node.intValue());
            case LONG -> out.writeNumber(node.longValue());
            case BIG_INTEGER -> out.writeNumber(node.bigIntegerValue());
            case FLOAT -> out.writeNumber(node.floatValue());
            case DOUBLE -> out.writeNumber(node.doubleValue());
            case BIG_DECIMAL -> out.writeNumber(node.decimalValue());
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
