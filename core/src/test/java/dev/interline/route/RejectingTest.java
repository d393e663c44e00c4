package dev.interline.route;

import static dev.interline.Stage.HELLO;
import static dev.interline.Stage.route;
import static dev.interline.Stage.scripted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interline.ChatResponse;
import dev.interline.Hop;
import dev.interline.Routing;
import dev.interline.Stage;
import dev.interline.Usage;
import dev.interline.error.AllTargetsFailedException;
import dev.interline.error.ChatException.Kind;
import dev.interline.testing.ManualTime;
import dev.interline.testing.ScriptedModel;
import dev.interline.testing.Turn;
import org.junit.jupiter.api.Test;

class RejectingTest {
    private final ManualTime time = new ManualTime();
    private final ScriptedModel azure =
            scripted("azure").plays(Turn.says("too short").usage(Usage.of(7, 70)));
    private final ScriptedModel bedrock = scripted("bedrock").says("quite long enough for everybody");
    private final Router model =
            route(time, azure, bedrock).rejecting(answer -> answer.text().length() < 20 ? "it is too short" : null);

    @Test
    void answerThatIsNotTakenIsAskedForElsewhereAndItsCostIsKept() {
        ChatResponse response = model.chat(HELLO);

        assertThat(response.text()).isEqualTo("quite long enough for everybody");
        assertThat(response.trail().attempts()).isEqualTo(2);
        assertThat(response.trail().hops().get(0).usage().output()).hasValue(70);
        assertThat(response.trail().hops().get(1).failure().orElseThrow().kind())
                .isEqualTo(Kind.REJECTED);
        assertThat(response.trail().hops().get(1).sent()).isFalse();
        assertThat(response.trail().hops().get(2).why()).isEqualTo(Hop.Why.FAILOVER);
        assertThat(response.usage().output().getAsLong()).isLessThan(70);
    }

    @Test
    void targetIsNotBlamed() {
        for (int i = 0; i < 6; i++) {
            model.chat(HELLO);
        }
        assertThat(azure.calls()).isEqualTo(6);
    }

    @Test
    void whenNobodysAnswerIsTakenTheLastOneIsInTheException() {
        AllTargetsFailedException e = catchThrowableOfType(
                AllTargetsFailedException.class,
                () -> model.rejecting(answer -> "it is never good").chat(HELLO));
        assertThat(e.failures()).extracting(failure -> failure.kind()).containsOnly(Kind.REJECTED);
        assertThat(e.failures().get(0)).hasMessageContaining("azure").hasMessageContaining("it is never good");
        assertThat(e.partial().orElseThrow().text()).isEqualTo("quite long enough for everybody");
        assertThat(azure.calls() + bedrock.calls()).isEqualTo(2);
    }

    @Test
    void streamIsNotChecked() {
        assertThat(Stage.read(model.stream(HELLO))).isEqualTo("too short");
    }

    @Test
    void ofARouteInsideARouteTheOthersAreAskedFirst() {
        ScriptedModel vertex = scripted("vertex").says("long enough as well, but further away");
        Router inner = route(time, azure, bedrock).named("inner");
        Router outer = Router.over(
                        Target.of(inner).name("eu"), Target.of(vertex).name("us"))
                .time(time)
                .rejecting(answer -> answer.text().length() < 20 ? "it is too short" : null);

        ChatResponse response = outer.chat(HELLO);
        assertThat(response.text()).isEqualTo("quite long enough for everybody");
        assertThat(azure.calls()).isEqualTo(1);
        assertThat(vertex.calls()).isZero();

        ChatResponse elsewhere = outer.rejecting(answer -> answer.text().contains("away") ? null : "too near")
                .chat(HELLO);
        assertThat(elsewhere.text()).contains("further away");
        assertThat(elsewhere.trail().hops())
                .filteredOn(hop -> hop.failure().isPresent())
                .extracting(hop -> hop.failure().orElseThrow().kind())
                .containsExactly(Kind.REJECTED, Kind.REJECTED);
    }

    @Test
    void routeInsideWithNobodyElseIsLeftAsATargetIs() {
        Router inner = route(time, azure, bedrock).named("inner");
        Router outer = Router.over(
                        Target.of(inner).name("eu"),
                        Target.of(scripted("vertex").says("from afar, in many words"))
                                .name("us"))
                .time(time)
                .rejecting(answer -> answer.text().length() < 20 ? "it is too short" : null);

        ChatResponse response = outer.chat(
                HELLO.toBuilder().routing(Routing.only("azure", "us")).build());
        assertThat(response.text()).isEqualTo("from afar, in many words");
        assertThat(bedrock.calls()).isZero();
    }
}
