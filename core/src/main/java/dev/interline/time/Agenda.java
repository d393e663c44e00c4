package dev.interline.time;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What is to happen, the next first: a heap whose entries know their places, for most are taken out before their time. */
final class Agenda {
    /** Moments are compared by their difference, which must not overflow. */
    private static final long LATEST = Long.MAX_VALUE / 4;

    private @Nullable Entry[] heap = new @Nullable Entry[16];
    private int size;

    /** One of them. Its place is guarded by whoever guards the agenda. */
    abstract static class Entry {
        final long at;
        private int place = -1;

        /** After so many nanoseconds, but not after more than 70 years. */
        Entry(long now, long delay) {
            this.at = now + Math.min(Math.max(0, delay), LATEST);
        }

        private boolean isBefore(Entry other) {
            return at - other.at < 0;
        }
    }

    /** The next; null when there is nothing. */
    @Nullable
    Entry first() {
        return heap[0];
    }

    int size() {
        return size;
    }

    void add(Entry entry) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        rise(entry, size++);
    }

    /** Takes it out; does nothing when it is not there. */
    void remove(Entry entry) {
        int hole = entry.place;
        if (hole < 0) {
            return;
        }
        entry.place = -1;
        Entry last = at(--size);
        heap[size] = null;
        if (last == entry) {
            return;
        }
        if (hole > 0 && last.isBefore(at((hole - 1) / 2))) {
            rise(last, hole);
        } else {
            sink(last, hole);
        }
    }

    private void rise(Entry entry, int from) {
        int place = from;
        while (place > 0 && entry.isBefore(at((place - 1) / 2))) {
            put(at((place - 1) / 2), place);
            place = (place - 1) / 2;
        }
        put(entry, place);
    }

    private void sink(Entry entry, int from) {
        int place = from;
        while (true) {
            int child = 2 * place + 1;
            if (child + 1 < size && at(child + 1).isBefore(at(child))) {
                child++;
            }
            if (child >= size || !at(child).isBefore(entry)) {
                break;
            }
            put(at(child), place);
            place = child;
        }
        put(entry, place);
    }

    private void put(Entry entry, int place) {
        heap[place] = entry;
        entry.place = place;
    }

    private Entry at(int place) {
        Entry entry = heap[place];
        if (entry == null) {
            throw new IllegalStateException("nothing at " + place);
        }
        return entry;
    }
}
