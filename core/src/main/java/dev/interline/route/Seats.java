package dev.interline.route;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where the conversations of a route were answered last. It holds numbers and the names of targets, and of the latest
 * conversations only. Thread-safe.
 */
final class Seats {
    /** Some hundred bytes each. */
    static final int MOST = 10_000;

    private record Seat(String target, long since) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Long, Seat> seats = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Seat> eldest) {
            return size() > MOST;
        }
    };

    void take(long conversation, String target, long now) {
        Long key = conversation;
        Seat seat = new Seat(target, now);
        lock.lock();
        try {
            seats.put(key, seat);
        } finally {
            lock.unlock();
        }
    }

    /** The target's name; null when nobody knows, or when it was too long ago. */
    @Nullable
    String of(long conversation, long now, long idle) {
        lock.lock();
        try {
            Seat seat = seats.get(conversation);
            return seat == null || now - seat.since > idle ? null : seat.target;
        } finally {
            lock.unlock();
        }
    }
}
