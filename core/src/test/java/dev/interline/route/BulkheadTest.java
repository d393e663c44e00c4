package dev.interline.route;

import static dev.interline.Stage.HELLO;
import static dev.interline.Stage.scripted;
import static dev.interline.Stage.target;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interline.CallContext;
import dev.interline.ChatModel;
import dev.interline.ChatStream;
import dev.interline.Limits;
import dev.interline.Stage;
import dev.interline.error.AllTargetsFailedException;
import dev.interline.error.BusyException;
import dev.interline.error.CancelledException;
import dev.interline.error.ChatException.Kind;
import dev.interline.policy.Bulkhead;
import dev.interline.testing.ManualTime;
import dev.interline.testing.ScriptedModel;
import dev.interline.testing.Turn;
import dev.interline.time.Gate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A slow cloud cannot take all threads. */
class BulkheadTest {
    private static final Limits TWO = Limits.NONE.parallelCalls(2);

    private final ManualTime time = new ManualTime();
    private final ScriptedModel azure =
            scripted("azure").plays(Turn.silent(ofSeconds(5)).thenSays("hello from azure"));
    private final ScriptedModel bedrock = scripted("bedrock").says("hello from bedrock");

    private List<String> together(int times, Supplier<String> call) throws InterruptedException {
        List<String> ends = new ArrayList<>();
        Gate everybodyDone = time.gate();
        for (int i = 0; i < times; i++) {
            time.fork("caller", () -> {
                ends.add(call.get());
                if (ends.size() == times) {
                    everybodyDone.open();
                }
            });
        }
        assertThat(everybodyDone.await(ofMinutes(10))).isTrue();
        return ends;
    }

    private String ask(Router model) {
        try {
            return model.ask("hi");
        } catch (AllTargetsFailedException e) {
            return e.failures().get(0).kind() + " at " + time.elapsed().toSeconds();
        }
    }

    @Test
    void whoeverFindsAllCallsTakenGoesToTheNextTarget() throws InterruptedException {
        Router model = Router.over(target(azure).limits(TWO), target(bedrock)).time(time);
        assertThat(together(5, () -> ask(model)))
                .containsExactlyInAnyOrder(
                        "hello from azure",
                        "hello from azure",
                        "hello from bedrock",
                        "hello from bedrock",
                        "hello from bedrock");
        assertThat(azure.calls()).isEqualTo(2);
        assertThat(ask(model)).isEqualTo("hello from azure");
    }

    @Test
    void whereThereIsNoNextOneTheyWaitAndThenAreBusy() throws InterruptedException {
        Router alone = Router.over(target(azure).limits(TWO)).time(time);
        // two at a time of 5 s each: whoever has not begun after 30 s gives up
        List<String> answers = together(16, () -> ask(alone));
        assertThat(answers).hasSize(16);
        assertThat(answers.stream().filter("hello from azure"::equals).count()).isBetween(10L, 14L);
        assertThat(answers.stream().filter("BUSY at 30"::equals).count()).isBetween(2L, 6L);
        assertThat(azure.open()).isZero();
    }

    @Test
    void streamHoldsItsPlaceUntilItIsClosedOnEveryRoute() {
        Target one = target(bedrock).limits(Limits.NONE.parallelCalls(1));
        Router model = Router.over(one, target(azure)).time(time);
        Router other = Router.over(one, target(azure)).time(time);
        ChatStream open = model.stream(HELLO);
        assertThat(other.ask("hi")).isEqualTo("hello from azure");
        assertThat(other.explain(HELLO))
                .asString()
                .contains("bedrock (scripted/bedrock), left alone")
                .contains("BUSY");
        open.close();
        assertThat(other.ask("hi")).isEqualTo("hello from bedrock");
    }

    @Test
    void failuresGiveTheirPlacesBack() {
        ScriptedModel sick =
                scripted("sick").denied().times(1).unavailable().times(2).hangs();
        Router model = Router.over(target(sick).limits(Limits.NONE.parallelCalls(1)), target(bedrock))
                .time(time);
        for (int i = 0; i < 5; i++) {
            assertThat(model.ask("hi")).isEqualTo("hello from bedrock");
            time.advance(ofSeconds(400));
        }
        assertThat(sick.calls()).isGreaterThan(3);
        assertThat(sick.open()).isZero();
    }

    @Test
    void policyKeepsAModelThatStandsAlone() throws InterruptedException {
        ChatModel model = azure.with(Bulkhead.of(1).waiting(ofSeconds(7)).time(time));
        List<String> ends = together(3, () -> {
            try {
                model.chat(HELLO);
                return "answered at " + time.elapsed().toSeconds();
            } catch (BusyException e) {
                assertThat(e).hasMessageContaining("all 1 parallel calls").hasMessageContaining("azure");
                return "busy at " + time.elapsed().toSeconds();
            }
        });
        assertThat(ends).containsExactly("answered at 5", "busy at 7", "answered at 10");
    }

    @Test
    void policyIsFairFreesStreamsAtTheirEndsAndHearsCancellation() {
        Bulkhead one = Bulkhead.of(1).time(time);
        ChatModel model = bedrock.with(one);
        ChatStream open = model.stream(HELLO);
        BusyException e = catchThrowableOfType(BusyException.class, () -> model.chat(HELLO));
        assertThat(e.kind()).isEqualTo(Kind.BUSY);
        Stage.read(open);
        model.chat(HELLO);

        ChatModel patient = bedrock.with(one.waiting(ofSeconds(60)));
        ChatStream held = patient.stream(HELLO);
        CallContext context = CallContext.create();
        time.after(ofMillis(300), context::cancel);
        assertThatThrownBy(() -> patient.chat(HELLO, context)).isInstanceOf(CancelledException.class);
        held.close();
        patient.chat(HELLO);
        assertThat(time.timers()).isZero();
        assertThatThrownBy(() -> Bulkhead.of(0)).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> Bulkhead.of(1).waiting(ofMillis(-1))).hasMessageContaining("must not be negative");
    }
}
