package dev.interline.examples.faults;

import static java.time.Duration.ofSeconds;

import dev.interline.ChatModel;
import dev.interline.error.ChatException;
import dev.interline.error.ChatException.Kind;
import dev.interline.error.TimedOutException;
import dev.interline.route.Hedge;
import dev.interline.route.StreamRecovery;
import dev.interline.route.Throughput;
import dev.interline.testkit.Play;
import java.time.Duration;

/** The provider is slow, silent, or down for a while. */
final class Silences {

    private Silences() {}

    static void hangs(Bout bout) {
        bout.primary.hangs();
        Told told = bout.ask();
        bout.judge.whole(told).within(told, ofSeconds(61));
        bout.judge.wrong(bout.primary.calls() == 1, "asked the silent target again");
        bout.second.fails(503);
        Told failed = bout.ask();
        bout.judge.error(failed, Kind.ALL_TARGETS_FAILED).within(failed, Duration.ofMinutes(2));
        bout.judge.wrong(bout.primary.calls() == 2, "asked the silent target again");
        bout.judge.wrong(bout.isIdle(), "something was left open");
    }

    static void slowStart(Bout bout) {
        bout.ride();
        bout.primary.plays(Play.says(Told.WORDS).firstTokenAfter(ofSeconds(20)));
        Told told = bout.ask();
        bout.judge.whole(told).within(told, ofSeconds(15));
        bout.judge.wrong(bout.primary.calls() == 1, "asked the slow target again");
        bout.judge.wrong(bout.second.calls() == 1, "sat it out");
        bout.judge.wrong(bout.isIdle(), "the loser was left open");
    }

    static void stalls(Bout bout) {
        bout.primary.plays(
                Play.says(Told.WORDS).pausesAfterTokens(20, ofSeconds(30)).closedAfterTokens(20));
        ChatModel mending = bout.route(it -> it.silence(ofSeconds(30)).onStreamFailure(StreamRecovery.RESTART));
        Told mended = bout.ask(mending);
        bout.judge.whole(mended).within(mended, Breaks.BOUND);
        ChatModel plain = bout.route(it -> it.silence(ofSeconds(30)));
        Told told = bout.ask(plain);
        bout.judge.within(told, Breaks.BOUND);
        if (bout.way == Way.WHOLE) {
            bout.judge.whole(told);
        } else {
            bout.judge.error(told, Kind.STREAM_BROKEN);
            Breaks.partial(bout, told);
        }
        bout.primary.says(Told.WORDS);
        bout.judge.whole(bout.ask(plain));
        bout.judge.wrong(bout.isIdle(), "something was left open");
    }

    static void outage(Bout bout) {
        bout.primary.fails(503);
        ChatModel route = bout.route();
        long start = bout.time.nanos();
        int down = 0;
        Duration back = null;
        for (int call = 0; call < 24; call++) {
            Duration now = Duration.ofNanos(bout.time.nanos() - start);
            if (now.compareTo(ofSeconds(60)) >= 0 && down == 0) {
                down = bout.primary.calls();
                bout.primary.says(Told.WORDS);
            }
            Told told = bout.ask(route);
            bout.judge.whole(told).within(told, ofSeconds(2));
            if (down > 0 && back == null && bout.primary.calls() > down) {
                back = now.minusSeconds(60);
            }
            Duration next = ofSeconds(4L * (call + 1)).minusNanos(bout.time.nanos() - start);
            bout.pass(next.isNegative() ? Duration.ZERO : next);
        }
        bout.judge.flaw(down <= 10, down + " tries at a target that is down");
        bout.judge.wrong(back != null, "never came back");
        bout.judge.within(back, ofSeconds(30), "came back");
    }

    static void everybodySlow(Bout bout) {
        bout.ride();
        bout.primary.plays(Play.says(Told.WORDS).firstTokenAfter(ofSeconds(25)));
        bout.second.plays(Play.says(Told.WORDS).firstTokenAfter(ofSeconds(25)));
        int calls = bout.isVirtual() ? 60 : 4;
        ChatModel route = bout.route();
        for (int i = 0; i < calls; i++) {
            Told told = bout.ask(route);
            bout.judge.whole(told).within(told, ofSeconds(40));
        }
        int extra = bout.primary.calls() + bout.second.calls() - calls;
        // each target has a bucket of ten, and a tenth of a try more for each call
        bout.judge.wrong(extra <= 2 * (10 + calls / 10), extra + " extra tries in " + calls + " calls");
        bout.judge.wrong(bout.isIdle(), "the losers were left open");
        double share = 0.1;
        // the soft clock stays out of it: what is asked as well is the hedge's
        ChatModel hedged = bout.route(it -> it.firstContent(Duration.ofMinutes(2))
                .hedging(Hedge.after(ofSeconds(2)).atMost(share)));
        int before = bout.primary.calls() + bout.second.calls();
        for (int i = 0; i < calls; i++) {
            Told told = bout.ask(hedged);
            bout.judge.whole(told).within(told, ofSeconds(40));
        }
        int early = bout.primary.calls() + bout.second.calls() - before - calls;
        bout.judge.wrong(early <= 1 + share * calls, early + " calls ahead of time in " + calls);
        bout.judge.wrong(bout.isIdle(), "the losers of the hedge were left open");
    }

    static void drips(Bout bout) {
        bout.ride();
        bout.primary.plays(Play.says(Told.WORDS.repeat(20)).paced(ofSeconds(5)));
        Throughput least = Throughput.of(5, ofSeconds(15));
        Told mended = bout.ask(bout.route(it -> it.minThroughput(least).onStreamFailure(StreamRecovery.RESTART)));
        bout.judge.whole(mended).within(mended, ofSeconds(30));
        Told told = bout.ask(bout.route(it -> it.minThroughput(least)));
        bout.judge.within(told, ofSeconds(30));
        if (bout.way == Way.WHOLE) {
            bout.judge.whole(told);
        } else {
            bout.judge.error(told, Kind.STREAM_BROKEN);
            bout.judge.wrong(
                    told.failure() instanceof ChatException e
                            && e.getCause() instanceof TimedOutException late
                            && late.clock() == TimedOutException.Clock.THROUGHPUT,
                    "the clock is not named");
        }
        bout.judge.wrong(bout.isIdle(), "something was left open");
    }
}
