package dev.interline.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interline.ChatModel;
import dev.interline.error.ChatException;
import dev.interline.testing.ScriptedModel;
import dev.interline.testing.Turn;
import dev.interline.testkit.ScriptedModelExtension;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests as the guide on testing shows them. */
// region summary-test
@ExtendWith(ScriptedModelExtension.class)
class SummaryTest {
    @Test
    void isAskedOnce(ScriptedModel model) {
        model.says("Short.");

        assertThat(summary(model, "A long text.")).isEqualTo("Short.");
        model.mustHaveBeenAsked(1);
        assertThat(model.lastRequest().messages().get(0).text()).startsWith("Summarise: A long");
    }

    @Test
    void aFailureReachesTheCaller(ScriptedModel model) {
        model.plays(Turn.says("one two three").first(2).thenFails(ChatException.Kind.UNAVAILABLE));
        model.throttled(Duration.ofSeconds(30));

        assertThatThrownBy(() -> summary(model, "A long text.")).isInstanceOf(ChatException.class);
    }

    // endregion

    private static String summary(ChatModel model, String text) {
        return model.ask("Summarise: " + text);
    }
}
