package dev.interline.route;

import dev.interline.CallContext;
import dev.interline.ChatRequest;
import dev.interline.ToolDefinition;
import dev.interline.policy.Estimate;
import java.util.List;

/**
 * Requests that begin alike go to the same target first. Nothing is remembered for it: every target draws a number from
 * the beginning and its own name, and the lowest wins (rendezvous hashing), so that the loss of a target moves nobody
 * else's requests.
 */
record Beginnings(Strategy others) implements Strategy {
    /** The shortest beginning that vendors keep, in tokens. */
    private static final long CACHEABLE = 1_024;

    private static final int CHARACTERS_A_TOKEN = 4;

    @Override
    public List<Target> order(List<Target> able, ChatRequest request, CallContext context) {
        List<Target> order = others.order(able, request, context);
        if (order.size() < 2) {
            return order;
        }
        long fixed = fixed(request);
        long beginning = Fingerprint.mix(Stay.scope(able, context), beginning(request, fixed >= CACHEABLE));
        Target home = Ranking.ascending(
                        order,
                        target -> -Math.log(lot(
                                        Fingerprint.mix(beginning, target.name().hashCode())))
                                / target.weight())
                .get(0);
        Target first = order.get(0);
        return home == first || isCheaper(first, home, request, fixed) ? order : Ranking.first(home, order);
    }

    /** Whether to pay the whole input there is less than what a warm cache leaves of it here. */
    private static boolean isCheaper(Target first, Target home, ChatRequest request, long fixed) {
        Bill bill = Bill.of(request, Double.NaN);
        long warm = fixed >= CACHEABLE ? fixed : Estimate.of(request).input();
        double cached = warm < CACHEABLE ? 0 : Math.min(1, (double) warm / bill.input());
        return bill.at(first, 0) < bill.at(home, cached);
    }

    /** How many tokens the tools and the system prompt have, about. */
    private static long fixed(ChatRequest request) {
        long characters = request.system().length();
        for (ToolDefinition tool : request.tools()) {
            characters += tool.name().length()
                    + tool.description().length()
                    + tool.parameters().length();
        }
        return characters / CHARACTERS_A_TOKEN;
    }

    private static long beginning(ChatRequest request, boolean isLong) {
        long hash = Fingerprint.mix(1, request.system().hashCode());
        for (ToolDefinition tool : request.tools()) {
            hash = Fingerprint.mix(hash, tool.name().hashCode());
            hash = Fingerprint.mix(hash, tool.parameters().hashCode());
        }
        return isLong
                ? hash
                : Fingerprint.mix(
                        hash, Fingerprint.of(request.messages().subList(0, 1)).end());
    }

    /** Between 0 and 1, neither included. */
    private static double lot(long hash) {
        long spread = (hash ^ (hash >>> 29)) * 0xBF58_476D_1CE4_E5B9L;
        return ((spread >>> 11) + 0.5) / (1L << 53);
    }

    @Override
    public String toString() {
        return "sticky(" + others + ")";
    }
}
