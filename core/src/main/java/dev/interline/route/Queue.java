package dev.interline.route;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Who waits for a target's quota, in the order in which they came. A place is kept until the time for which its owner was
 * sent away, and lost when that one does not come back. Guarded by the lock of its {@link Health}.
 */
final class Queue {
    /** A busy machine wakes people late. */
    private static final long LATE = Duration.ofSeconds(1).toNanos();

    private final Deque<Place> places = new ArrayDeque<>();

    private static final class Place {
        final Demand whose;
        final double tokens;
        long until;

        Place(Demand whose, double tokens, long until) {
            this.whose = whose;
            this.tokens = tokens;
            this.until = until;
        }
    }

    /** What those take who are served before. */
    record Ahead(int requests, double tokens) {
        static final Ahead NOBODY = new Ahead(0, 0);
    }

    Ahead before(Demand demand, long now) {
        if (places.isEmpty()) {
            return Ahead.NOBODY;
        }
        places.removeIf(place -> now - place.until > LATE);
        int requests = 0;
        double tokens = 0;
        for (Place place : places) {
            if (place.whose == demand) {
                break;
            }
            requests++;
            tokens += place.tokens;
        }
        return new Ahead(requests, tokens);
    }

    /** Keeps the place, or takes the last one; the first one where that is due. */
    void join(Demand demand, double tokens, boolean first, long until) {
        for (Place place : places) {
            if (place.whose == demand) {
                place.until = until;
                return;
            }
        }
        Place place = new Place(demand, tokens, until);
        if (first) {
            places.addFirst(place);
        } else {
            places.addLast(place);
        }
    }

    void leave(Demand demand) {
        if (!places.isEmpty()) {
            places.removeIf(place -> place.whose == demand);
        }
    }
}
