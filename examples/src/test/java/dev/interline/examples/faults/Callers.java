package dev.interline.examples.faults;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.interline.CallContext;
import dev.interline.ChatModel;
import dev.interline.ChatStream;
import dev.interline.error.ChatException;
import dev.interline.error.ChatException.Kind;
import dev.interline.route.Target;
import dev.interline.testing.ManualTime;
import dev.interline.testkit.Play;
import dev.interline.wire.auth.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The callers do something: they are many, or they leave. */
final class Callers {

    private Callers() {}

    static void expiry(Bout bout) {
        Duration life = Duration.ofMinutes(bout.isVirtual() ? 10 : 2);
        AtomicInteger fetched = new AtomicInteger();
        Instant start = bout.time.now();
        Supplier<Token> tokens = () -> {
            int number = fetched.incrementAndGet();
            return Token.of("token-" + number, start.plus(number == 1 ? life : Duration.ofDays(1)));
        };
        Target second =
                Target.of(bout.model(bout.dialect, bout.second.url(), tokens)).name("second");
        bout.second.accepts("token-1");
        bout.primary.throttles(Duration.ofMinutes(30));
        ChatModel route = bout.route(it -> it, bout.target(bout.primary), second);
        bout.judge.whole(bout.ask(route)).flaw(fetched.get() == 1, fetched + " tokens for one call");
        bout.pass(life.plusSeconds(1));
        bout.second.accepts("token-2");
        int many = bout.isVirtual() && bout.dialect.isFirstOfFormat() ? 1_000 : 200;
        List<Told> all = Collections.synchronizedList(new ArrayList<>());
        bout.crowd(many, i -> all.add(bout.ask(route)));
        bout.judge.wrong(all.size() == many, all.size() + " callers of " + many + " came back");
        all.forEach(bout.judge::whole);
        bout.judge.wrong(fetched.get() == 2, fetched.get() - 1 + " refreshes where 1 was right");
    }

    static void leaves(Bout bout) {
        ChatModel route = bout.route();
        List<Duration> late = new ArrayList<>();
        int timers = timers(bout);
        Play words = Play.says(Told.WORDS);
        List<Play> moments = List.of(
                Play.hangs(),
                words.firstTokenAfter(Duration.ofHours(1)).pings(ofSeconds(1)),
                words.silentAfterTokens(10));
        for (int round = 0; round < 4; round++) {
            for (Play moment : moments) {
                bout.primary.plays(moment);
                CallContext context = CallContext.create();
                bout.time.after(ofSeconds(3), context::cancel);
                Told told = bout.ask(route, context);
                bout.judge.error(told, Kind.CANCELLED);
                late.add(told.took().minusSeconds(3));
            }
        }
        if (bout.way == Way.STREAMED) {
            bout.primary.plays(words.silentAfterTokens(10));
            late.add(closed(bout, route));
        }
        inTime(bout, late, "the caller had left");
        bout.judge.wrong(bout.isIdle(), "a socket was left open");
        bout.judge.wrong(bout.second.calls() == 0, "somebody else was asked for one who had left");
        bout.judge.wrong(timers(bout) == timers, "timers were left");
        // nobody has held it against the target
        bout.primary.says(Told.WORDS);
        Told after = bout.ask(route);
        bout.judge.whole(after).wrong(bout.second.calls() == 0, "the target was blamed");
        deadline(bout);
    }

    private static void inTime(Bout bout, List<Duration> late, String since) {
        Collections.sort(late);
        Duration median = late.get(late.size() / 2);
        Duration most = bout.atMachineSpeed(ofMillis(500));
        bout.judge.wrong(median.compareTo(most) <= 0, "went on for " + median + " after " + since);
        // a call may know at once that it will not be answered in time
        bout.judge.measured(bout.atItsOwnSpeed(median.isNegative() ? Duration.ZERO : median));
    }

    private static Duration closed(Bout bout, ChatModel route) {
        long start = bout.time.nanos();
        try (ChatStream stream = route.stream(bout.request())) {
            bout.time.after(ofSeconds(3), stream::close);
            Told.read(stream, new StringBuilder());
            bout.judge.wrong(false, "went on after it was closed");
        } catch (ChatException e) {
            bout.judge.wrong(e.kind() == Kind.CANCELLED, "closed, and told as " + e.kind());
        }
        return Duration.ofNanos(bout.time.nanos() - start).minusSeconds(3);
    }

    private static void deadline(Bout bout) {
        bout.primary.hangs();
        bout.second.hangs();
        ChatModel route = bout.route();
        List<Duration> late = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Told told = bout.ask(route, CallContext.within(ofSeconds(5)));
            late.add(told.took().minusSeconds(5));
            bout.judge
                    .error(told, Kind.DEADLINE_EXCEEDED, Kind.ALL_TARGETS_FAILED)
                    .within(told, ofSeconds(5));
        }
        inTime(bout, late, "its time was over");
        bout.judge.wrong(bout.isIdle(), "a socket was left open");
        // their own clocks had not run out: they are as well as before
        bout.primary.says(Told.WORDS);
        int before = bout.primary.calls();
        bout.judge.whole(bout.ask(route)).wrong(bout.primary.calls() == before + 1, "the target was blamed");
    }

    private static int timers(Bout bout) {
        if (!(bout.time instanceof ManualTime manual)) {
            return 0;
        }
        manual.settle();
        return manual.timers();
    }
}
