package dev.interline.route;

import dev.interline.time.Gate;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The calls that wait for a target which has as much to do as it takes: first come, first served. Whoever waits for a
 * call to end has all before it that do the same, whoever waits for a quota has those before it that wait for the same
 * one. Guarded by the lock of its {@link Health}.
 */
final class Line {

    /** One call in it. */
    static final class Place {
        private final String credential;
        private final double tokens;
        private boolean wantsQuota;
        private @Nullable Gate turn;

        Place(String credential, double tokens) {
            this.credential = credential;
            this.tokens = tokens;
        }
    }

    private final ArrayDeque<Place> places = new ArrayDeque<>(0);

    /** What those take of a quota who are served before. */
    record Ahead(int requests, double tokens) {
        static final Ahead NOBODY = new Ahead(0, 0);
    }

    /**
     * The last place, or the first one.
     *
     * @param tokens that the call takes of the quota
     */
    Place join(String credential, double tokens, boolean first) {
        Place place = new Place(credential, tokens);
        if (first) {
            places.addFirst(place);
        } else {
            places.addLast(place);
        }
        return place;
    }

    void leave(Place place) {
        places.remove(place);
    }

    int length() {
        return places.size();
    }

    /** How many wait for a call to end before this one, or before whoever is not in the line. */
    int before(@Nullable Place mine) {
        int number = 0;
        for (Place place : places) {
            if (place == mine) {
                break;
            }
            number += place.wantsQuota ? 0 : 1;
        }
        return number;
    }

    /** What those take of the same quota who wait for it before this one, or before whoever is not in the line. */
    Ahead ahead(@Nullable Place mine, String credential) {
        if (places.isEmpty()) {
            return Ahead.NOBODY;
        }
        int requests = 0;
        double tokens = 0;
        for (Place place : places) {
            if (place == mine) {
                break;
            }
            if (place.wantsQuota && place.credential.equals(credential)) {
                requests++;
                tokens += place.tokens;
            }
        }
        return new Ahead(requests, tokens);
    }

    /** What it waits for, as it turned out. */
    void wants(@Nullable Place mine, boolean quota) {
        if (mine != null) {
            mine.wantsQuota = quota;
        }
    }

    /** Opens this when it may be its turn; who has no gate looks again by itself. */
    void wakes(Place mine, Gate turn) {
        mine.turn = turn;
    }

    /** A call has ended. */
    void wakeNext() {
        for (Place place : places) {
            Gate turn = place.turn;
            if (!place.wantsQuota && turn != null && !turn.isOpen()) {
                turn.open();
                return;
            }
        }
    }
}
