package dev.interline.examples.faults;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.interline.CallContext;
import dev.interline.ChatModel;
import dev.interline.Hop;
import dev.interline.Price;
import dev.interline.StopReason;
import dev.interline.Usage;
import dev.interline.error.ChatException;
import dev.interline.error.ChatException.Kind;
import dev.interline.route.StreamRecovery;
import dev.interline.route.Target;
import dev.interline.testkit.Fault;
import dev.interline.testkit.Play;
import dev.interline.testkit.Vendor;
import dev.interline.wire.auth.Token;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;

/** The provider says no. */
final class Refusals {
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

    private Refusals() {}

    static void throttledOnce(Bout bout) {
        bout.primary.next(Play.throttles(ofSeconds(2)));
        Told told = bout.ask();
        bout.judge.whole(told).within(told, ofSeconds(5));
        bout.judge.wrong(bout.triesWithin(bout.primary, ofMillis(1_500)) <= 2, "asked again before its time");
        if (bout.primary.calls() > 1) {
            Duration wait = bout.since(
                    bout.primary.requests().get(0), bout.primary.requests().get(1));
            bout.judge.flaw(wait.compareTo(ofSeconds(2)) >= 0, "came back after " + wait);
        }
    }

    static void throttledAlways(Bout bout) {
        bout.primary.throttles();
        Told told = bout.ask();
        bout.judge.whole(told).within(told, ofSeconds(5));
        spared(bout);
        // alone there is nobody to move on to: then the pauses show
        Told alone = bout.ask(bout.route(it -> it, bout.target(bout.primary)));
        bout.judge.error(alone, Kind.ALL_TARGETS_FAILED);
        spared(bout);
    }

    private static void spared(Bout bout) {
        bout.judge.wrong(bout.triesWithin(bout.primary, ofSeconds(3)) <= 4, "more than 4 tries in 3 s");
        bout.judge.wrong(bout.primary.calls() <= 6, bout.primary.calls() + " tries");
    }

    static void loneError(Bout bout) {
        bout.primary.next(Play.fails(500));
        Told told = bout.ask();
        bout.judge.whole(told).within(told, ofSeconds(2));
        bout.judge.flaw(bout.primary.calls() == 2, bout.primary.calls() + " tries where 2 were right");
        bout.judge.flaw(bout.second.calls() == 0, "left for a lone error");
    }

    static void unavailable(Bout bout) {
        bout.primary.fails(503);
        Told told = bout.ask();
        bout.judge.whole(told).within(told, ofSeconds(5));
        bout.judge.wrong(bout.primary.calls() <= 6, bout.primary.calls() + " tries");
        bout.judge.flaw(bout.primary.calls() <= 2, bout.primary.calls() + " tries with another one free");
    }

    static void tooLong(Bout bout) {
        bout.primary.plays(Play.tooLong());
        Told moved = bout.ask(bout.route(
                it -> it,
                bout.target(bout.primary, it -> it.contextWindow(8_000)),
                bout.target(bout.second, it -> it.contextWindow(1_000_000))));
        bout.judge.whole(moved).wrong(bout.primary.calls() == 1, "asked again with what does not fit");
        Told stayed = bout.ask(bout.route(
                it -> it,
                bout.target(bout.primary, it -> it.contextWindow(8_000)),
                bout.target(bout.second, it -> it.contextWindow(8_000))));
        bout.judge.error(stayed, Kind.TOO_LONG, Kind.ALL_TARGETS_FAILED);
        bout.judge.wrong(bout.primary.calls() == 2, "asked again with what does not fit");
        bout.judge.flaw(bout.second.calls() == 1, "asked one whose window is no larger");
    }

