package dev.interline.route;

import static dev.interline.Stage.HELLO;
import static dev.interline.Stage.logged;
import static dev.interline.Stage.route;
import static dev.interline.Stage.scripted;
import static dev.interline.Stage.target;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interline.Ability;
import dev.interline.ChatRequest;
import dev.interline.Constraints;
import dev.interline.Hop;
import dev.interline.Media;
import dev.interline.Price;
import dev.interline.Routing;
import dev.interline.Text;
import dev.interline.error.AllTargetsFailedException;
import dev.interline.error.ChatException.Kind;
import dev.interline.policy.Deadline;
import dev.interline.testing.ManualTime;
import dev.interline.testing.ScriptedModel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Constraints, groups and standbys: who is asked at all, and in which order. */
class SelectionTest {
    private final ManualTime time = new ManualTime();
    private final ScriptedModel azure = scripted("azure")
            .known(p -> p.region("eu").price(Price.of("1", "2")))
            .says("azure");
    private final ScriptedModel bedrock =
            scripted("bedrock").known(p -> p.region("us")).says("bedrock");
    private final ScriptedModel vertex = scripted("vertex")
            .known(p -> p.region("eu").price(Price.of("3", "9")))
            .says("vertex");
    private final Router model = route(time, azure, bedrock, vertex);

    private static ChatRequest within(Constraints constraints) {
        return HELLO.toBuilder().routing(Routing.within(constraints)).build();
    }

    @Test
    void noFailureLeadsOutOfTheConstraints() {
        ScriptedModel sick = scripted("sick").known(p -> p.region("eu")).unavailable();
        Router european = route(time, sick, bedrock, vertex).within(Constraints.NONE.regions("eu"));
        for (int i = 0; i < 5; i++) {
            assertThat(european.ask("hi")).isEqualTo("vertex");
        }
        ScriptedModel refusing = scripted("refusing").known(p -> p.region("eu")).denied();
        assertThatThrownBy(() -> route(time, refusing, bedrock, sick)
                        .within(Constraints.NONE.regions("eu"))
                        .ask("hi"))
                .isInstanceOf(AllTargetsFailedException.class);
        assertThat(bedrock.calls()).isZero();
    }

    @Test
    void requestTightensAndNeverLoosens() {
        Router european = model.within(Constraints.NONE.regions("eu"));
        assertThat(european.chat(within(Constraints.NONE.maxPrice(Price.of("1", "2"))))
                        .text())
                .isEqualTo("azure");
        assertThatThrownBy(() -> european.chat(within(Constraints.NONE.regions("us"))))
                .isInstanceOf(AllTargetsFailedException.class)
                .hasMessageContaining("nothing was sent")
                .hasMessageContaining("its region is eu, allowed is none");
        assertThat(bedrock.calls()).isZero();
    }

