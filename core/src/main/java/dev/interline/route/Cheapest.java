package dev.interline.route;

import dev.interline.CallContext;
import dev.interline.ChatRequest;
import java.util.List;

/** Whoever should take the least money for a request. */
record Cheapest() implements Strategy {

    @Override
    public List<Target> order(List<Target> able, ChatRequest request, CallContext context) {
        long now = context.time().nanos();
        double sum = 0;
        int known = 0;
        for (int i = 0; i < able.size(); i++) {
            double output = able.get(i).health().lately().output(now);
            if (!Double.isNaN(output)) {
                sum += output;
                known++;
            }
        }
        // one length for all: whoever was asked for long answers of late is not dearer by that
        Bill bill = Bill.of(request, sum / known);
        return Ranking.ascending(able, target -> {
            double cached = target.health().lately().cached(now);
            double cost = bill.at(target, Double.isNaN(cached) ? 0 : cached);
            return Double.isNaN(cost) ? Double.MAX_VALUE : cost;
        });
    }

    @Override
    public String toString() {
        return "cheapest";
    }
}
