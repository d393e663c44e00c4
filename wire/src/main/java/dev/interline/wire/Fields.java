package dev.interline.wire;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A map for the few fields of a JSON object, in the order in which they came: two words a field instead of the ten of a
 * hash table, of which an answer would need a dozen. An object of very many fields becomes a hash table after all. Holds
 * no null. Used by one thread at a time, or by several once it no longer changes.
 *
 * @param <V> what a field holds
 */
class Fields<V> extends AbstractMap<String, V> {
    /** More than these, and looking one up by going through them would take too long. */
    static final int FEW = 48;

    private static final @Nullable Object[] NO_CELLS = {};

    /** Name and value in turn. */
    private @Nullable Object[] cells;

    private int size;
    private @Nullable LinkedHashMap<String, V> many;

    Fields() {
        this.cells = NO_CELLS;
    }

    /** Takes names and values in turn, and keeps the array. No name may be there twice. */
    Fields(@Nullable Object[] cells) {
        this.cells = cells;
        this.size = cells.length / 2;
    }

    /** A copy. */
    Fields(Fields<V> from) {
        this.cells = Arrays.copyOf(from.cells, Math.max(2, 2 * from.size));
        this.size = from.size;
        this.many = from.many == null ? null : new LinkedHashMap<>(from.many);
    }

    @SuppressWarnings("ReferenceEquality") // the quick way first; equal names are found by the slow one
    private int find(@Nullable Object name) {
        for (int i = 0; i < 2 * size; i += 2) {
            // names come from the parser's own table, mostly, and from constants
            if (cells[i] == name) {
                return i;
            }
        }
        for (int i = 0; i < 2 * size; i += 2) {
            if (name != null && name.equals(cells[i])) {
                return i;
            }
        }
        return -1;
    }

    @SuppressWarnings("unchecked") // put is the only way in
    private @Nullable V value(int at) {
        return (V) cells[at + 1];
    }

    @Override
    public @Nullable V get(@Nullable Object name) {
        if (many != null) {
            return many.get(name);
        }
        int at = find(name);
        return at < 0 ? null : value(at);
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return many != null ? many.containsKey(name) : find(name) >= 0;
    }

    @Override
    public @Nullable V put(String name, V value) {
        if (many != null) {
            return many.put(name, value);
        }
        int at = find(name);
        if (at >= 0) {
            V before = value(at);
            cells[at + 1] = value;
            return before;
        }
        if (size == FEW) {
            LinkedHashMap<String, V> table = new LinkedHashMap<>(4 * FEW);
            table.putAll(this);
            table.put(name, value);
            many = table;
            return null;
        }
        if (2 * size == cells.length) {
            cells = Arrays.copyOf(cells, Math.max(8, 2 * cells.length));
        }
        cells[2 * size] = name;
        cells[2 * size + 1] = value;
        size++;
        return null;
    }

    @Override
    public @Nullable V remove(@Nullable Object name) {
        if (many != null) {
            return many.remove(name);
        }
        int at = find(name);
        if (at < 0) {
            return null;
        }
        V before = value(at);
        removeAt(at);
        return before;
    }

    void removeAt(int at) {
        System.arraycopy(cells, at + 2, cells, at, 2 * size - at - 2);
        size--;
        cells[2 * size] = null;
        cells[2 * size + 1] = null;
    }

    @Override
    public void clear() {
        many = null;
        size = 0;
        Arrays.fill(cells, null);
    }

    @Override
    public int size() {
        return many != null ? many.size() : size;
    }

    @Override
    public Set<Map.Entry<String, V>> entrySet() {
        return many != null ? many.entrySet() : new Entries();
    }

    /** Fields that cannot be changed. */
    static final class Fixed<V> extends Fields<V> {
        Fixed(@Nullable Object[] cells) {
            super(cells);
        }

        /** Whether a part of these cells is this: equal names, the same values. */
        @SuppressWarnings("ReferenceEquality") // the same, not equal ones
        boolean is(@Nullable Object[] others, int from, int to) {
            @Nullable Object[] own = super.cells;
            if (own.length != to - from) {
                return false;
            }
            for (int i = 0; i < own.length; i += 2) {
                if (own[i + 1] != others[from + i + 1] || !Objects.equals(own[i], others[from + i])) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public V put(String name, V value) {
            throw new UnsupportedOperationException("these fields are shared");
        }

        @Override
        void removeAt(int at) {
            throw new UnsupportedOperationException("these fields are shared");
        }

        @Override
        public void clear() {
            throw new UnsupportedOperationException("these fields are shared");
        }
    }

    private final class Entries extends AbstractSet<Map.Entry<String, V>> {
        @Override
        public int size() {
            return size;
        }

        @Override
        public Iterator<Map.Entry<String, V>> iterator() {
            return new InOrder();
        }
    }

    private final class InOrder implements Iterator<Map.Entry<String, V>> {
        private int next;

        @Override
        public boolean hasNext() {
            return next < 2 * size;
        }

        @Override
        @SuppressWarnings("unchecked") // put is the only way in
        public Map.Entry<String, V> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Entry entry = new Entry(
                    (String) Objects.requireNonNull(cells[next]), (V) Objects.requireNonNull(cells[next + 1]));
            next += 2;
            return entry;
        }

        @Override
        public void remove() {
            next -= 2;
            removeAt(next);
        }
    }

    private final class Entry implements Map.Entry<String, V> {
        private final String name;
        private V value;

        Entry(String name, V value) {
            this.name = name;
            this.value = value;
        }

        @Override
        public String getKey() {
            return name;
        }

        @Override
        public V getValue() {
            return value;
        }

        @Override
        public V setValue(V other) {
            V before = value;
            value = other;
            put(name, other);
            return before;
        }

        @Override
        public boolean equals(@Nullable Object object) {
            return object instanceof Map.Entry<?, ?> other
                    && name.equals(other.getKey())
                    && value.equals(other.getValue());
        }

        @Override
        public int hashCode() {
            return name.hashCode() ^ value.hashCode();
        }

        @Override
        public String toString() {
            return name + "=" + value;
        }
    }
}
