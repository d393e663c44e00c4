package dev.interline.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.interline.Conversation;
import dev.interline.Interline;
import dev.interline.ToolDefinition;
import dev.interline.route.Router;
import dev.interline.testing.ScriptedModel;
import dev.interline.testing.Turn;
import dev.interline.testkit.FakeClouds;
import dev.interline.testkit.Play;
import dev.interline.tool.Tool;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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

    @Test
    void toolsRunOnceThoughTheCloudThatCalledThemBreaksDown() {
        try (FakeClouds fake = FakeClouds.start();
                Interline interline = fake.load()) {
            Tools.script(fake);
            Tools.run(interline.model("chat"), terminal);

            assertThat(printed())
                    .contains("I look up tide and wind.")
                    .contains("tide: high water in Cuxhaven on 2026-05-02 at 7:20 local time")
                    .contains("\"knots\":12")
                    .contains("Leave at 6:20")
                    .contains("FAILOVER bedrock");
            assertThat(fake.asked()).startsWith("azure", "azure").endsWith("bedrock");
        }
    }

    @Test
    void toolsThatFailAreTakenUpElsewhere() {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        List<Conversation> kept = new ArrayList<>();
        ScriptedModel azure = ScriptedModel.named("azure")
                .plays(Turn.calls("echo", "{}").thenCalls("delete_all", "{}"))
                .denied();
        ScriptedModel vertex = ScriptedModel.named("vertex").says("Booked.");
        List<Tool> tools = List.of(
                Tools.byHand(), Tool.of(ToolDefinition.of("delete_all", ""), arguments -> fail("never to be run")));

        String answer = Tools.resumed(
                Tools.settings(azure, tools, threads, kept::add), Tools.settings(vertex, tools, threads, kept::add));

        threads.shutdownNow();
        assertThat(answer).isEqualTo("Booked.");
        assertThat(kept).hasSize(1);
        assertThat(vertex.requests().get(0).messages()).isEqualTo(kept.get(0).messages());
    }

    @Test
    void extractionReadsAnInvoiceAndItsLines() {
        try (Clouds clouds = Clouds.fake(Extraction::script)) {
            Extraction.run(clouds.model("chat"), "a letter", terminal);
        }
        assertThat(printed())
                .contains("number 26-117, due 2026-05-16, Transfer[days=14]")
                .contains("over 2 requests")
                .contains("2 x Chart of the German Bight")
                .contains("sum 59.30");
    }

    @Test
    void typedAnswersOfTheGuidesAreRead() {
        String chart = "{\"article\": \"Chart\", \"count\": 2, \"price\": 24.90}";
        ScriptedModel model = ScriptedModel.named("azure").says("{\"value\": [" + chart + "]}");
        assertThat(Extraction.list(model, "")).hasSize(1);

        ScriptedModel invoice = ScriptedModel.named("azure")
                .says("{\"number\": \"1\", \"due\": \"2026-05-16\", \"lines\": [" + chart
                        + "], \"payment\": {\"type\": \"Card\", \"lastFourDigits\": \"1234\"}}");
        assertThat(Extraction.growing(invoice, "a"))
                .startsWith("null with 0 lines")
                .endsWith("1 with 1 lines");

        ScriptedModel chatty = ScriptedModel.named("azure").says("I would rather talk.");
        assertThat(Extraction.unread(chatty, "a")).isEqualTo("not read: I would rather talk.");
        ScriptedModel other = ScriptedModel.named("bedrock")
                .plays(asked -> Turn.says(invoice.chat(asked).text()));
        assertThat(Extraction.strict(Router.over(chatty, other))
                        .ask("a", Extraction.Invoice.class)
                        .number())
                .isEqualTo("1");
    }

    @Test
    void theReadmesToolsAndTypesRun() {
        ScriptedModel model = ScriptedModel.named("azure")
                .calls("weather", "{\"name\":\"Oslo\"}")
                .says("Yes, it rains.")
                .says("{\"shop\":\"Kiosk\",\"day\":\"2026-05-02\",\"items\":[{\"name\":\"tea\",\"price\":2.50}]}");

        assertThat(Snippets.tools(model, city -> "rain in " + city)).isEqualTo("Yes, it rains.");
        assertThat(Snippets.typed(model, "Kiosk, tea 2.50").items())
                .containsExactly(new Snippets.Item("tea", new BigDecimal("2.50")));
    }
}
