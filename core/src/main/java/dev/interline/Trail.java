package dev.interline;

import java.util.List;

/**
 * Everything that was tried for one call, in order: exactly one line for each request on the wire, and one for each
 * target that was passed over.
 *
 * @param hops the lines
 */
public record Trail(List<Hop> hops) {

    /** Nothing was tried. */
    public static final Trail EMPTY = new Trail(List.of());

    /** Copies the list. */
    public Trail {
        hops = List.copyOf(hops);
    }

    /** How many requests were sent. */
    public int attempts() {
        int sent = 0;
        for (Hop hop : hops) {
            if (hop.sent()) {
                sent++;
            }
        }
        return sent;
    }

    /** What all of it cost, failed attempts and lost races included; not complete where that of one hop is not. */
    public Cost cost() {
        Cost sum = Cost.NOTHING;
        for (Hop hop : hops) {
            sum = sum.plus(hop.cost());
        }
        return sum;
    }

    /** One line a hop, for people. */
    @Override
    public String toString() {
        StringBuilder lines = new StringBuilder();
        for (Hop hop : hops) {
            lines.append(lines.length() == 0 ? "" : "\n").append(hop);
        }
        return lines.toString();
    }
}
