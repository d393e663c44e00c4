package dev.interline.config;

import dev.interline.Constraints;
import dev.interline.config.Plan.Entry;
import dev.interline.config.Plan.Route;
import dev.interline.config.Resolution.Missing;
import dev.interline.route.EmbeddingRouter;
import dev.interline.route.Listener;
import dev.interline.route.Router;
import dev.interline.route.StreamRecovery;
import dev.interline.route.Target;
import dev.interline.route.Throughput;
import dev.interline.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Makes the routers of a plan over the targets that were opened. */
final class Routes {
    /** What a model may say that answers in conversations, and not one that makes vectors. */
    private static final List<String> OF_ANSWERS = List.of(
            "first-content", "on-stream-failure", "sticky", "hedging", "fail-over-when-blocked", "min-throughput");

    private final Fleet.Opened open;
    private final Time time;
    private final Budgets budgets;
    private final Telling telling;

    Routes(Fleet.Opened open, Shared shared, Telling telling) {
        this.open = open;
        this.telling = telling;
        this.time = shared.time();
        this.budgets = shared.get(Budgets.class, Budgets::new);
    }

    Router router(String name, Route route) {
        Settings settings = route.settings();
        Router router = Router.over(targets(route)).named(name).time(time);
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

    /** The route of a model that makes vectors. */
    EmbeddingRouter embeddings(String name, Route route) {
        Settings settings = route.settings();
        for (String key : OF_ANSWERS) {
            if (settings.section().get(key) != null) {
                throw settings.problem(
                        key, "means nothing for embeddings, which neither stream nor go on; remove it from this model");
            }
        }
        EmbeddingRouter router;
        try {
            router = EmbeddingRouter.over(targets(route)).named(name).time(time);
        } catch (IllegalArgumentException e) {
            throw settings.problem("route", String.valueOf(e.getMessage()));
        }
        router = set(settings, "deadline", settings.duration("deadline"), router, EmbeddingRouter::deadline);
        router = set(settings, "silence", settings.duration("silence"), router, EmbeddingRouter::silence);
        Optional<Duration> wait = settings.duration("max-retry-wait");
        router = set(settings, "max-retry-wait", wait, router, EmbeddingRouter::maxRetryWait);
        Optional<Integer> attempts = settings.whole("max-attempts");
        router = set(settings, "max-attempts", attempts, router, EmbeddingRouter::maxAttempts);
        router = set(settings, "strategy", Strategies.of(settings, "strategy"), router, EmbeddingRouter::choosing);
        router = set(settings, "exercise", Terms.share(settings, "exercise"), router, EmbeddingRouter::exercise);
        Optional<Constraints> constraints = Terms.constraints(settings, "constraints");
        router = set(settings, "constraints", constraints, router, EmbeddingRouter::within);
        router = router.budget(budgets.read(name, settings));
        for (Listener listener : Telling.of(settings).orElse(telling).listeners()) {
            router = router.listening(listener);
        }
        settings.done();
        return router;
    }

    private List<Target> targets(Route route) {
        Map<String, Target> targets = new LinkedHashMap<>();
        List<String> absent = new ArrayList<>();
        for (Entry entry : route.entries()) {
            Target target = open.of(route.kind()).get(entry.deployment().text());
            if (target != null && entry.missing().isEmpty()) {
                targets.put(entry.name(), target(entry, target));
            } else if (target != null) {
                String why = Missing.words(entry.missing());
                entry.settings().leaveOut(why);
                absent.add(entry.name() + ": " + why);
            } else {
                absent.add(entry.name() + ": "
                        + open.absent().getOrDefault(entry.deployment().text(), "was not opened"));
            }
        }
        List<Target> order = order(route, targets);
        if (order.isEmpty()) {
            throw route.settings()
                    .problem(
                            "",
                            "the route is left empty, all its targets are optional and were left out; "
                                    + String.join("; ", absent));
        }
        return order;
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
                                name.quoted() + " is not in the route" + Nearest.among(name, known, "its targets are"));
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
