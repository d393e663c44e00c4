package dev.interline.route;

import static dev.interline.Stage.HELLO;
import static dev.interline.Stage.target;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.CallContext;
import dev.interline.ChatModel;
import dev.interline.ChatResponse;
import dev.interline.Constraints;
import dev.interline.Ending;
import dev.interline.Hop;
import dev.interline.Limits;
import dev.interline.Routing;
import dev.interline.testing.ManualTime;
import dev.interline.time.Gate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One random afternoon of a route, all of it drawn from a seed: a few targets that fail, hang, drip and recover, a few
 * callers at once that read, dawdle and give up, and an operator who takes targets out of service. {@link #play} checks
 * what must hold whatever happens.
 */
final class Schedule {
    private final World world;
    private final ManualTime time;
    private final List<Actor> actors = new ArrayList<>();
    private final List<Actor> inTurn = new ArrayList<>();
    private final List<Target> targets = new ArrayList<>();
    private final List<Errand> calls = new ArrayList<>();
    private final List<Throwable> broken = new ArrayList<>();
    private final Counting counting = new Counting();
    private final Gate everybodyDone;
    private final Router router;
    private final ChatModel route;
    private int mostAttempts;
    private @Nullable String refused;
    private Duration soft = ofSeconds(10);
    private @Nullable Throughput least;
    private boolean exercised;
    private boolean inOrder = true;
    private int callers;

    private static final double EXTRA = 0.2;

    /** Listeners must hear of every end. */
    private final class Counting implements Listener {
        final Map<Call, List<Long>> running = new HashMap<>();
        int hedged;
        int hedgedAfterATool;
        int called;
        int ended;
        int attempted;
        int attemptsEnded;

        @Override
        public void called(Call call) {
            called++;
        }

        @Override
        public void attempted(Call call, Target target, Hop.Why why, CallContext attempt) {
            attempted++;
            attempt.onEnd(ending -> attemptsEnded++);
            long now = time.nanos();
            List<Long> others = running.computeIfAbsent(call, unknown -> new ArrayList<>());
            if (why == Hop.Why.RACE && others.stream().noneMatch(since -> now - since >= soft.toNanos())) {
                // nobody was late yet
                hedged++;
                String first = call.request().messages().get(0).text();
                hedgedAfterATool += first.equals(Errand.A_TOOL_HAS_RUN) ? 1 : 0;
            }
            others.add(now);
            attempt.onEnd(ending -> others.remove(now));
        }

        @Override
        public void ended(Call call, Ending ending) {
            ended++;
        }
    }

    Schedule(long seed, World.Mutant mutant) {
        this.world = new World(seed, mutant);
        this.time = world.time;
        this.everybodyDone = time.gate();
        int number = 1 + world.below(4);
        for (int i = 0; i < number; i++) {
            actors.add(new Actor(world, "target-" + i));
        }
        this.mostAttempts = 1 + world.below(6);
        this.router = constrained(settings(Router.over(targets())).listening(counting));
        boolean atTheTop = switch (mutant) {
            case LOST_TEXT, DOUBLED_TEXT, NOTHING_TAKEN_BACK, NO_END, NO_CONSTRAINTS_OF_THE_REQUEST -> true;
            case HEDGED_AFTER_A_TOOL, TOOL_CALL_IS_TAKEN_BACK -> true;
            default -> false;
        };
        this.route = atTheTop ? new Tampered(router, world) : router;
    }

    private List<Target> targets() {
        for (Actor actor : actors) {
            boolean inside = switch (world.mutant) {
                case NO_DEADLINE, LEAK, SILENCE_IS_FORGIVEN, HINT_IS_LOST, DENIAL_IS_FORGIVEN -> true;
                case LOSERS_GO_ON, NO_LINE, TOOL_CALL_IS_TAKEN_BACK, NOTHING_IS_CONTENT -> true;
                default -> false;
            };
            Target target =
                    inside ? Target.of(new Tampered(actor.model, world)).name(actor.name()) : target(actor.model);
            boolean counted = !world.is(World.Mutant.NO_BULKHEAD);
            boolean metered = actor.paced && !world.is(World.Mutant.NO_QUOTA) && !world.is(World.Mutant.NO_HEALTH);
            Limits limits = Limits.NONE.parallelCalls(counted ? actor.most : 0);
            targets.add(target.limits(metered ? limits.requestsPerMinute(60) : limits));
        }
        inTurn.addAll(actors);
        List<Target> all = new ArrayList<>(targets);
        if (all.size() > 2 && world.chance(0.3)) {
            // the last two in a route of their own
            List<Target> inner = List.of(all.remove(all.size() - 1), all.remove(all.size() - 1));
            all.add(Target.of(settings(Router.over(inner)).named("inner")));
            Collections.swap(inTurn, inTurn.size() - 1, inTurn.size() - 2);
        }
        return all;
    }

    private Router settings(Router plain) {
        Router router = plain.time(time).maxAttempts(world.is(World.Mutant.NO_MAXIMUM) ? 50 : mostAttempts);
        if (world.chance(0.4)) {
            inOrder = false;
            router = router.choosing(strategy());
        }
        if (world.chance(0.2)) {
            router = router.hedging(
                    Hedge.after(world.between(100, 3_000)).atMost(world.is(World.Mutant.NO_HEDGE_BUDGET) ? 1 : EXTRA));
        }
        if (world.is(World.Mutant.NO_STICKINESS)) {
            router = router.sticky(false);
        }
        if (world.chance(0.6)) {
            router = router.onStreamFailure(world.chance(0.5) ? StreamRecovery.RESTART : StreamRecovery.CONTINUE);
        }
        if (world.chance(0.3)) {
            router = router.deadline(world.between(500, 120_000));
        }
        soft = ofSeconds(10);
        if (world.chance(0.3)) {
            soft = world.between(200, 15_000);
            router = router.firstContent(soft);
        }
        if (world.chance(0.3)) {
            router = router.maxRetryWait(world.between(0, 5_000));
        }
        if (world.is(World.Mutant.NO_LONGEST_WAIT)) {
            router = router.maxRetryWait(ofMinutes(30));
        }
        if (world.chance(0.2)) {
            router = router.failOverWhenBlocked(true);
        }
        least = world.chance(0.2) ? Throughput.of(2, ofSeconds(10)) : null;
        if (least != null && !world.is(World.Mutant.NO_LEAST_THROUGHPUT)) {
            router = router.minThroughput(least);
        }
        return router;
    }

    private Strategy strategy() {
        Strategy[] all = {
            Strategy.weighted(),
            Strategy.roundRobin(),
            Strategy.leastBusy(),
            Strategy.fastest(),
            Strategy.cheapest(),
            // says nothing of who may answer
            (able, request, context) -> List.copyOf(targets)
        };
        Strategy one = all[world.below(all.length)];
        return world.chance(0.3) ? Strategy.sticky(one) : one;
    }

    private Router constrained(Router plain) {
        Router router = plain;
        if (world.chance(0.15)) {
            exercised = true;
            router = router.exercise(0.2);
        }
        if (world.chance(0.15)) {
            refused = "target-" + world.below(actors.size()) + "/";
            String prefix = refused;
            router = world.is(World.Mutant.NO_REJECTING)
                    ? router
                    : router.rejecting(answer -> answer.text().startsWith(prefix) ? "not from there" : null);
        }
        if (world.chance(0.3) && actors.stream().anyMatch(actor -> actor.region.equals("eu"))) {
            actors.forEach(actor -> actor.allowed = actor.region.equals("eu"));
            router = world.is(World.Mutant.NO_CONSTRAINTS) ? router : router.within(Constraints.NONE.regions("eu"));
        }
        return router;
    }

    void play() {
        callers = 1 + world.below(5);
        int running = callers;
        for (int i = 0; i < running; i++) {
            time.fork("caller", this::caller);
        }
        if (world.chance(0.3)) {
            time.fork("operator", this::operator);
        }
        try {
            everybodyDone.await(Duration.ofDays(10));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        time.settle();
        if (!broken.isEmpty()) {
            throw new AssertionError(broken.get(0).getMessage(), broken.get(0));
        }
        assertThat(everybodyDone.isOpen()).isTrue();
        nothingIsLeftBehind();
        everybodyIsAskedAgain();
    }

    private void caller() {
        try {
            int number = 1 + world.below(5);
            for (int i = 0; i < number; i++) {
                time.sleep(world.between(0, 20_000), CallContext.create());
                Errand call = new Errand(world, actors.size(), mostAttempts, refused, least);
                calls.add(call);
                call.run(world.is(World.Mutant.NO_HEALTH) ? forgetful() : route);
            }
        } catch (Throwable e) {
            broken.add(e);
        } finally {
            if (--callers == 0) {
                everybodyDone.open();
            }
        }
    }

    /** As the route, with targets that have never heard of anything. */
    private Router forgetful() {
        return Router.over(actors.stream()
                        .filter(actor -> actor.allowed)
                        .map(actor -> target(actor.model))
                        .toList())
                .time(time)
                .maxAttempts(mostAttempts);
    }

    private void operator() {
        int which = world.below(actors.size());
        time.sleep(world.between(0, 30_000), CallContext.create());
        if (!world.is(World.Mutant.NO_STANDING)) {
            targets.get(which).disable();
        }
        actors.get(which).disabled = true;
        time.sleep(world.between(0, 60_000), CallContext.create());
        actors.get(which).disabled = false;
        targets.get(which).enable();
        if (world.chance(0.5)) {
            mostAttempts = 1;
            if (!world.is(World.Mutant.NO_SWAP)) {
                router.replaceBy(router.maxAttempts(1));
            }
        }
    }

    private void nothingIsLeftBehind() {
        int seen = 0;
        for (Actor actor : actors) {
            assertThat(actor.model.open()).as("open at " + actor.model).isZero();
            seen += actor.model.calls() - actor.bugs;
        }
        int told = 0;
        for (Errand call : calls) {
            call.isOver();
            told += call.context.attempts();
        }
        assertThat(told).as("lines in the trails are calls that the models saw").isEqualTo(seen);
        assertThat((double) counting.hedged)
                .as("extra calls ahead of time")
                .isLessThanOrEqualTo(1 + EXTRA * counting.called);
        assertThat(counting.hedgedAfterATool)
                .as("extra calls after a tool has run")
                .isZero();
        targets.forEach(target ->
                assertThat(target.health().waiting()).as("calls in the line").isZero());
        assertThat(counting.ended).as("calls whose end was told").isEqualTo(counting.called);
        assertThat(counting.attemptsEnded).as("attempts whose end was told").isEqualTo(counting.attempted);
        // cancellations that came too late, and the operator's, are timers of ours
        time.sleep(ofMinutes(2), CallContext.create());
        assertThat(time.timers()).isZero();
    }

    /** However the afternoon went, nobody is locked out for ever. */
    private void everybodyIsAskedAgain() {
        world.healthy = true;
        time.sleep(ofMinutes(11), CallContext.create());
        Actor first = inTurn.stream().filter(actor -> actor.allowed).findFirst().orElse(null);
        boolean nobodyIsPaced = actors.stream().noneMatch(actor -> actor.paced);
        for (int i = 0; i < 5 && first != null && refused == null && !exercised && inOrder && nobodyIsPaced; i++) {
            ChatResponse response = route.chat(HELLO);
            assertThat(response.model())
                    .as(() -> "who answers when all are well; " + response.trail())
                    .isEqualTo(first.model.profile().id());
        }
        conversationsStay();
    }

    private void conversationsStay() {
        for (Actor actor : actors) {
            if (refused != null || !actor.allowed || world.is(World.Mutant.NO_HEALTH)) {
                continue;
            }
            time.sleep(ofSeconds(1), CallContext.create());
            ChatResponse first = route.chat(
                    HELLO.toBuilder().routing(Routing.prefer(actor.name())).build());
            time.sleep(ofSeconds(1), CallContext.create());
            ChatResponse second = route.chat(
                    HELLO.toBuilder().message(first.message()).user("and then?").build());
            assertThat(second.model()).as("who goes on with a conversation").isEqualTo(first.model());
        }
    }
}
