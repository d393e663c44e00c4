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
import java.time.Duration;
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

    private static List<String> inTurn(ManualTime time, Router model, int... comesAtMillis)
            throws InterruptedException {
        List<String> served = new ArrayList<>();
        Gate everybodyDone = time.gate();
        for (int i = 0; i < comesAtMillis.length; i++) {
            String name = "caller " + i;
            Duration comes = ofMillis(comesAtMillis[i]);
            time.fork(name, () -> {
                time.sleep(comes, CallContext.create());
                model.ask(name);
                served.add(name);
                if (served.size() == comesAtMillis.length) {
                    everybodyDone.open();
                }
            });
        }
        assertThat(everybodyDone.await(ofMinutes(10))).isTrue();
        return served;
    }

    @Test
    void whoeverCameFirstIsServedFirstAndAtOnce() throws InterruptedException {
        for (int seed = 0; seed < 20; seed++) {
            ManualTime chance = new ManualTime(seed);
            Router model = Router.over(target(azure).limits(Limits.NONE.parallelCalls(1)))
                    .time(chance);
            // the last two come when a call ends for which others wait
            List<String> served = inTurn(chance, model, 10, 17, 24, 5_010, 10_010);
            assertThat(served).as("with seed " + seed).isSorted();
            assertThat(chance.elapsed()).as("no pause between two calls").isEqualTo(ofMillis(25_010));
        }
    }

    @Test
    void newcomerDoesNotOvertakeWhoWaitsForAQuota() throws InterruptedException {
        for (int seed = 0; seed < 20; seed++) {
            ManualTime chance = new ManualTime(seed);
            Router model = Router.over(target(bedrock).limits(Limits.NONE.requestsPerMinute(60)))
                    .time(chance);
            assertThat(inTurn(chance, model, 10, 17, 24, 31, 1_010, 2_010))
                    .as("with seed " + seed)
                    .isSorted();
        }
    }

    @Test
    void whoeverGivesUpHoldsUpNobody() throws InterruptedException {
        Router model =
                Router.over(target(azure).limits(Limits.NONE.parallelCalls(1))).time(time);
        CallContext leaves = CallContext.create();
        time.after(ofSeconds(3), leaves::cancel);
        Gate everybodyDone = time.gate();
        List<String> ends = new ArrayList<>();
        time.fork("first", () -> model.ask("first"));
        time.fork("second", () -> {
            time.sleep(ofMillis(10), CallContext.create());
            assertThatThrownBy(() -> model.chat(HELLO, leaves)).isInstanceOf(CancelledException.class);
            ends.add("second left at " + time.elapsed().toMillis());
        });
        time.fork("third", () -> {
            time.sleep(ofMillis(20), CallContext.create());
            model.ask("third");
            ends.add("third was served at " + time.elapsed().toMillis());
            everybodyDone.open();
        });
        assertThat(everybodyDone.await(ofMinutes(10))).isTrue();
        assertThat(ends).containsExactly("second left at 3000", "third was served at 10000");
    }

    @Test
    void oneTenantsQuotaHoldsUpNoOther() throws InterruptedException {
        ScriptedModel shared =
                scripted("azure").known(p -> p.credentialKey(call -> call.tags().getOrDefault("tenant", "")));
        Router model = Router.over(target(shared.says("hello"))
                        .limits(Limits.NONE.requestsPerMinute(6).parallelCalls(3)))
                .time(time);
        Gate everybodyDone = time.gate();
        List<String> ends = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            String tenant = i < 4 ? "greedy" : "modest " + i;
            Duration comes = ofMillis(10 + i);
            time.fork(tenant, () -> {
                time.sleep(comes, CallContext.create());
                model.chat(HELLO, CallContext.create().tag("tenant", tenant));
                ends.add(tenant + " at " + time.elapsed().toSeconds());
                if (ends.size() == 6) {
                    everybodyDone.open();
                }
            });
        }
        assertThat(everybodyDone.await(ofMinutes(10))).isTrue();
        assertThat(ends)
                .containsExactly(
                        "greedy at 0",
                        "modest 4 at 0",
                        "modest 5 at 0",
                        "greedy at 10",
                        "greedy at 20",
                        "greedy at 30");
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
