package dev.interline.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interline.ChatModel;
import dev.interline.Interline;
import dev.interline.config.Shared;
import dev.interline.error.ChatException;
import dev.interline.route.Router;
import dev.interline.testing.ScriptedModel;
import dev.interline.testing.Turn;
import dev.interline.testkit.Cassette;
import dev.interline.testkit.ScriptedModelExtension;
import dev.interline.time.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void aRecordedConversation(ScriptedModel model, @TempDir Path directory) {
        Interline interline =
                Interline.of(Map.of("chat", Router.over(model.says("Short."))), Map.of(), new Shared(Time.system()));
        for (int i = 0; i < 2; i++) {
            assertThat(summary(recorded(interline, directory.resolve("summary.json")), "Of Jane Doe."))
                    .isEqualTo("Short.");
        }
        model.mustHaveBeenAsked(1);
    }

    private static ChatModel recorded(Interline interline, Path file) {
        // region cassette
        ChatModel model = Cassette.around(interline.model("chat"), file) // such as src/test/resources/summary.json
                .redacting("Jane Doe");
        // endregion
        return model;
    }

    private static String summary(ChatModel model, String text) {
        return model.ask("Summarise: " + text);
    }
}
