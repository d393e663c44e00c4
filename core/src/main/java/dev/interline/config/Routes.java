package dev.interline.config;

import dev.interline.Constraints;
import dev.interline.config.Plan.Entry;
import dev.interline.config.Plan.Route;
import dev.interline.config.Resolution.Missing;
import dev.interline.route.Router;
import dev.interline.route.StreamRecovery;
import dev.interline.route.Target;
import dev.interline.route.Throughput;
import dev.interline.time.Time;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Makes the routers of a plan over the targets that were opened. */
final class Routes {
    private final Map<String, Target> open;
    private final Time time;
    private final Budgets budgets;
    private final Telling telling;

    Routes(Map<String, Target> open, Shared shared, Telling telling) {
        this.open = open;
        this.telling = telling;
        this.time = shared.time();
        this.budgets = shared.get(Budgets.class, Budgets::new);
    }

    Router router(String name, Route route) {
        Settings settings = route.settings();
        Map<String, Target> targets = new LinkedHashMap<>();
        for (Entry entry : route.entries()) {
            Target target = open.get(entry.deployment().text());
            if (target != null && entry.missing().isEmpty()) {
                targets.put(entry.name(), target(entry, target));
            } else if (target != null) {
                entry.settings().leaveOut(Missing.words(entry.missing()));
            }
        }
        List<Target> order = order(route, targets);
        if (order.isEmpty()) {
            throw settings.problem("", "the route is left empty: all its targets are optional and were left out");
        }
        Router router = Router.over(order).named(name).time(time);
        router = set(settings, "deadline", settings.duration("deadline"), router, Router::deadline);
        router = set(settings, "first-content", settings.duration("first-content"), router, Router::firstContent);
        router = set(settings, "silence", settings.duration("silence"), router, Router::silence);
        router = set(settings, "max-retry-wait", settings.duration("max-retry-wait"), router, Router::maxRetryWait);
        Optional<Integer> attempts = settings.whole("max-attempts");
        router = set(settings, "max-attempts", attempts, router, Router::maxAttempts);
        Optional<StreamRecovery> recovery = settings.word("on-stream-failure", StreamRecovery.class);
        router = set(settings, "on-stream-failure", recovery, router, Router::onStreamFailure);
        router = set(
                settings,
                "sticky",
                Terms.sticky(settings, "sticky"),
                router,
                (before, idle) -> idle.isZero() ? before.sticky(false) : before.sticky(idle));
        router = set(settings, "strategy", Strategies.of(settings, "strategy"), router, Router::choosing);
        router = set(settings, "hedging", Terms.hedge(settings, "hedging"), router, Router::hedging);
        Optional<Boolean> blocked = settings.flag("fail-over-when-blocked");
        router = set(settings, "fail-over-when-blocked", blocked, router, Router::failOverWhenBlocked);
        router = set(settings, "exercise", Terms.share(settings, "exercise"), router, Router::exercise);
        Optional<Throughput> least = Terms.throughput(settings, "min-throughput");
        router = set(settings, "min-throughput", least, router, Router::minThroughput);
        Optional<Constraints> constraints = Terms.constraints(settings, "constraints");
        router = set(settings, "constraints", constraints, router, Router::within);
        router = router.budget(budgets.read(name, settings));
        router = Telling.of(settings).orElse(telling).on(router);
        settings.done();
        return router;
    }

    private static Target target(Entry entry, Target deployment) {
        Settings settings = entry.settings();
        Target target = deployment.name(entry.name());
        target = set(settings, "weight", settings.decimal("weight"), target, Target::weight);
        target = set(settings, "group", settings.whole("group"), target, Target::group);
        if (!settings.path().equals(entry.deployment().text())) {
            target = set(settings, "region", settings.optional("region"), target, Target::region);
        }
        settings.done();
        return target;
    }

    /** As the key {@code order} says: who stands there goes first, in that order, and the others follow. */
    private static List<Target> order(Route route, Map<String, Target> targets) {
        List<String> known = route.entries().stream().map(Entry::name).toList();
        List<Target> order = new ArrayList<>();
        for (Node item : route.settings().items("order")) {
            Node.Word name = route.settings().single("order", item);
            if (!known.contains(name.text())) {
                throw route.settings()
                        .problem(
                                "order",
                                name.quoted() + " is not in the route"
                                        + Settings.among(name, known, "its targets are"));
            }
            Target target = targets.remove(name.text());
            if (target != null) {
                order.add(target);
            }
        }
        order.addAll(targets.values());
        return order;
    }

    /** What the router does not accept is a mistake of the file. */
    private static <T, V> T set(
            Settings settings, String key, Optional<V> value, T before, BiFunction<T, V, T> setter) {
        try {
            return value.isPresent() ? setter.apply(before, value.get()) : before;
        } catch (IllegalArgumentException e) {
            throw settings.problem(key, String.valueOf(e.getMessage()));
        }
    }
}
