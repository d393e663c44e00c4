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
        private boolean wantsQuota;
        private @Nullable Gate turn;

        Place(String credential) {
            this.credential = credential;
        }
    }

    private final ArrayDeque<Place> places = new ArrayDeque<>(0);

    Place join(String credential) {
        Place place = new Place(credential);
        places.add(place);
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

    /** Whether somebody waits for the same quota before this one. */
    boolean isAnybodyBefore(@Nullable Place mine, String credential) {
        for (Place place : places) {
            if (place == mine) {
                break;
            }
            if (place.wantsQuota && place.credential.equals(credential)) {
                return true;
            }
        }
        return false;
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
