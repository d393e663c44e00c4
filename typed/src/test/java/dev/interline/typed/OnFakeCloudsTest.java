package dev.interline.typed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.ChatEvent;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Conversation;
import dev.interline.Role;
import dev.interline.ToolResult;
import dev.interline.route.Router;
import dev.interline.route.Target;
import dev.interline.testkit.FakeClouds;
import dev.interline.testkit.Play;
import dev.interline.tool.Tool;
import dev.interline.tool.ToolLoop;
import dev.interline.types.Answers;
import dev.interline.types.TypedStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tools and typed answers over the wire, in the format of each cloud. */
class OnFakeCloudsTest {
    record City(String name) {}

    record Report(String city, Map<String, Integer> degrees) {}

    private static final String ROUND = "{\"name\":\"Oslo\"}";

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final FakeClouds clouds = FakeClouds.start();
    private final List<String> ran = new CopyOnWriteArrayList<>();
    private final CountDownLatch both = new CountDownLatch(2);

    @AfterEach
    void close() {
        clouds.close();
        threads.shutdownNow();
    }

    /** Two tools that end only when both have begun. */
    private List<Tool> tools() {
        return List.of(
                Tool.of("weather", "The weather in a city", City.class, city -> {
                    meet("weather in " + city.name());
                    return "rain";
                }),
                Tool.of("clock", "The time in a city", City.class, city -> {
                    meet("clock in " + city.name());
                    return Map.of("hour", 12);
                }));
    }

    private void meet(String name) throws InterruptedException {
        ran.add(name);
        both.countDown();
        assertThat(both.await(30, TimeUnit.SECONDS)).isTrue();
    }

    private Server server(int nth, UnaryOperator<dev.interline.Profile.Builder> known) {
        Server server = Server.all(clouds, known).get(nth);
        server.fake()
                .next(Play.says("Let me see.").calls("weather", ROUND).calls("clock", ROUND))
                .says("It rains at noon.");
        return server;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void toolsRunSideBySideAndTheirResultsArrive(int nth) {
        Server server = server(nth, Server::whole);

        ChatResponse response =
                server.model().withTools(tools()).parallel(threads).chat(ChatRequest.of("Umbrella?"));

        assertThat(response.text()).isEqualTo("It rains at noon.");
        assertThat(ran).containsExactlyInAnyOrder("weather in Oslo", "clock in Oslo");
        assertThat(response.messages()).hasSize(3);
        assertThat(server.fake().calls()).isEqualTo(2);
        String second = server.fake().lastRequest().body();
        assertThat(second)
                .contains("rain")
                .contains("hour")
                .contains("Umbrella?")
                .contains("Let me see.");
        assertThat(server.fake().requests().get(0).body()).contains("The weather in a city");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void streamsBringAllRounds(int nth) {
        Server server = server(nth, known -> known);
        List<ChatEvent.Kind> kinds = new ArrayList<>();
        StringBuilder text = new StringBuilder();

        ToolLoop loop = server.model().withTools(tools()).parallel(threads);
        try (ChatStream stream = loop.stream(ChatRequest.of("Umbrella?"))) {
            for (ChatEvent event : stream) {
                kinds.add(event.kind());
                if (event instanceof ChatEvent.TextDelta delta) {
                    text.append(delta.text());
                }
            }
            List<ToolResult> results = new ArrayList<>();
            stream.response().messages().stream()
                    .filter(message -> message.role() == Role.TOOL)
                    .forEach(message -> message.parts().forEach(part -> results.add((ToolResult) part)));
            assertThat(results).extracting(ToolResult::text).containsExactly("rain", "{\"hour\":12}");
        }

        assertThat(text.toString()).isEqualTo("Let me see.It rains at noon.");
        assertThat(kinds).containsOnlyOnce(ChatEvent.Kind.STEP_DONE).endsWith(ChatEvent.Kind.FINISHED);
    }

    @Test
    void stepIsTakenUpByAnotherCloudAndNoToolRunsAgain() {
        List<Server> servers = Server.all(clouds, Server::whole);
        Server azure = servers.get(0);
        Server bedrock = servers.get(2);
        azure.fake()
                .next(Play.empty().calls("weather", ROUND).calls("clock", ROUND))
                .throttles(Duration.ofSeconds(60));
        bedrock.fake().says("It rains at noon.");
        List<Conversation> kept = new ArrayList<>();

        ChatResponse response = Router.over(Target.of(azure.model()), Target.of(bedrock.model()))
                .withTools(tools())
                .parallel(threads)
                .onStep(kept::add)
                .chat(ChatRequest.of("Umbrella?"));

        assertThat(response.text()).isEqualTo("It rains at noon.");
        assertThat(ran).hasSize(2);
        assertThat(azure.fake().calls()).isEqualTo(2);
        assertThat(bedrock.fake().lastRequest().body()).contains("rain").contains("Oslo");
        assertThat(kept).hasSize(1);
        assertThat(response.trail().hops()).hasSize(3);

        // what was kept goes on anywhere
        Server vertex = servers.get(3);
        vertex.fake().says("Dry.");
        assertThat(vertex.model().withTools(tools()).resume(kept.get(0)).text()).isEqualTo("Dry.");
        assertThat(ran).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void typedAnswersStream(int nth) {
        Server server = Server.all(clouds, known -> known).get(nth);
        server.fake()
                .says("{\"value\": [{\"city\": \"Oslo\", \"degrees\": [{\"key\": \"noon\", \"value\": -3}]},"
                        + " {\"city\": \"Bergen\", \"degrees\": []}]}");
        List<Report> seen = new ArrayList<>();

        try (TypedStream<Report, List<Report>> stream =
                Answers.of(server.model(), Report.class).each(ChatRequest.of("Weather?"))) {
            stream.forEach(seen::add);
            assertThat(stream.answer().value()).isEqualTo(seen);
        }

        assertThat(seen).containsExactly(new Report("Oslo", Map.of("noon", -3)), new Report("Bergen", Map.of()));
    }
}