    @Test
    void targetsThatMayNotAnswerStandInTheTrail() {
        assertThat(model.chat(within(Constraints.NONE.regions("us"))).trail().hops())
                .extracting(Hop::target, Hop::sent, hop -> hop.failure().isPresent())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("azure", false, true),
                        org.assertj.core.groups.Tuple.tuple("vertex", false, true),
                        org.assertj.core.groups.Tuple.tuple("bedrock", true, false));
    }

    @Test
    void routeThatCanNeverAnswerIsRefusedWhenItIsBuilt() {
        assertThatThrownBy(() -> model.within(Constraints.NONE.regions("ch")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("azure: its region is eu, allowed [ch]; bedrock: its region is us");
    }

    @Test
    void targetsThatWillNeverBeAskedAreTold() throws Throwable {
        assertThat(logged(() -> model.within(Constraints.NONE.maxPrice(Price.of("5", "5")))))
                .contains("bedrock: its price is not known")
                .contains("vertex: its price is $3 in, $9 out");
    }

    @Test
    void innerRouteKeepsToWhatHoldsOutside() {
        Router inner = route(time, bedrock, vertex).named("inner");
        Router outer = Router.over(
                        target(azure),
                        Target.of(inner.with(Deadline.of(ofSeconds(9)))).name("inner"))
                .time(time)
                .within(Constraints.NONE.regions("eu"));
        azure.unavailable();
        assertThat(outer.chat(HELLO.toBuilder().routing(Routing.avoid("azure")).build())
                        .text())
                .isEqualTo("vertex");
        assertThat(bedrock.calls()).isZero();
        assertThatThrownBy(() -> Router.over(
                                Target.of(route(time, bedrock, vertex).within(Constraints.NONE.regions("us"))))
                        .within(Constraints.NONE.regions("eu")))
                .hasMessageContaining("can ever answer");
    }

    @Test
    void namesReachIntoInnerRoutes() {
        Router outer = Router.over(
                        target(azure), Target.of(route(time, bedrock, vertex)).name("inner"))
                .time(time);
        assertThat(outer.chat(HELLO.toBuilder().routing(Routing.only("vertex")).build())
                        .text())
                .isEqualTo("vertex");
        assertThat(outer.chat(HELLO.toBuilder().routing(Routing.only("inner")).build())
                        .text())
                .isEqualTo("bedrock");
        assertThat(outer.chat(HELLO.toBuilder()
                                .routing(Routing.prefer("vertex"))
                                .build())
                        .text())
                .isEqualTo("vertex");
    }

    @Test
    void wishComesBeforeTheStrategy() {
        Router reversed = model.choosing((able, request, context) -> {
            List<Target> order = new ArrayList<>(able);
            java.util.Collections.reverse(order);
            return order;
        });
        assertThat(reversed.ask("hi")).isEqualTo("vertex");
        assertThat(reversed.chat(HELLO.toBuilder()
                                .routing(Routing.prefer("bedrock"))
                                .build())
                        .text())
                .isEqualTo("bedrock");
    }

    @Test
    void laterGroupIsForWhenTheEarlierOneIsOfNoUse() {
        Router grouped = Router.over(
                        target(azure).group(2),
                        target(bedrock).group(1),
                        target(vertex).group(1))
                .time(time)
                .choosing((able, request, context) -> {
                    List<Target> order = new ArrayList<>(able);
                    java.util.Collections.reverse(order);
                    return order;
                });
        assertThat(grouped.ask("hi")).isEqualTo("vertex");
        Router broken = Router.over(
                        target(azure).group(2),
                        target(scripted("b").denied()).group(1),
                        target(scripted("v").denied()).group(1))
                .time(time);
        assertThat(broken.chat(HELLO).trail().hops()).extracting(Hop::target).containsExactly("b", "v", "azure");
    }

    @Test
    void shareOfTheCallsExercisesTheStandbys() {
        Router exercised = model.time(new ManualTime(7)).exercise(0.1);
        int standbys = 0;
        for (int i = 0; i < 1_000; i++) {
            standbys += exercised.ask("hi").equals("azure") ? 0 : 1;
        }
        assertThat(standbys).isBetween(60, 140);
        assertThat(vertex.calls()).isBetween(25, 80);
    }

    @Test
    void exerciseKeepsToConstraintsAndWishesAndLeavesTheSickAlone() {
        Router exercised = model.exercise(1);
        for (int i = 0; i < 20; i++) {
            assertThat(exercised.chat(within(Constraints.NONE.regions("eu"))).text())
                    .isEqualTo("vertex");
            assertThat(exercised
                            .chat(HELLO.toBuilder()
                                    .routing(Routing.prefer("azure"))
                                    .build())
                            .text())
                    .isEqualTo("azure");
        }
        ScriptedModel sick = scripted("sick").denied().says("sick");
        Router two = route(time, azure, sick).exercise(1);
        assertThat(two.ask("hi")).isEqualTo("azure");
        assertThat(two.chat(HELLO).trail().hops()).extracting(Hop::target).containsExactly("azure");
        assertThat(sick.calls()).isEqualTo(1);
        assertThatThrownBy(() -> model.exercise(1.5)).hasMessageContaining("between 0 and 1");
    }

    @Test
    void explanationTellsWhoWouldAnswerAndWhoWouldNot() {
        azure.plays(request -> dev.interline.testing.Turn.fails(Kind.UNAVAILABLE));
        ScriptedModel sick = scripted("sick").throttled(ofSeconds(42));
        ScriptedModel blind = scripted("blind").known(p -> p.cannot(Ability.IMAGES));
        Router inner = route(time, bedrock).named("us");
        Router whole = Router.over(
                        target(sick),
                        target(vertex),
                        target(blind),
                        target(azure),
                        Target.of(inner).name("inner"))
                .time(time)
                .named("support");
        whole.ask("hi");
        ChatRequest request = ChatRequest.builder()
                .user(Text.of("what is it?"), Media.of("image/png", new byte[] {1}))
                .routing(Routing.avoid("azure"))
                .build();

        Explanation explanation = whole.explain(request);

        assertThat(explanation).hasToString("""
                route support
                  1. sick (scripted/sick), left alone for 42 s after RATE_LIMITED
                  2. vertex (scripted/vertex)
                  3. inner: route us
                    1. bedrock (scripted/bedrock)
                  not blind (scripted/blind): the request needs IMAGES, which this target does not offer
                  not azure (scripted/azure): the request avoids it""");
        assertThat(explanation.first().orElseThrow().target()).isEqualTo("vertex");
        assertThat(whole.explain(
                        HELLO.toBuilder().routing(Routing.only("nobody")).build()))
                .asString()
                .startsWith("route support: nobody may answer")
                .contains("the request wants only nobody");
        assertThat(azure.calls() + bedrock.calls() + blind.calls()).isZero();
    }
}
