package dev.interline;

import dev.interline.budget.Balance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that was tried for one call, in order: exactly one line for each request on the wire, and one for each
 * target that was passed over.
 *
 * <pre>{@code
 * for (Hop hop : response.trail().hops()) {
 *     System.out.println(hop); // 12 ms FIRST azure (…) failed: UNAVAILABLE 503, took 41 ms
 * }
 * System.out.println(response.trail().cost()); // of all attempts together
 * }</pre>
 *
 * @param hops the lines
 * @param budgets how the budgets stand that the call was counted by, each account once; empty without any
 */
public record Trail(List<Hop> hops, List<Balance> budgets) {

    /** Nothing was tried. */
    public static final Trail EMPTY = new Trail(List.of());

    /** Copies the lists. */
    public Trail {
        hops = List.copyOf(hops);
        budgets = List.copyOf(budgets);
    }

    /** Without budgets. */
    public Trail(List<Hop> hops) {
        this(hops, List.of());
    }

    // by hand, for the start's sake, as those of a ModelId are

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || other instanceof Trail that && hops.equals(that.hops) && budgets.equals(that.budgets);
    }

    @Override
    public int hashCode() {
        return 31 * hops.hashCode() + budgets.hashCode();
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

    /** One line a hop, for people; then what several requests cost together, and how the budgets stand. */
    @Override
    public String toString() {
        StringBuilder lines = new StringBuilder();
        for (Hop hop : hops) {
            lines.append(lines.length() == 0 ? "" : "\n").append(hop);
        }
        int sent = attempts();
        Cost cost = cost();
        if (sent > 1 && cost.total().isPresent()) {
            lines.append('\n').append(sent).append(" requests, ").append(cost);
        }
        for (Balance budget : budgets) {
            lines.append("\nbudget ").append(budget);
        }
        return lines.toString();
    }
}
