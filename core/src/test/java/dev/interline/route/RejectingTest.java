package dev.interline.route;

import static dev.interline.Stage.HELLO;
import static dev.interline.Stage.route;
import static dev.interline.Stage.scripted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interline.ChatResponse;
import dev.interline.Hop;
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
}
