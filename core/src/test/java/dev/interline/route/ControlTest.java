package dev.interline.route;

import static dev.interline.Stage.HELLO;
import static dev.interline.Stage.route;
import static dev.interline.Stage.scripted;
import static dev.interline.Stage.target;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interline.ChatStream;
import dev.interline.Hop;
import dev.interline.Stage;
import dev.interline.error.AllTargetsFailedException;
import dev.interline.error.ChatException.Kind;
import dev.interline.testing.ManualTime;
import dev.interline.testing.ScriptedModel;
import dev.interline.testing.Turn;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an operator may do while calls run. */
class ControlTest {
    private final ManualTime time = new ManualTime();
    private final ScriptedModel azure = scripted("azure").says("hello from azure");
    private final ScriptedModel bedrock = scripted("bedrock").says("hello from bedrock");
    private final Router model = route(time, azure, bedrock);

    @Test
    void drainedTargetGetsNoNewCallsAndComesBackWhenEnabled() {
        ChatStream running = model.stream(HELLO);
        model.target("azure").drain();

        assertThat(model.ask("hi")).isEqualTo("hello from bedrock");
        assertThat(model.chat(HELLO).trail().hops().get(0))
                .hasToString("0 ms FIRST azure (scripted/azure) passed over: BUSY");
        assertThat(Stage.read(running)).isEqualTo("hello from azure");
        assertThat(model.explain(HELLO)).asString().contains("not azure").contains("DRAINED");

        model.target("azure").enable();
        assertThat(model.ask("hi")).isEqualTo("hello from azure");
    }

    @Test
    void operatorsWordHoldsOnEveryRouteOfTheTarget() {
        Target shared = target(azure);
        Router one = Router.over(shared, target(bedrock)).time(time);
        Router other = Router.over(shared.name("also-azure"), target(bedrock)).time(time);
        one.target("azure").disable();
        assertThat(other.ask("hi")).isEqualTo("hello from bedrock");
        assertThat(shared.standing()).isEqualTo(Target.Standing.DISABLED);
        assertThatThrownBy(() -> {
                    one.target("bedrock").drain();
                    one.ask("hi");
                })
                .isInstanceOf(AllTargetsFailedException.class)
                .hasMessageContaining("taken out of service by the operator");
    }

    @Test
    void callUnderWayComesBackToADrainedTargetAndNotToADisabledOne() {
        for (Target.Standing standing : List.of(Target.Standing.DRAINED, Target.Standing.DISABLED)) {
            ScriptedModel resets = scripted("resets").unavailable().says("hello again");
            Router[] route = new Router[1];
            ScriptedModel first = scripted("first").plays(request -> {
                if (standing == Target.Standing.DRAINED) {
                    route[0].target("resets").drain();
                } else {
                    route[0].target("resets").disable();
                }
                return Turn.fails(Kind.DENIED);
            });
            route[0] = route(time, first, resets, bedrock);
            assertThat(route[0].ask("hi"))
                    .isEqualTo(standing == Target.Standing.DRAINED ? "hello again" : "hello from bedrock");
        }
    }

    @Test
    void weightsChangeFromTheNextCallOn() {
        Router heaviest = model.choosing((able, request, context) -> able.stream()
                .sorted(Comparator.comparingDouble((Target each) -> -each.weight()))
                .toList());
        assertThat(heaviest.ask("hi")).isEqualTo("hello from azure");
        heaviest.weigh("bedrock", 5);
        assertThat(heaviest.ask("hi")).isEqualTo("hello from bedrock");
        assertThatThrownBy(() -> heaviest.weigh("vertex", 5))
                .hasMessage("route chat has no target 'vertex'; its targets are [azure, bedrock]");
    }

    @Test
    void newRulesHoldForNewCallsWhileOldOnesKeepTheirs() {
        ScriptedModel breaking =
                scripted("breaking").plays(Turn.says("one two").first(1).thenFails(Kind.UNAVAILABLE));
        Router before = route(time, breaking, bedrock).onStreamFailure(StreamRecovery.RESTART);
        ChatStream running = before.stream(HELLO);

        before.replaceBy(route(time, azure).deadline(ofSeconds(5)));

        assertThat(before.ask("hi")).isEqualTo("hello from azure");
        assertThat(Stage.read(running)).isEqualTo("hello from bedrock");
        assertThat(running.response().trail().hops()).extracting(Hop::target).containsExactly("breaking", "bedrock");
    }
}
