package dev.interline.simulation;

import dev.interline.route.Hedge;
import dev.interline.route.Strategy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that is simulated, once. */
record Figures(Map<Throttling, Pair> limits, Tails tails, List<Bill> bills) {

    /** The usual kit and a route against the same vendor. */
    record Pair(Throttling.Outcome retrying, Throttling.Outcome routed) {}

    /** First contents of two targets, without hedging and with it; then of the same when both are six times as slow. */
    record Tails(
            Tail.Outcome plain, Tail.Outcome hedged, Tail.Outcome slow, Tail.Outcome slowHedged, Tail.Outcome after) {}

    /** What ways to choose cost where the cheapest target takes so many calls a minute. */
    record Bill(
            int cheapestTakes,
            Bills.Outcome roundRobin,
            Bills.Outcome cheapest,
            Bills.Outcome alwaysSticky,
            Bills.Outcome cheapestAndSticky) {}

    static Figures measure() throws InterruptedException {
        Map<Throttling, Pair> limits = new LinkedHashMap<>();
        for (Throttling each : Throttling.ALL) {
            limits.put(each, new Pair(each.retrying(), each.routed()));
        }
        Tail hedged = new Tail(Hedge.afterP95().atMost(0.05));
        Tails tails = new Tails(
                new Tail(null).run(),
                hedged.run(),
                new Tail(null).slower(6).run(),
                hedged.slower(6).run(),
                hedged.slower(1).run());
        List<Bill> bills = new ArrayList<>();
        for (int takes : new int[] {8, 12, 16}) {
            bills.add(new Bill(
                    takes,
                    new Bills(takes, Strategy.roundRobin(), false).run(),
                    new Bills(takes, Strategy.cheapest(), false).run(),
                    new Bills(takes, Strategy.roundRobin(), true).run(),
                    new Bills(takes, Strategy.cheapest(), true).run()));
        }
        return new Figures(limits, tails, bills);
    }
}
