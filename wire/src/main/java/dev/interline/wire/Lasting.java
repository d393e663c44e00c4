package dev.interline.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What answers say again and again, made once and shared by all of them: the verdict of a filter that everything is
 * safe, counts of nothing, empty lists. That is half of the nodes of some answers. Only objects and arrays are kept that
 * hold nothing but words of a vendor, small numbers, flags, nulls, and others that are kept. None of them can be changed.
 */
final class Lasting {
    private static final int MOST_CELLS = 32;

    /** By their hash; whoever comes later takes the place. They do not change, so races do no harm. */
    private static final @Nullable OneObject[] OBJECTS = new @Nullable OneObject[256];

    private static final @Nullable OneArray[] ARRAYS = new @Nullable OneArray[256];

    private Lasting() {}

    /** A word of a vendor's, the same node every time. */
    static final class Word extends TextNode {
        private static final long serialVersionUID = 1L;

        Word(String word) {
            super(word);
        }
    }

    @SuppressWarnings("unchecked") // of Jackson's own deepCopy()
    private static final class OneObject extends ObjectNode {
        private static final long serialVersionUID = 1L;

        OneObject(Fields.Fixed<JsonNode> fields) {
            super(Nodes.SMALL, fields);
        }

        boolean is(@Nullable Object[] cells, int from, int to) {
            return ((Fields.Fixed<JsonNode>) _children).is(cells, from, to);
        }
    }

    @SuppressWarnings("unchecked") // of Jackson's own deepCopy()
    private static final class OneArray extends ArrayNode {
        private static final long serialVersionUID = 1L;

        OneArray(List<JsonNode> items) {
            super(Nodes.SMALL, items);
        }

        @SuppressWarnings("ReferenceEquality") // the same, not equal ones
        boolean is(@Nullable Object[] cells, int from, int to) {
            int at = from;
            while (at < to && get(at - from) == cells[at]) {
                at++;
            }
            return at == to && size() == to - from;
        }
    }

    /**
     * The object of these fields, names and values in turn.
     *
     * @return null when it holds anything that may be different in every answer
     */
    static @Nullable ObjectNode object(@Nullable Object[] cells, int from, int to) {
        int hash = hash(cells, from, to, 2);
        if (hash == 0) {
            return null;
        }
        int at = hash & OBJECTS.length - 1;
        OneObject known = OBJECTS[at];
        if (known == null || !known.is(cells, from, to)) {
            known = new OneObject(new Fields.Fixed<>(Arrays.copyOfRange(cells, from, to)));
            OBJECTS[at] = known;
        }
        return known;
    }

    /**
     * The array of these items.
     *
     * @return null when it holds anything that may be different in every answer
     */
    static @Nullable ArrayNode array(@Nullable Object[] cells, int from, int to) {
        int hash = hash(cells, from, to, 1);
        if (hash == 0) {
            return null;
        }
        int at = hash & ARRAYS.length - 1;
        OneArray known = ARRAYS[at];
        if (known == null || !known.is(cells, from, to)) {
            known = new OneArray(List.of(Arrays.copyOfRange(cells, from, to, JsonNode[].class)));
            ARRAYS[at] = known;
        }
        return known;
    }

    /** Zero when there is a value that does not last. */
    private static int hash(@Nullable Object[] cells, int from, int to, int step) {
        if (to - from > MOST_CELLS) {
            return 0;
        }
        int hash = 1;
        for (int i = from; i < to; i += step) {
            Object value = Objects.requireNonNull(cells[i + step - 1]);
            if (!lasts(value)) {
                return 0;
            }
            int name = step == 1 ? 0 : Objects.requireNonNull(cells[i]).hashCode();
            hash = 31 * (31 * hash + name) + System.identityHashCode(value);
        }
        hash ^= hash >>> 16;
        return (hash ^ hash >>> 8) | 1 << 30;
    }

    @SuppressWarnings("ReferenceEquality") // Jackson has small numbers once
    static boolean lasts(Object value) {
        return value instanceof Word
                || value instanceof OneObject
                || value instanceof OneArray
                || value instanceof JsonNode node
                        && (node.isBoolean()
                                || node.isNull()
                                || node instanceof IntNode number && IntNode.valueOf(number.intValue()) == number);
    }
}
