package dev.interline.route;

import static dev.interline.Stage.HELLO;
import static dev.interline.Stage.route;
import static dev.interline.Stage.scripted;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interline.CallContext;
import dev.interline.ChatRequest;
import dev.interline.ChatStream;
import dev.interline.Hop;
import dev.interline.Message;
import dev.interline.ToolCall;
import dev.interline.ToolResult;
import dev.interline.testing.ManualTime;
import dev.interline.testing.ScriptedModel;
import dev.interline.testing.Turn;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The next target is asked before the first one is late enough to be given up. */
class HedgeTest {
    private static final int CALLS = 3_000;

    private final ManualTime time = new ManualTime();
    private final ScriptedModel slow =
            scripted("slow").plays(Turn.silent(ofSeconds(8)).thenSays("slow"));
    private final ScriptedModel quick = scripted("quick").says("quick");

    private String answer(Router router, ChatRequest request) {
        try (ChatStream stream = router.stream(request)) {
            return stream.response().text();
        }
    }

    @Test
    void nobodyIsAskedEarlyUnlessSet() {
        assertThat(answer(route(time, slow, quick), HELLO)).isEqualTo("slow");
        assertThat(quick.calls()).isZero();
    }

    @Test
    void nextTargetIsAskedAfterTheDelayAndTheLoserIsCancelled() {
        Router model =
                route(time, slow, quick).hedging(Hedge.after(ofSeconds(1)).atMost(1));
        try (ChatStream stream = model.stream(HELLO)) {
            assertThat(time.elapsed()).isEqualTo(ofSeconds(1));
            assertThat(stream.response().trail().hops())
                    .extracting(Hop::target, Hop::why)
                    .contains(org.assertj.core.groups.Tuple.tuple("quick", Hop.Why.RACE));
        }
        time.settle();
        assertThat(slow.cancelled()).isEqualTo(1);
        assertThat(slow.open()).isZero();
        assertThat(model.ask("whole answers that ride on a stream too")).isEqualTo("quick");
    }

    @Test
    void budgetIsKept() {
        Router model =
                route(time, slow, quick).hedging(Hedge.after(ofSeconds(1)).atMost(0.1));
        for (int i = 0; i < 100; i++) {
            answer(model, HELLO);
            time.advance(ofSeconds(40));
        }
        assertThat(quick.calls()).isBetween(9, 11);
    }

    @Test
    void nothingIsHedgedAfterAToolHasRun() {
        Router model =
                route(time, slow, quick).hedging(Hedge.after(ofSeconds(1)).atMost(1));
        ToolCall call = ToolCall.of("1", "pay", "{}");
        ChatRequest step = HELLO.toBuilder()
                .message(Message.assistant(call))
                .message(Message.results(ToolResult.text(call, "paid")))
                .build();
        assertThat(answer(model, step)).isEqualTo("slow");
        assertThat(quick.calls()).isZero();
    }

    @Test
    void budgetMustBeNamedAndMakeSense() {
        assertThatThrownBy(() -> Hedge.afterP95().atMost(0)).hasMessageContaining("such as 0.05");
        assertThatThrownBy(() -> Hedge.afterP95().atMost(1.01)).hasMessageContaining("such as 0.05");
        assertThatThrownBy(() -> Hedge.after(Duration.ZERO)).hasMessageContaining("delay must be above zero");
    }

    /** One answer in 33 begins after seconds. */
    private static ScriptedModel heavyTailed(String name, Random chance) {
        return scripted(name)
                .plays(request -> Turn.silent(
                                chance.nextInt(33) == 0
                                        ? ofMillis(3_000 + chance.nextInt(5_000))
                                        : ofMillis(200 + chance.nextInt(200)))
                        .thenSays(name));
    }

    private static long p99(Router model, ManualTime time) {
        long[] delays = new long[CALLS];
        for (int i = 0; i < CALLS; i++) {
            long start = time.nanos();
            try (ChatStream stream = model.stream(HELLO)) {
                delays[i] = time.nanos() - start;
                stream.response();
            }
            time.sleep(ofSeconds(1), CallContext.create());
        }
        Arrays.sort(delays);
        return delays[CALLS * 99 / 100] / 1_000_000;
    }

    @Test
    void tailIsCutForFewExtraCalls() {
        long[] tails = new long[2];
        int extra = 0;
        for (int run = 0; run < 2; run++) {
            ManualTime clock = new ManualTime(5);
            Random chance = new Random(5);
            ScriptedModel first = heavyTailed("first", chance);
            ScriptedModel second = heavyTailed("second", chance);
            Router model = route(clock, first, second);
            tails[run] = p99(run == 0 ? model : model.hedging(Hedge.afterP95().atMost(0.05)), clock);
            extra = first.calls() + second.calls() - CALLS;
        }
        assertThat(tails[1])
                .as("ms to the first content, 99 of 100; %d without", tails[0])
                .isLessThan(tails[0] * 6 / 10);
        assertThat(extra).isBetween(1, CALLS * 5 / 100 + 10);
    }

    @Test
    void whenEverybodyIsSlowNothingIsAdded() {
        ManualTime clock = new ManualTime(5);
        int[] delay = {300};
        ScriptedModel first =
                scripted("first").plays(r -> Turn.silent(ofMillis(delay[0])).thenSays("first"));
        ScriptedModel second =
                scripted("second").plays(r -> Turn.silent(ofMillis(delay[0])).thenSays("second"));
        Router model = route(clock, first, second).hedging(Hedge.afterP95().atMost(0.05));
        p99(model, clock);
        int before = second.calls();
        delay[0] = 6_000;
        p99(model, clock);
        assertThat(second.calls() - before).as("extra calls of %d", CALLS).isLessThan(CALLS / 100);
    }
}
