package dev.interline.simulation;

import dev.interline.Ability;
import dev.interline.CallContext;
import dev.interline.ChatRequest;
import dev.interline.ChatStream;
import dev.interline.route.Hedge;
import dev.interline.route.Router;
import dev.interline.route.Target;
import dev.interline.testing.ManualTime;
import dev.interline.testing.ScriptedModel;
import dev.interline.testing.Turn;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Two targets whose answers mostly begin after some hundred milliseconds (log-normal, the median at 400) and in three of
 * a hundred calls after seconds (Pareto with an index of 1.1, from 2 s up to a minute): a call a second, streamed.
 */
final class Tail {
    static final int CALLS = 6_000;
    private static final ChatRequest HELLO = ChatRequest.of("hello");

    private final ManualTime time = new ManualTime(5);
    private final Random chance = new Random(17);
    private final ScriptedModel first = model("first");
    private final ScriptedModel second = model("second");
    private final Router route;
    private double slower = 1;

    /**
     * What callers saw.
     *
     * @param median milliseconds to the first content
     * @param p99 the same, 99 of 100 calls
     * @param extra requests beyond one for each call, as a share of the calls
     */
    record Outcome(long median, long p99, double extra) {}

    Tail(@Nullable Hedge hedge) {
        Router plain = Router.over(
                        Target.of(first).name("first"), Target.of(second).name("second"))
                .time(time)
                .firstContent(Duration.ofMinutes(8))
                .silence(Duration.ofMinutes(9));
        this.route = hedge == null ? plain : plain.hedging(hedge);
    }

    private ScriptedModel model(String name) {
        return ScriptedModel.named(name)
                .known(profile -> profile.reasons(false).can(Ability.STREAM))
                .plays(request -> Turn.silent(delay()).thenSays("well"));
    }

    private Duration delay() {
        double usual = 0.4 * Math.exp(0.35 * chance.nextGaussian());
        double seconds = chance.nextInt(100) < 3 ? Math.min(60, 2 / Math.pow(1 - chance.nextDouble(), 1 / 1.1)) : usual;
        return Duration.ofNanos((long) (seconds * slower * 1e9));
    }

    /** From now on everybody takes so many times as long. */
    Tail slower(double times) {
        slower = times;
        return this;
    }

    Outcome run() {
        int before = first.calls() + second.calls();
        long[] delays = new long[CALLS];
        for (int i = 0; i < CALLS; i++) {
            long start = time.nanos();
            try (ChatStream stream = route.stream(HELLO)) {
                delays[i] = time.nanos() - start;
                stream.response();
            }
            time.sleep(Duration.ofSeconds(1), CallContext.create());
        }
        Arrays.sort(delays);
        int extra = first.calls() + second.calls() - before - CALLS;
        return new Outcome(delays[CALLS / 2] / 1_000_000, delays[CALLS * 99 / 100] / 1_000_000, (double) extra / CALLS);
    }
}
