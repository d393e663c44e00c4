package dev.interline.route;

import dev.interline.ModelId;
import dev.interline.budget.Balance;
import dev.interline.error.ChatException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who would answer a request now, found out without sending anything. The next call may see another picture: targets
 * come and go, and strategies may draw lots.
 *
 * @param route the route's name
 * @param order who would be asked, in this order
 * @param excluded who would not be, whatever happens to the others
 * @param budgets how the budgets of the route stand for this call; one that is used up shows in the other two as well
 */
public record Explanation(String route, List<Candidate> order, List<Excluded> excluded, List<Balance> budgets) {

    /** Copies the lists. */
    public Explanation {
        order = List.copyOf(order);
        excluded = List.copyOf(excluded);
        budgets = List.copyOf(budgets);
    }

    /**
     * A target that may be asked.
     *
     * @param target its name in the route
     * @param model who answers there
     * @param rest how long it is left alone yet; zero when it is free
     * @param cause why it is left alone; null when it is free
     * @param stays whether it answered last in this conversation, so that the conversation stays there
     * @param inside what the target would do in turn, when it is a route itself; null when it is not
     */
    public record Candidate(
            String target,
            ModelId model,
            Duration rest,
            ChatException.@Nullable Kind cause,
            boolean stays,
            @Nullable Explanation inside) {

        /** Whether it could be asked at once. */
        public boolean isFree() {
            return rest.isZero();
        }
    }

    /**
     * A target that may not be asked.
     *
     * @param target its name in the route
     * @param model who would answer there
     * @param why the reason, in words
     */
    public record Excluded(String target, ModelId model, String why) {}

    /** Who would be asked first: the first that is free, or else the first that will be; empty when nobody may be. */
    public Optional<Candidate> first() {
        Candidate soonest = null;
        for (Candidate candidate : order) {
            if (soonest == null || candidate.rest().compareTo(soonest.rest()) < 0) {
                soonest = candidate;
            }
        }
        return Optional.ofNullable(soonest);
    }

    /** One line for each target, for people. */
    @Override
    public String toString() {
        StringBuilder lines = new StringBuilder();
        say(lines, "");
        return lines.toString();
    }

    private void say(StringBuilder lines, String indent) {
        lines.append("route ").append(route);
        if (order.isEmpty()) {
            lines.append(": nobody may answer");
        }
        int place = 1;
        for (Candidate candidate : order) {
            lines.append('\n').append(indent).append("  ").append(place++).append(". ");
            lines.append(candidate.target());
            if (candidate.inside() == null) {
                lines.append(" (").append(candidate.model()).append(')');
            }
            if (candidate.stays()) {
                lines.append(", where the conversation stays");
            }
            if (!candidate.isFree()) {
                lines.append(", left alone for ")
                        .append((candidate.rest().toMillis() + 999) / 1000)
                        .append(" s after ")
                        .append(candidate.cause());
            }
            if (candidate.inside() != null) {
                lines.append(": ");
                candidate.inside().say(lines, indent + "  ");
            }
        }
        for (Excluded out : excluded) {
            lines.append('\n').append(indent).append("  not ").append(out.target());
            lines.append(" (").append(out.model()).append("): ").append(out.why());
        }
        for (Balance budget : budgets) {
            lines.append('\n').append(indent).append("  budget ").append(budget);
        }
    }
}
