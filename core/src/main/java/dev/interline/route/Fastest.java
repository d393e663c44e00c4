package dev.interline.route;

import dev.interline.CallContext;
import dev.interline.ChatRequest;
import dev.interline.policy.Estimate;
import dev.interline.time.Time;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whoever should be done first. */
record Fastest() implements Strategy {
    private static final double EXPLORED = 0.05;
    private static final double EXPLORED_WHILE_UNKNOWN = 0.25;
    private static final double USUAL_OUTPUT = 300;

    @Override
    public List<Target> order(List<Target> able, ChatRequest request, CallContext context) {
        Time time = context.time();
        long now = time.nanos();
        Integer cap = request.options().maxOutputTokens();
        double output = 0;
        double best = 0;
        Target unknown = null;
        for (int i = 0; i < able.size(); i++) {
            Lately lately = able.get(i).health().lately();
            output = Math.max(output, orElse(lately.output(now), 0));
            best = Math.max(best, orElse(lately.rate(now), 0));
            if (unknown == null && Double.isNaN(lately.delay(now))) {
                unknown = able.get(i);
            }
        }
        double usual = output == 0 ? USUAL_OUTPUT : output;
        double tokens = cap == null ? usual : Math.min(cap, usual);
        double rate = best;
        List<Target> order = Ranking.ascending(able, target -> {
            Lately lately = target.health().lately();
            double delay = lately.delay(now);
            double writes = orElse(lately.rate(now), rate);
            return Double.isNaN(delay) ? Double.MAX_VALUE : delay + (writes == 0 ? 0 : tokens / writes);
        });
        return explored(order, unknown, request, context);
    }

    private static List<Target> explored(
            List<Target> order, @Nullable Target unknown, ChatRequest request, CallContext context) {
        Time time = context.time();
        if (order.size() < 2 || time.random() >= (unknown == null ? EXPLORED : EXPLORED_WHILE_UNKNOWN)) {
            return order;
        }
        Target other = unknown != null && unknown != order.get(0)
                ? unknown
                : order.get(1 + (int) (time.random() * (order.size() - 1)));
        return other.health()
                        .closedFor(time, Demand.of(other, context, Estimate.of(request)))
                        .isZero()
                ? Ranking.first(other, order)
                : order;
    }

    private static double orElse(double number, double other) {
        return Double.isNaN(number) ? other : number;
    }

    @Override
    public String toString() {
        return "fastest";
    }
}