    static void blocked(Bout bout) {
        bout.primary.blocksPrompt();
        Told told = bout.ask();
        boolean anthropic = told.failure() == null;
        if (told.isKind(Kind.INVALID) && bout.primary.calls() == 1 && bout.second.calls() == 0) {
            throw new dev.interline.examples.faults.Fault.NotHere(
                    "how this route of the cloud tells that a filter blocked"
                            + " a prompt is not documented; the refusal is passed on as it is, and nobody else is asked");
        }
        if (anthropic) {
            // a filter's verdict and the model's own are one word in this format
            bout.judge.wrong(
                    told.response() != null
                            && told.response().stopReason().kind() == StopReason.Kind.REFUSAL
                            && told.text().isEmpty(),
                    "the reason is not told");
        } else {
            bout.judge.error(told, Kind.BLOCKED);
        }
        bout.judge.wrong(bout.primary.calls() == 1, "asked again with what was blocked");
        bout.judge.wrong(bout.second.calls() == 0, "took it elsewhere unasked");
        if (!anthropic) {
            // Bedrock's guardrails say something before they say that they stopped it
            bout.judge.whole(
                    bout.ask(bout.route(it -> it.failOverWhenBlocked(true).onStreamFailure(StreamRecovery.RESTART))));
            bout.judge.wrong(bout.primary.calls() == 2, "asked again with what was blocked");
        }
    }

    static void named(Bout bout) {
        bout.primary.fails(503);
        bout.second.plays(Play.says(Told.WORDS).uses(31, 60));
        Told told = bout.ask(bout.route(
                it -> it,
                bout.target(bout.primary, it -> it.price(Price.of("100", "100"))),
                bout.target(bout.second, it -> it.price(Price.of("1", "2")))));
        bout.judge.whole(told);
        if (told.response() == null) {
            return;
        }
        List<Hop> hops = told.trail().hops();
        Hop last = hops.get(hops.size() - 1);
        bout.judge.wrong(last.target().equals("second"), "the trail ends at " + last.target());
        bout.judge.wrong(
                last.model().equals(told.response().model()),
                "named " + told.response().model());
        Usage usage = told.response().usage();
        bout.judge.wrong(usage.input().orElse(0) == 31 && usage.output().orElse(0) == 60, "usage " + usage);
        bout.judge.wrong(
                hops.stream()
                        .filter(hop -> hop != last)
                        .noneMatch(hop -> hop.usage().isKnown()),
                "a failed try is billed");
        // 31 tokens at 1 and 60 at 2 dollars a million
        BigDecimal due = new BigDecimal("0.000151");
        bout.judge.wrong(
                told.response()
                        .cost()
                        .total()
                        .filter(it -> it.compareTo(due) == 0)
                        .isPresent(),
                "cost " + told.response().cost());
        bout.judge.wrong(
                told.trail().cost().total().filter(it -> it.compareTo(due) == 0).isPresent(),
                "cost of all tries " + told.trail().cost());
    }

    /** A hint, the way it is written, and how long it asks to wait. */
    private record Hinted(String name, Play play, Duration pause) {}

    static void hints(Bout bout) {
        String soon = HTTP_DATE.format(bout.time.now().plusSeconds(60).atOffset(ZoneOffset.UTC));
        Play bare = Play.throttles();
        List<Hinted> hints = List.of(
                new Hinted("an HTTP date", bare.header("Retry-After", soon), ofSeconds(60)),
                new Hinted("the cloud's own way", Play.throttles(ofMillis(1_500)), ofMillis(1_500)),
                new Hinted("retry-after-ms", bare.header("retry-after-ms", "1500"), ofMillis(1_500)),
                new Hinted("Retry-After: 86400", bare.header("Retry-After", "86400"), Duration.ofMinutes(10)));
        for (Hinted hint : hints) {
            heed(bout, hint);
        }
        if (bout.dialect.vendor() == Vendor.BEDROCK) {
            heed(bout, new Hinted("x-amz-retry-after", bare.header("x-amz-retry-after", "1500"), ofMillis(1_500)));
        }
    }

