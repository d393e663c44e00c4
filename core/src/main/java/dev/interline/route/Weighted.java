package dev.interline.route;

import dev.interline.CallContext;
import dev.interline.ChatRequest;
import dev.interline.time.Time;
import java.util.List;

/**
 * By lot. Each target draws a waiting time that is the shorter the more it weighs (an exponential one): the first is
 * then drawn by weight, and so is the next among those that are left.
 */
record Weighted() implements Strategy {

    @Override
    public List<Target> order(List<Target> able, ChatRequest request, CallContext context) {
        Time time = context.time();
        return Ranking.ascending(able, target -> -Math.log(1 - time.random()) / target.weight());
    }

    @Override
    public String toString() {
        return "weighted";
    }
}
