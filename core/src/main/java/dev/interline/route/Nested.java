package dev.interline.route;

import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.Constraints;
import dev.interline.Routing;
import dev.interline.policy.Guarded;
import dev.interline.tool.ToolLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A route that is a target of another route: what the outer one demands, the inner one keeps. */
final class Nested {
    private Nested() {}

    /** The route that a model is, under policies perhaps; null when it is none. */
    static @Nullable Router route(ChatModel model) {
        ChatModel inner = model;
        while (inner instanceof Guarded guarded) {
            inner = guarded.inner();
        }
        return inner instanceof Router router ? router : null;
    }

    /** The route that a target is; null when it is none. */
    static @Nullable Router route(Target target) {
        return target.makesVectors() ? null : route(target.model());
    }

    /** Whether a model, under policies perhaps, runs tools by itself. */
    static boolean runsTools(ChatModel model) {
        ChatModel inner = model;
        while (inner instanceof Guarded guarded) {
            inner = guarded.inner();
        }
        return inner instanceof ToolLoop;
    }

    /** Why nobody in the target may answer; null when somebody may. */
    static @Nullable String refusal(Target target, Constraints constraints) {
        Router route = route(target);
        if (route == null) {
            return constraints.refusal(target.profile()).orElse(null);
        }
        String why = null;
        for (Target inner : route.targets()) {
            why = refusal(inner, constraints.and(route.constraints()));
            if (why == null) {
                return null;
            }
        }
        return why;
    }

    /** Whether a target or one inside it has one of these names. */
    static boolean isAmong(List<String> names, Target target) {
        if (names.contains(target.name())) {
            return true;
        }
        Router route = route(target);
        if (route != null) {
            for (Target inner : route.targets()) {
                if (isAmong(names, inner)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The request as a target gets it: an inner route must keep to what holds outside. */
    static ChatRequest request(ChatRequest request, Target target, Constraints constraints) {
        if (route(target) == null) {
            return request;
        }
        Routing asked = request.routing();
        // whoever is wanted by the route's own name may be anybody inside
        List<String> only = asked.only().contains(target.name()) ? List.of() : asked.only();
        Constraints all = constraints.and(asked.constraints());
        return only.equals(asked.only()) && all == asked.constraints()
                ? request
                : request.toBuilder()
                        .routing(new Routing(asked.prefer(), only, asked.avoid(), all))
                        .build();
    }

    /** The same request, of which some inside the target are to be left out. */
    static ChatRequest without(ChatRequest request, Set<String> names) {
        if (names.isEmpty()) {
            return request;
        }
        Routing asked = request.routing();
        List<String> avoid = new ArrayList<>(asked.avoid());
        avoid.addAll(names);
        return request.toBuilder()
                .routing(new Routing(asked.prefer(), asked.only(), avoid, asked.constraints()))
                .build();
    }

    /** Whether the request, as the target gets it, may be answered by anybody in it. */
    static boolean isForSomebody(ChatRequest request, Target target) {
        Router route = route(target.model());
        if (route == null) {
            return true;
        }
        Routing asked = request.routing();
        for (Target inner : route.targets()) {
            if (!asked.avoid().contains(inner.name())
                    && (asked.only().isEmpty() || isAmong(asked.only(), inner))
                    && isForSomebody(request(request, inner, Constraints.NONE), inner)) {
                return true;
            }
        }
        return false;
    }
}
