package dev.interline.route;

import dev.interline.CallContext;
import dev.interline.ChatRequest;
import java.util.List;

/** In which order the targets of a route are asked. Implementations are thread-safe and fast: they run in every call. */
@FunctionalInterface
public interface Strategy {

    /**
     * The order for one request.
     *
     * @param able the targets that may serve it, in the order in which the route names them; not to be changed
     * @return some or all of them, each at most once
     */
    List<Target> order(List<Target> able, ChatRequest request, CallContext context);

    /** As the route names them: the first as long as it is well. The default. */
    static Strategy inOrder() {
        return (able, request, context) -> able;
    }
}
