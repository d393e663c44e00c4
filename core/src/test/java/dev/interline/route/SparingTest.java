package dev.interline.route;

import static dev.interline.Stage.HELLO;
import static dev.interline.Stage.route;
import static dev.interline.Stage.scripted;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interline.ModelId;
import dev.interline.error.AllTargetsFailedException;
import dev.interline.testing.ManualTime;
import dev.interline.testing.ScriptedModel;
import dev.interline.testing.Turn;
import dev.interline.time.Gate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A target that has just come back is spared the crowd. */
class SparingTest {
    private final ManualTime time = new ManualTime();
    private final ScriptedModel bedrock = scripted("bedrock").says("bedrock");

    private List<String> crowd(Router model, int callers) throws InterruptedException {
        List<String> answers = new ArrayList<>();
        Gate everybodyDone = time.gate();
        for (int i = 0; i < callers; i++) {
            time.fork("caller", () -> {
                answers.add(model.ask("hi"));
                if (answers.size() == callers) {
                    everybodyDone.open();
                }
            });
        }
        assertThat(everybodyDone.await(ofMinutes(10))).isTrue();
        return answers;
    }

    @Test
    void recoveredTargetGetsTheCrowdLittleByLittle() throws InterruptedException {
        ScriptedModel azure = scripted("azure")
                .unavailable()
                .times(3)
                .plays(Turn.silent(ofSeconds(1)).thenSays("azure"));
        Router model = route(time, azure, bedrock);
        model.chat(HELLO);
        model.chat(HELLO);
        time.advance(ofSeconds(16));
        assertThat(model.ask("hi")).as("the one that tries").isEqualTo("azure");

        int before = 0;
        for (int round = 0; round < 6; round++) {
            int now = Collections.frequency(crowd(model, 40), "azure");
            assertThat(now).as("calls in round " + round).isGreaterThan(before).isLessThanOrEqualTo(2 * before + 4);
            before = now;
            if (now == 40) {
                break;
            }
        }
        assertThat(before).isEqualTo(40);
    }

    @Test
    void targetThatIsAloneGetsTheWholeCrowdAtOnce() throws InterruptedException {
        ScriptedModel azure = scripted("azure")
                .unavailable()
                .times(3)
                .plays(Turn.silent(ofSeconds(1)).thenSays("azure"));
        Router alone = route(time, azure);
        assertThatThrownBy(() -> alone.chat(HELLO)).isInstanceOf(AllTargetsFailedException.class);
        time.advance(ofSeconds(16));
        assertThat(alone.ask("hi")).isEqualTo("azure");
        assertThat(crowd(alone, 40)).hasSize(40).containsOnly("azure");
        assertThat(time.elapsed()).isLessThan(ofSeconds(20));
    }

    @Test
    void targetsThatAreMadeAnewForEveryCallAreNoticed() {
        ModelId model = new ModelId("census", "", "made-anew");
        List<Integer> noticed = new ArrayList<>();
        for (int i = 1; i <= 1_000; i++) {
            String notice = Census.notice(model);
            if (notice != null) {
                noticed.add(i);
                assertThat(notice).startsWith("census/made-anew was made a target " + i + " times");
            }
        }
        assertThat(noticed).containsExactly(10, 100, 1_000);
    }
}
