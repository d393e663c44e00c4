package dev.interline.config;

import static dev.interline.Stage.HELLO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interline.ChatModel;
import dev.interline.ChatStream;
import dev.interline.Interline;
import dev.interline.route.Router;
import dev.interline.route.Target;
import dev.interline.testing.ManualTime;
import dev.interline.testing.ScriptedModel;
import dev.interline.time.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that changes while calls run. */
class ReloadTest {
    private static final String FILE = """
            deployments:
              azure: {provider: scripted, says: from azure}
              bedrock: {provider: scripted, says: from bedrock}
            models:
              chat: {route: [azure, bedrock]}
            """;

    @TempDir
    private Path directory;

    private final List<String> opened = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();
    private final ManualTime time = new ManualTime();
    private Path file;
    private Interline interline;
    private Router model;

    private final class Scripted implements Provider {
        @Override
        public String name() {
            return "scripted";
        }

        @Override
        public ChatModel open(Settings settings, Shared shared) {
            String says = settings.text("says");
            opened.add(says);
            shared.onClose(() -> closed.add(says));
            ScriptedModel scripted = ScriptedModel.named("it").known(p -> p.reasons(false));
            return says.startsWith("denied") ? scripted.denied() : scripted.says(says);
        }
    }

    @BeforeEach
    void load() throws IOException {
        file = Files.writeString(directory.resolve("interline.yaml"), FILE);
        interline = Interline.loader().provider(new Scripted()).time(time).load(file);
        model = interline.model("chat");
    }

    private void reload(String text) throws IOException {
        Files.writeString(file, text);
        interline.reload();
    }

    @Test
    void modelThatAProgramHoldsAnswersAsTheFileSaysNow() throws IOException {
        ChatStream running = model.stream(HELLO);
        reload(FILE.replace("[azure, bedrock]", "[bedrock]") + "  other: {route: [azure]}\n");

        assertThat(model.ask("hi")).isEqualTo("from bedrock");
        assertThat(running.response().text()).isEqualTo("from azure");
        assertThat(interline.model("chat")).isSameAs(model);
        assertThat(interline.model("other").ask("hi")).isEqualTo("from azure");
    }

    @Test
    void unchangedDeploymentsStayOpenWithTheirHealthAndOthersAreOpenedAnew() throws IOException {
        reload(FILE.replace("from azure", "denied"));
        assertThat(model.ask("hi")).isEqualTo("from bedrock");
        Target denied = interline.deployment("azure");
        assertThat(opened).containsExactly("from azure", "from bedrock", "denied");

        reload(FILE.replace("from azure", "denied")
                .replace("[azure, bedrock]", "{}")
                .replace("{route: {}}", """
                {route: [{deployment: azure, weight: 2}, bedrock], deadline: 9s}"""));
        assertThat(interline.deployment("azure")).isSameAs(denied);
        assertThat(opened).hasSize(3);
        assertThat(model.explain(HELLO).first().orElseThrow().target())
                .as("nobody has forgotten that azure is denied")
                .isEqualTo("bedrock");

        reload(FILE.replace("from azure", "from a new azure"));
        assertThat(model.ask("hi")).isEqualTo("from a new azure");
        assertThat(closed).isEmpty();
        interline.close();
        assertThat(closed).containsExactlyInAnyOrder("from azure", "from bedrock", "denied", "from a new azure");
    }

    @Test
    void unusableFileIsRefusedAndEverythingStays() throws IOException {
        for (String broken : List.of(
                "models: [",
                FILE.replace("azure, bedrock", "azure, vertex"),
                FILE.replace("route:", "rout:"),
                FILE.replace("says: from bedrock", "tells: nothing"),
                FILE.replace("chat:", "chatter:"))) {
            assertThatThrownBy(() -> reload(broken)).isInstanceOf(ConfigException.class);
            assertThat(interline.models()).containsExactly("chat");
            assertThat(model.ask("hi")).isEqualTo("from azure");
        }
        assertThatThrownBy(() -> reload(FILE.replace("chat:", "chatter:")))
                .hasMessageEndingWith("interline.yaml: models.chat: is missing; it is in use, keep it or start the"
                        + " program anew");
    }

    @Test
    void whatAFailedReloadHadOpenedIsClosedAtOnce() {
        assertThatThrownBy(() -> reload(
                        FILE.replace("from azure", "from a new azure").replace("says: from bedrock", "tells: nothing")))
                .isInstanceOf(ConfigException.class);
        assertThat(opened).contains("from a new azure");
        assertThat(closed).containsExactly("from a new azure");
    }

    @Test
    void modelsMadeByHandCannotBeLoadedAgain() {
        Interline byHand = Interline.of(Map.of("chat", model), Map.of(), new Shared(Time.system()));
        assertThatThrownBy(byHand::reload).isInstanceOf(ConfigException.class).hasMessageContaining("made by hand");
    }
}
