package dev.interline.route;

import dev.interline.CallContext;
import dev.interline.ChatRequest;
import java.util.List;

/**
 * In which order the targets of a route are asked. Implementations are thread-safe and fast: they run in every call.
 * Chance is drawn from the route's clock, so that a test with a seed sees the same every time.
 *
 * <p>Those here tell their names, as a configuration file writes them, by {@code toString}.
 *
 * <p>A strategy orders one {@linkplain Target#group group} of a route at a time. For strategies inside strategies, make
 * a route a target of another one: balanced over two regions of one cloud, then another cloud in order.
 *
 * <pre>{@code
 * Router model = route.choosing(Strategy.sticky(Strategy.cheapest()));
 * Router byHand = route.choosing((able, request, context) ->
 *         able.stream().filter(target -> target.name().startsWith("eu-")).toList());
 * }</pre>
 */
@FunctionalInterface
public interface Strategy {

    /**
     * The order for one request.
     *
     * @param able the targets that may serve it, in the order in which the route names them; not to be changed
     * @return some or all of them, each at most once; anybody else in it is left out, and
     *     where nobody remains, the order stays as it was
     */
    List<Target> order(List<Target> able, ChatRequest request, CallContext context);

    /** As the route names them: the first as long as it is well. The default. */
    static Strategy inOrder() {
        return Plain.IN_ORDER;
    }

    /** By lot, each target as often as its {@link Target#weight} says; so are those that step in when one fails. */
    static Strategy weighted() {
        return new Weighted();
    }

    /** Each in its turn. The turn belongs to the strategy: routes that share one take turns together. */
    static Strategy roundRobin() {
        return new RoundRobin();
    }

    /**
     * Whoever has the fewest calls under way for its {@link Target#weight}, those of other routes included; of equals
     * the one that the route names first.
     */
    static Strategy leastBusy() {
        return Plain.LEAST_BUSY;
    }

    /**
     * Whoever should be done first with an answer of the usual length, by the time to the first content and the tokens
     * a second of its last 256 answers within five minutes. One call in 20 goes to another target first, and one in four
     * while there is one of which nothing is known, so that a target that has become fast is found out.
     */
    static Strategy fastest() {
        return new Fastest();
    }

    /**
     * Whoever should take the least money for this request: its estimated input, the share of it that the target read
     * from its prompt cache of late, and the output up to its cap. Whose price is not known comes last.
     */
    static Strategy cheapest() {
        return new Cheapest();
    }

    /** As {@link #sticky(Strategy)} around {@link #inOrder()}. */
    static Strategy sticky() {
        return sticky(inOrder());
    }

    /**
     * Requests that begin alike go to the same target first, where the vendor's prompt cache is warm; the others follow
     * as another strategy orders them. Requests begin alike when they have the same tools and system prompt, or, where
     * these are too short for any vendor's cache, the same first message as well. Beginnings are spread over the targets
     * by {@link Target#weight}, apart for each set of credentials, and when a target comes or goes, only its own
     * move. Where prices are known and another target is cheaper than this one is with a warm cache, that one goes first.
     */
    static Strategy sticky(Strategy others) {
        return new Beginnings(others);
    }
}
