package dev.interline.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.Interline;
import dev.interline.testkit.FakeClouds;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The examples do what they say. */
class ExamplesTest {

    @Test
    void failoverTellsWhatHappensAndEndsWithTheWholeAnswer() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        new Failover(new Terminal(new PrintStream(printed, true, StandardCharsets.UTF_8), false)).onFakeClouds();

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("fake clouds")
                .contains("-- azure is gone (UNAVAILABLE)", "bedrock begins anew")
                .contains("RESTART bedrock")
                .contains("FAILOVER bedrock")
                .doesNotContain("\u001b");
    }

    @Test
    void theTestOfTheReadmePasses() {
        assertThat(Snippets.test(Path.of("src/main/resources/interline.yaml")))
                .isEqualTo("Minerals, washed in by rivers.");
    }

    @Test
    void theOtherSnippetsRun() {
        try (FakeClouds clouds = FakeClouds.start();
                Interline interline = clouds.load()) {
            clouds.on("azure").says("Rivers carry minerals into it.");
            assertThat(Snippets.ask(interline.model("chat"))).isEqualTo("Rivers carry minerals into it.");
            Snippets.stream(interline.model("chat"));
        }
        assertThat(Snippets.failover().targets()).hasSize(3);
    }
}