    private static void heed(Bout bout, Hinted hint) {
        int before = bout.primary.calls();
        int elsewhere = bout.second.calls();
        bout.primary.next(hint.play());
        long start = bout.time.nanos();
        ChatModel route = bout.route();
        bout.judge.whole(bout.ask(route));
        boolean fits = hint.pause().compareTo(ofSeconds(2)) <= 0;
        String name = hint.name() + ": ";
        if (fits) {
            bout.judge.flaw(bout.primary.calls() == before + 2, name + "not waited for");
            Duration took = Duration.ofNanos(bout.time.nanos() - start);
            bout.judge.wrong(took.compareTo(hint.pause()) >= 0, name + "came back after " + took);
            return;
        }
        bout.judge.wrong(bout.primary.calls() == before + 1, name + "asked again");
        bout.judge.flaw(bout.second.calls() == elsewhere + 1, name + "not moved on");
        if (!bout.isVirtual()) {
            return;
        }
        // left alone until then, and not a day longer than ten minutes; a date has whole seconds
        bout.pass(hint.pause().minusSeconds(5));
        bout.judge.whole(bout.ask(route));
        bout.judge.wrong(bout.primary.calls() == before + 1, name + "came back early");
        bout.pass(ofSeconds(10));
        bout.judge.whole(bout.ask(route));
        bout.judge.flaw(bout.primary.calls() == before + 2, name + "never came back");
    }

    static void denied(Bout bout) {
        bout.primary.denies();
        ChatModel route = bout.route();
        Told told = bout.ask(route);
        bout.judge.whole(told);
        bout.judge.wrong(
                told.trail().hops().stream()
                        .flatMap(hop -> hop.failure().stream())
                        .anyMatch(failure -> failure.kind() == Kind.DENIED),
                "the trail does not say so");
        int denied = bout.primary.calls();
        bout.judge.wrong(denied <= 2, denied + " tries with a dead key");
        for (int i = 0; i < 5; i++) {
            bout.judge.whole(bout.ask(route));
        }
        bout.judge.wrong(bout.primary.calls() == denied, "not left alone");
        if (bout.isVirtual()) {
            bout.pass(Duration.ofMinutes(5).plusSeconds(1));
            bout.primary.says(Told.WORDS);
            bout.judge.whole(bout.ask(route));
            bout.judge.flaw(bout.primary.calls() == denied + 1, "not tried again after the pause");
            renewed(bout);
        }
    }

    private static void renewed(Bout bout) {
        AtomicReference<String> token = new AtomicReference<>("dead");
        Target first = Target.of(bout.model(bout.dialect, bout.primary.url(), () -> Token.of(token.get())))
                .name("primary");
        ChatModel route = bout.route(it -> it, first, bout.target(bout.second));
        bout.primary.accepts("alive");
        bout.judge.whole(bout.ask(route));
        int denied = bout.primary.calls();
        bout.judge.whole(bout.ask(route));
        bout.judge.wrong(bout.primary.calls() == denied, "not left alone");
        token.set("alive");
        // a token that does not say for how long it is good is asked for anew after a minute
        bout.pass(ofSeconds(61));
        int elsewhere = bout.second.calls();
        bout.judge.whole(bout.ask(route));
        bout.judge.flaw(
                bout.primary.calls() == denied + 1 && bout.second.calls() == elsewhere,
                "not tried again with another credential");
    }

    static void everybodyThrottled(Bout bout) {
        bout.primary.throttles(ofSeconds(20));
        bout.second.next(Play.throttles(ofSeconds(3)));
        Told told = bout.ask(bout.route(), CallContext.within(ofSeconds(30)));
        bout.judge.whole(told).within(told, ofSeconds(6));
        bout.judge.wrong(told.took().compareTo(ofSeconds(3)) >= 0, "came back after " + told.took());

        bout.second.next(Play.throttles(ofSeconds(3)));
        Duration hurry = ofMillis(2_500);
        Told failed = bout.ask(bout.route(), CallContext.within(hurry));
        bout.judge.error(failed, Kind.ALL_TARGETS_FAILED).within(failed, ofSeconds(1));
        if (failed.failure() instanceof ChatException e) {
            bout.judge.flaw(
                    e.retryAfter().filter(when -> when.equals(ofSeconds(3))).isPresent()
                            && e.getMessage().contains("earliest free in 3 s"),
                    "does not say when: " + e.getMessage());
        }
    }

    /** What kind a refusal has to be known for. */
    static Kind kind(Fault fault) {
        return fault == Fault.THROTTLED ? Kind.RATE_LIMITED : Kind.UNAVAILABLE;
    }
}
