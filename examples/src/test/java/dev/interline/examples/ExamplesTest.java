package dev.interline.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.Interline;
import dev.interline.testkit.FakeClouds;
import dev.interline.testkit.Play;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** The examples do what they say. */
class ExamplesTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Terminal terminal = new Terminal(new PrintStream(bytes, true, StandardCharsets.UTF_8), false);

    /** What stands there, line breaks inside answers undone. */
    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8)
                .replaceAll("\\R(?! *(--|>|\\[))", " ")
                .replaceAll(" +", " ");
    }

    @Test
    void askTellsWhoAnsweredAndWhatItCost() {
        try (Clouds clouds = Clouds.fake(Ask::script)) {
            Ask.run(clouds.model("chat"), "Why is the sea salty?", terminal);
        }
        assertThat(printed())
                .contains("Rivers carry minerals")
                .contains("-- azure/", "gpt-5-mini, Usage[", ", $0.0000");
    }

    @Test
    void chatRemembersWhatWasSaidAndSurvivesAnOutage() throws IOException {
        try (FakeClouds fake = FakeClouds.start();
                Interline interline = fake.load()) {
            Chat.script(fake);
            new Chat(interline.model("chat"), terminal)
                    .run(new BufferedReader(new StringReader("Hello\n\nTo the sea\n/new\nThanks\n/quit\nMore")));

            assertThat(printed())
                    .contains("Good day! Where would you like to go?", "-- azure broke off; bedrock begins anew:")
                    .contains("Take the night train and see", "-- bedrock, at least $0.0001")
                    .doesNotContain("\u001b", "More");
            assertThat(fake.on("bedrock").lastRequest().text()).contains("Hello", "Good day!", "To the sea");
            assertThat(fake.asked()).containsExactly("azure", "azure", "bedrock", "azure");
            assertThat(fake.on("azure").lastRequest().text()).contains("Thanks").doesNotContain("Hello");
        }
    }

    @Test
    void chatGoesOnAfterAFailureAndKeepsItOutOfTheHistory() throws IOException {
        try (FakeClouds fake = FakeClouds.start();
                Interline interline = fake.load()) {
            fake.on("azure").next(Play.fails(400)).says("Here I am again.");
            new Chat(interline.model("chat"), terminal).run(new BufferedReader(new StringReader("First\nSecond\n")));

            assertThat(printed()).contains("-- no answer: ").contains("Here I am again.");
            assertThat(fake.on("azure").lastRequest().text()).contains("Second").doesNotContain("First");
        }
    }

    @Test
    void visionSendsThePicture() throws IOException {
        try (FakeClouds fake = FakeClouds.start();
                Interline interline = fake.load()) {
            Vision.script(fake);

            assertThat(Vision.describe(interline.model("chat"), Vision.chart(), "What is it?"))
                    .contains("three bars");
            assertThat(fake.on("azure").lastRequest().prompt()).isEqualTo("What is it?");
            assertThat(fake.on("azure").lastRequest().body())
                    .contains("data:image/png;base64," + Base64.getEncoder().encodeToString(Vision.chart()));
        }
    }

    @Test
    void thriftAsksTheCheapestUntilTheMoneyIsSpent() {
        try (Clouds clouds = Clouds.fake(Thrift::script)) {
            Thrift.run(clouds.model("chat"), terminal);
        }
        assertThat(printed())
                .contains("-- azure, $0.000145, $0.000355 left for today")
                .contains("-- Why does bread rise? was not asked: ", "$0.00058 of $0.0005")
                .doesNotContain("purr");
    }

    @Test
    void failoverTellsWhatHappensAndEndsWithTheWholeAnswer() {
        try (Clouds clouds = Clouds.fake(Failover::script)) {
            new Failover(terminal).run(clouds);
        }

        assertThat(printed())
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
