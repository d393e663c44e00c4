package dev.interline.route;

import static dev.interline.Stage.HELLO;
import static dev.interline.Stage.target;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.CallContext;
import dev.interline.ChatEvent;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Ending;
import dev.interline.Routing;
import dev.interline.Stage;
import dev.interline.error.ChatException;
import dev.interline.error.ChatException.Kind;
import dev.interline.error.Failure;
import dev.interline.error.RateLimitedException;
import dev.interline.error.StreamBrokenException;
import dev.interline.testing.ManualTime;
import dev.interline.testing.ScriptedModel;
import dev.interline.testing.Turn;
import dev.interline.time.Gate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One random afternoon of a route, all of it drawn from a seed: a few targets that fail, hang, drip and recover, a few
 * callers at once that read, dawdle and give up. {@link #play} checks what must hold whatever happens.
 */
final class Schedule {
    private final Random random;
    private final ManualTime time;
    private final List<Actor> actors = new ArrayList<>();
    private final List<Call> calls = new ArrayList<>();
    private final List<Throwable> broken = new ArrayList<>();
    private final Set<String> answers = new HashSet<>();
    private final Gate everybodyDone;
    private final Router route;
    private final int mostAttempts;
    private int callers;
    private boolean healthy;

    Schedule(long seed) {
        this.random = new Random(seed);
        this.time = new ManualTime(seed);
        this.everybodyDone = time.gate();
        int targets = 1 + random.nextInt(4);
        for (int i = 0; i < targets; i++) {
            actors.add(new Actor("target-" + i));
        }
        this.mostAttempts = 1 + random.nextInt(6);
        this.route = settings(Router.over(targets()));
    }

    private List<Target> targets() {
        List<Target> targets = new ArrayList<>();
        for (Actor actor : actors) {
            targets.add(target(actor.model));
        }
        if (targets.size() > 2 && chance(0.3)) {
            // the last two in a route of their own
            List<Target> inner = List.of(targets.remove(targets.size() - 1), targets.remove(targets.size() - 1));
            targets.add(Target.of(settings(Router.over(inner)).named("inner")));
        }
        return targets;
    }

    private Router settings(Router plain) {
        Router router = plain.time(time).maxAttempts(mostAttempts);
        if (chance(0.5)) {
            router = router.onStreamFailure(StreamRecovery.RESTART);
        }
        if (chance(0.3)) {
            router = router.deadline(between(500, 120_000));
        }
        if (chance(0.3)) {
            router = router.firstContent(between(200, 15_000));
        }
        if (chance(0.3)) {
            router = router.maxRetryWait(between(0, 5_000));
        }
        if (chance(0.2)) {
            router = router.failOverWhenBlocked(true);
        }
        return router;
    }

    private boolean chance(double of) {
        return random.nextDouble() < of;
    }

    private Duration between(int least, int most) {
        return ofMillis(least + random.nextInt(most - least + 1));
    }

    /** A target, and what it says must not happen to it. */
    private final class Actor {
        final ScriptedModel model;
        private long pausedUntil = Long.MIN_VALUE;
        private int said;
        private int bugs;

        Actor(String name) {
            this.model = Stage.scripted(name).plays(this::next);
        }

        private Turn next(ChatRequest request) {
            assertThat(request.routing().avoid())
                    .as("nobody is asked whom the request avoids")
                    .doesNotContain(model.profile().id().deployment());
            assertThat(time.nanos()).as("a target that rests gets no traffic").isGreaterThanOrEqualTo(pausedUntil);
            if (healthy) {
                return Turn.says(answer());
            }
            int draw = random.nextInt(100);
            Duration delay = between(0, 3_000);
            if (draw < 40) {
                return Turn.silent(delay).thenSays(answer()).pace(between(0, 200));
            } else if (draw < 48) {
                return Turn.silent(between(3_000, 40_000)).thenSays(answer());
            } else if (draw < 56) {
                return Turn.silent(delay).thenFails(this::limited);
            } else if (draw < 64) {
                return Turn.silent(delay).thenFails(Kind.UNAVAILABLE);
            } else if (draw < 67) {
                return Turn.fails(this::denied);
            } else if (draw < 72) {
                return Turn.hangs();
            } else if (draw < 80) {
                Kind kind = chance(0.5) ? Kind.UNAVAILABLE : Kind.UNREADABLE;
                return Turn.says(answer())
                        .pace(between(0, 500))
                        .first(1 + random.nextInt(4))
                        .thenFails(kind);
            } else if (draw < 84) {
                return Turn.says(answer()).first(1 + random.nextInt(4)).thenHangs();
            } else if (draw < 87) {
                return Turn.says(answer()).first(1 + random.nextInt(4)).thenFails(this::limited);
            } else if (draw < 90) {
                Kind[] stops = {Kind.INVALID, Kind.BLOCKED, Kind.TOO_LONG, Kind.UNSUPPORTED, Kind.BUSY};
                return Turn.silent(delay).thenFails(stops[random.nextInt(stops.length)]);
            } else if (draw < 91) {
                bugs++;
                throw new IllegalStateException("a bug in a model");
            } else if (draw < 94) {
                return Turn.says(answer()).thenCalls("look", "{}").thenFails(Kind.UNAVAILABLE);
            } else if (draw < 97) {
                return Turn.thinks("well now").thenSays(answer()).pace(between(0, 4_000));
            } else {
                return Turn.pings(random.nextInt(10), between(100, 50_000)).thenSays(answer());
            }
        }

        private String answer() {
            StringBuilder text = new StringBuilder(model.profile().id().deployment() + "/" + said++);
            int words = 4 + random.nextInt(12);
            for (int i = 0; i < words; i++) {
                text.append(" word").append(i);
            }
            answers.add(text.toString());
            return text.toString();
        }

        private ChatException limited() {
            Duration hint = between(0, 60_000);
            rest(hint.compareTo(ofSeconds(1)) < 0 ? ofSeconds(1) : hint);
            return new RateLimitedException("slow down", Failure.NONE.after(hint), null);
        }

        private ChatException denied() {
            rest(ofMinutes(5));
            return new dev.interline.error.DeniedException("no");
        }

        private void rest(Duration pause) {
            pausedUntil = Math.max(pausedUntil, time.nanos() + pause.toNanos());
        }
    }

    /** A call, and what its caller must see. */
    private final class Call {
        final CallContext context;
        final List<Ending> endings = new ArrayList<>();
        final ChatRequest request;
        private long lastMoment = Long.MAX_VALUE;

        Call() {
            Duration limit = between(100, 90_000);
            boolean limited = chance(0.5);
            this.context = limited ? CallContext.within(limit) : CallContext.create();
            ChatRequest.Builder asked = HELLO.toBuilder();
            if (chance(0.2)) {
                asked.maxOutputTokens(500);
            }
            if (chance(0.2) && actors.size() > 1) {
                asked.routing(Routing.avoid("target-0"));
            }
            this.request = asked.build();
            context.onEnd(endings::add);
            if (limited) {
                lastMoment = time.nanos() + limit.toNanos();
            }
            if (chance(0.25)) {
                Duration patience = between(0, 30_000);
                lastMoment = Math.min(lastMoment, time.nanos() + patience.toNanos());
                time.after(patience, context::cancel);
            }
        }

        void run() {
            try {
                if (chance(0.4)) {
                    whole();
                } else if (chance(0.2)) {
                    text();
                } else {
                    stream();
                }
            } catch (ChatException e) {
                assertThat(e.trail().attempts()).isLessThanOrEqualTo(mostAttempts);
                if (e instanceof dev.interline.error.AllTargetsFailedException) {
                    assertThat(e).hasMessageContaining("route");
                }
            }
        }

        private void whole() {
            long start = time.nanos();
            try {
                ChatResponse response = route.chat(request, context);
                assertThat(answers).contains(response.text());
                assertThat(response.trail().hops())
                        .anyMatch(hop -> hop.took().isPresent()
                                && hop.failure().isEmpty()
                                && hop.model().equals(response.model()));
            } finally {
                inTime(start);
            }
        }

        private void stream() {
            long start = time.nanos();
            ChatStream stream;
            try {
                stream = route.stream(request, context);
            } finally {
                inTime(start);
            }
            if (chance(0.1)) {
                Duration patience = between(0, 5_000);
                time.fork("closer", () -> {
                    time.sleep(patience, CallContext.create());
                    stream.close();
                });
            }
            StringBuilder text = new StringBuilder();
            boolean dawdles = chance(0.3);
            int until = chance(0.1) ? random.nextInt(5) : Integer.MAX_VALUE;
            try (stream) {
                boolean finished = false;
                while (until-- > 0) {
                    ChatEvent event = next(stream);
                    if (event == null) {
                        assertThat(finished).isTrue();
                        assertThat(stream.response().text()).isEqualTo(text.toString());
                        assertThat(answers).contains(text.toString());
                        assertThat(stream.next()).isNull();
                        return;
                    }
                    assertThat(finished).as("nothing comes after the end").isFalse();
                    finished = event.kind() == ChatEvent.Kind.FINISHED;
                    Stage.apply(event, text);
                    if (dawdles) {
                        time.sleep(between(0, 20_000), CallContext.create());
                    }
                }
            } catch (StreamBrokenException e) {
                String partial = e.partial().map(ChatResponse::text).orElse("");
                assertThat(partial).as("the partial answer is what was shown").isEqualTo(text.toString());
                throw e;
            }
        }

        private void text() {
            StringBuilder text = new StringBuilder();
            try (ChatStream stream = route.stream(request, context)) {
                stream.text().forEach(text::append);
                assertThat(answers).contains(text.toString());
            } catch (StreamBrokenException e) {
                assertThat(e.partial().map(ChatResponse::text).orElse(""))
                        .as("the partial answer is what was shown")
                        .isEqualTo(text.toString());
                throw e;
            }
        }

        private @Nullable ChatEvent next(ChatStream stream) {
            long start = time.nanos();
            try {
                return stream.next();
            } finally {
                inTime(start);
            }
        }

        private void inTime(long start) {
            assertThat(time.nanos())
                    .as("a call is over when its time is over or it was cancelled")
                    .isLessThanOrEqualTo(Math.max(start, lastMoment));
        }
    }

    void play() {
        callers = 1 + random.nextInt(5);
        int running = callers;
        for (int i = 0; i < running; i++) {
            time.fork("caller", this::caller);
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
            int number = 1 + random.nextInt(5);
            for (int i = 0; i < number; i++) {
                time.sleep(between(0, 20_000), CallContext.create());
                Call call = new Call();
                calls.add(call);
                call.run();
            }
        } catch (Throwable e) {
            broken.add(e);
        } finally {
            if (--callers == 0) {
                everybodyDone.open();
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
        for (Call call : calls) {
            assertThat(call.endings).as("endings of one call").hasSize(1);
            assertThat(call.context.attempts()).isLessThanOrEqualTo(mostAttempts);
            told += call.context.attempts();
        }
        assertThat(told).as("lines in the trails are calls that the models saw").isEqualTo(seen);
        // cancellations that came too late are timers of ours
        time.sleep(ofMinutes(1), CallContext.create());
        assertThat(time.timers()).isZero();
    }

    /** However the afternoon went, nobody is locked out for ever. */
    private void everybodyIsAskedAgain() {
        healthy = true;
        time.sleep(ofMinutes(11), CallContext.create());
        for (int i = 0; i < 5; i++) {
            ChatResponse response = route.chat(HELLO);
            assertThat(response.model())
                    .as(() -> "who answers when all are well; " + response.trail())
                    .isEqualTo(actors.get(0).model.profile().id());
        }
    }
}
