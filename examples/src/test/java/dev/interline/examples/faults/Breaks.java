package dev.interline.examples.faults;

import static java.time.Duration.ofSeconds;

import dev.interline.Ability;
import dev.interline.ChatModel;
import dev.interline.error.ChatException;
import dev.interline.error.ChatException.Kind;
import dev.interline.route.StreamRecovery;
import dev.interline.testkit.Asked;
import dev.interline.testkit.Fault;
import dev.interline.testkit.Play;
import java.time.Duration;
import java.util.List;

/** The answer breaks, ends oddly, or has an error inside. */
final class Breaks {
    /** What is cut at every byte: few words, for a stream has some hundred bytes around each. */
    private static final String SHORT = "Many wings, one ticket";
    /** So many cuts in a row that change nothing are behind the end of the body. */
    private static final int BEHIND_THE_END = 60;

    private Breaks() {}

    static void reset(Bout bout) {
        bout.primary.next(Play.resets());
        Told told = bout.ask();
        bout.judge.whole(told).within(told, ofSeconds(5));
        bout.judge.flaw(bout.primary.calls() == 2, bout.primary.calls() + " tries where 2 were right");
    }

    static void dies(Bout bout) {
        Play words = Play.says(Told.WORDS);
        for (Play play : List.of(words.cutAfterTokens(40), words.closedAfterTokens(40), words.resetAfterTokens(40))) {
            bout.primary.plays(play);
            Told mended = bout.ask(bout.route(it -> it.onStreamFailure(StreamRecovery.RESTART)));
            bout.judge.whole(mended).within(mended, ofSeconds(10));
            Told plain = bout.ask();
            if (bout.way == Way.WHOLE) {
                bout.judge.whole(plain);
            } else {
                bout.judge.error(plain, Kind.STREAM_BROKEN);
                partial(bout, plain);
            }
        }
        bout.judge.wrong(bout.primary.calls() <= 12, "asked again and again");
    }

    static void partial(Bout bout, Told told) {
        bout.judge.flaw(
                told.failure() instanceof ChatException e
                        && e.partial()
                                .map(it -> Told.WORDS.startsWith(it.text()))
                                .orElse(false),
                "what came is lost");
    }

    static void garbage(Bout bout) {
        bout.primary.next(Play.says(Told.WORDS).garbageAfterTokens(20));
        ChatModel route = bout.route(it -> it.onStreamFailure(StreamRecovery.RESTART));
        Told told = bout.ask(route);
        bout.judge.whole(told).within(told, ofSeconds(10));
        bout.judge.whole(bout.ask(route));
        bout.judge.wrong(bout.isIdle(), "something was left open");
    }

    static void noDone(Bout bout) {
        bout.primary.plays(Play.says(Told.WORDS).uses(31, 60).withoutDone().closesAfter(ofSeconds(30)));
        Told told = bout.ask();
        bout.judge.whole(told).within(told, ofSeconds(8));
        bout.judge.wrong(bout.second.calls() == 0, "taken for broken");
        bout.judge.flaw(
                told.response() != null && told.response().usage().output().orElse(0) == 60, "the usage is lost");
    }

    static void noBeginnings(Bout bout) {
        Play broken = Play.says(Told.WORDS).cutAfterTokens(40);
        bout.primary.plays(broken);
        // not known to take a beginning: it is never sent one
        Told plain = bout.ask(bout.route(it -> it.onStreamFailure(StreamRecovery.CONTINUE)));
        bout.judge.whole(plain);
        bout.judge.wrong(!bout.second.lastRequest().body().contains("One ticket that"), "was sent a beginning");
        // said to take one, and does not; what nobody has seen begins anew anyway
        if (bout.way == Way.STREAMED) {
            bout.second.next(Play.fails(Fault.INVALID));
        }
        Told told = bout.ask(bout.route(
                it -> it.onStreamFailure(StreamRecovery.CONTINUE),
                bout.target(bout.primary),
                bout.target(bout.second, it -> it.can(Ability.PREFILL))));
        bout.judge.whole(told).within(told, ofSeconds(10));
        if (bout.way == Way.STREAMED) {
            List<Asked> asked = bout.second.requests();
            bout.judge.flaw(
                    asked.size() == 3 && asked.get(1).body().contains("One ticket that"),
                    "never tried to go on where it broke");
        }
    }

    static void errorFirst(Bout bout) {
        for (Fault fault : List.of(Fault.THROTTLED, Fault.UNAVAILABLE)) {
            inside(bout, Play.says(Told.WORDS).errorFirst(fault), fault);
        }
    }

    static void errorAfterFrames(Bout bout) {
        for (Fault fault : List.of(Fault.THROTTLED, Fault.UNAVAILABLE)) {
            Play waits = Play.says(Told.WORDS).firstTokenAfter(ofSeconds(3)).pings(ofSeconds(1));
            inside(bout, waits.errorAfterTokens(0, fault), fault);
        }
    }

    private static void inside(Bout bout, Play play, Fault fault) {
        bout.primary.plays(play);
        Told told = bout.ask();
        bout.judge.whole(told).within(told, ofSeconds(15));
        bout.judge.wrong(
                told.trail().hops().stream()
                        .flatMap(hop -> hop.failure().stream())
                        .allMatch(failure -> failure.kind() == Refusals.kind(fault)),
                fault + " was taken for " + told.trail());
    }

    static void everyByte(Bout bout) {
        int behind = 0;
        int cuts = 0;
        // each byte where a format is met first; on further clouds the bytes are the same
        int step = bout.isVirtual() ? bout.dialect.isFirstOfFormat() ? 1 : 13 : 97;
        bout.second.says(SHORT);
        ChatModel alone = bout.model(bout.primary);
        for (int bytes = 0; behind < BEHIND_THE_END; bytes += step) {
            cuts++;
            bout.primary.plays(Play.says(SHORT).cutAfterBytes(bytes));
            String where = "cut after " + bytes + " bytes: ";
            Told told = bout.ask(alone);
            bout.judge.wrong(
                    told.failure() == null
                            ? told.text().equals(SHORT) && told.shown().equals(SHORT)
                            : told.failure() instanceof ChatException && SHORT.startsWith(told.shown()),
                    where + "'" + told.shown() + "', " + told.failure());
            if (cuts % 16 == 0 || !bout.isVirtual()) {
                Told mended = bout.ask(bout.route(it -> it.onStreamFailure(StreamRecovery.RESTART)));
                bout.judge.wrong(
                        mended.text().equals(SHORT) && mended.shown().equals(SHORT),
                        where + "'" + mended.text() + "', shown '" + mended.shown() + "', " + mended.failure());
            }
            behind = told.failure() == null ? behind + step : 0;
        }
        bout.judge.wrong(cuts > (bout.isVirtual() ? 20 : 2), "only " + cuts + " cuts");
    }

    /** An upper limit on what a break may cost. */
    static final Duration BOUND = ofSeconds(45);
}
