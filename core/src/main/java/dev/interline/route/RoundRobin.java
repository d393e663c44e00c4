package dev.interline.route;

import dev.interline.CallContext;
import dev.interline.ChatRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Each in its turn; every group of a route has turns of its own, because all of them are ordered in every call. */
final class RoundRobin implements Strategy {
    private final Map<Integer, AtomicInteger> turns = new ConcurrentHashMap<>();

    @Override
    public List<Target> order(List<Target> able, ChatRequest request, CallContext context) {
        int size = able.size();
        int turn = turns.computeIfAbsent(able.get(0).group(), group -> new AtomicInteger())
                .getAndIncrement();
        int first = Math.floorMod(turn, size);
        if (first == 0) {
            return able;
        }
        List<Target> order = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            order.add(able.get((first + i) % size));
        }
        return order;
    }

    @Override
    public String toString() {
        return "round-robin";
    }
}
