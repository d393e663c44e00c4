package dev.interline.examples.faults;

import dev.interline.CallContext;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.Profile;
import dev.interline.route.Router;
import dev.interline.route.Target;
import dev.interline.testing.ManualTime;
import dev.interline.testkit.Asked;
import dev.interline.testkit.FakeCloud;
import dev.interline.testkit.FakeClouds;
import dev.interline.time.Gate;
import dev.interline.time.Time;
import dev.interline.wire.Transport;
import dev.interline.wire.auth.Token;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * One fault against one dialect, asked in one way: the two targets, the clock, the caller and the judge. Unless told
 * otherwise both targets answer with {@link Told#WORDS} at once.
 */
final class Bout implements AutoCloseable {
    /** No answer that is asked whole may be longer, for then it would ride on a stream. */
    private static final int SHORT = 1_000;

    /** Where the pauses of a bout pass, and how fast. */
    enum Arena {
        /** In memory, on a clock that jumps. */
        VIRTUAL(0),
        /** Over sockets, on the machine's clock hurried. */
        SOCKETS(20),
        /** Over sockets, as long as it takes. */
        REAL(1);

        private final int times;

        Arena(int times) {
            this.times = times;
        }
    }

    final Arena arena;
    final Dialect dialect;
    final Way way;
    final Time time;
    final FakeClouds clouds;
    final FakeCloud primary;
    final FakeCloud second;
    final Judge judge;
    private final Subject subject;
    private final Transport transport;
    private final Map<String, ChatModel> models = new HashMap<>();
    private final List<Closeable> things = new ArrayList<>();
    private boolean rides;

    Bout(Arena arena, Dialect dialect, Way way, Subject subject) {
        this.arena = arena;
        this.dialect = dialect;
        this.way = way;
        this.subject = subject;
        switch (arena) {
            case VIRTUAL -> {
                time = new ManualTime();
                clouds = FakeClouds.inMemory(time);
                judge = new Judge(Duration.ZERO);
            }
            case SOCKETS -> {
                time = Hurry.of(arena.times);
                clouds = FakeClouds.start(time::nanos);
                // a busy machine is late; how late we are is judged in memory
                judge = new Judge(Duration.ofMillis(1_500).multipliedBy(arena.times));
            }
            default -> {
                time = Time.system();
                clouds = FakeClouds.start();
                judge = new Judge(Duration.ofMillis(400));
            }
        }
        transport = clouds.transport().longestAnswer(1 << 20).build();
        primary = clouds.on("primary").as(dialect.vendor()).says(Told.WORDS);
        second = clouds.on("second").as(dialect.vendor()).says(Told.WORDS);
    }

    boolean isVirtual() {
        return arena == Arena.VIRTUAL;
    }

    /** Whole answers are asked without a cap from now on, so that they ride on a stream, as they do when nobody sets one. */
    void ride() {
        rides = true;
    }

    // ---- targets ----

    ChatModel model(FakeCloud at) {
        return models.computeIfAbsent(at.url(), url -> model(dialect, url, () -> Token.of("token")));
    }

    ChatModel model(Dialect spoken, String url, Supplier<Token> tokens) {
        return spoken.maker().at(new Dialect.Place(url, transport, time, tokens));
    }

    Target target(FakeCloud at) {
        return Target.of(model(at)).name(at.name());
    }

    Target target(FakeCloud at, UnaryOperator<Profile.Builder> profile) {
        return target(at).profile(profile);
    }

    ChatModel route() {
        return route(UnaryOperator.identity());
    }

    ChatModel route(UnaryOperator<Router> settings) {
        return route(settings, target(primary), target(second));
    }

    ChatModel route(UnaryOperator<Router> settings, Target... targets) {
        return subject.over(List.of(targets), router -> settings.apply(router.time(time)));
    }

    // ---- the caller ----

    ChatRequest request() {
        ChatRequest.Builder request = ChatRequest.builder().user("Why is there one ticket?");
        return (way == Way.WHOLE && !rides ? request.maxOutputTokens(SHORT) : request).build();
    }

    Told ask() {
        return ask(route());
    }

    Told ask(ChatModel model) {
        return ask(model, CallContext.create());
    }

    Told ask(ChatModel model, CallContext context) {
        return Told.ask(model, request(), context, way, time);
    }

    /** Does something so often at the same time, each on a thread of its own. */
    void crowd(int many, IntConsumer each) {
        AtomicInteger left = new AtomicInteger(many);
        Gate all = time.gate();
        for (int i = 0; i < many; i++) {
            int number = i;
            time.fork("caller", () -> {
                try {
                    each.accept(number);
                } finally {
                    if (left.decrementAndGet() == 0) {
                        all.open();
                    }
                }
            });
        }
        try {
            all.await(Duration.ofDays(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void pass(Duration length) {
        time.sleep(length, CallContext.create());
    }

    // ---- what the provider saw ----

    /** How many requests came within so long after the first. */
    int triesWithin(FakeCloud at, Duration most) {
        List<Asked> all = at.requests();
        return (int) all.stream()
                .filter(asked -> since(all.get(0), asked).compareTo(most) <= 0)
                .count();
    }

    /** A length of the machine's own time, on the clock of the bout. */
    Duration atMachineSpeed(Duration length) {
        return length.multipliedBy(Math.max(1, arena.times));
    }

    /** A length on the clock of the bout, in the machine's own time. */
    Duration atItsOwnSpeed(Duration length) {
        return length.dividedBy(Math.max(1, arena.times));
    }

    Duration since(Asked first, Asked then) {
        return atMachineSpeed(Duration.between(first.time(), then.time()));
    }

    /** Nobody is being answered any more. */
    boolean isIdle() {
        if (time instanceof ManualTime manual) {
            manual.settle();
            return primary.inFlight() == 0 && second.inFlight() == 0 && clouds.connectionsOpen() == 0;
        }
        try {
            primary.awaitIdle(Duration.ofSeconds(2));
            second.awaitIdle(Duration.ofSeconds(2));
            return true;
        } catch (AssertionError e) {
            return false;
        }
    }

    /** Closes something when the bout is over. */
    void atEnd(Closeable thing) {
        things.add(thing);
    }

    @Override
    public void close() {
        for (Closeable thing : things) {
            try {
                thing.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        transport.close();
        clouds.close();
    }
}
