package dev.interline.config;

import static dev.interline.Stage.HELLO;
import static dev.interline.Stage.logged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interline.Batching;
import dev.interline.CallContext;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Constraints;
import dev.interline.EmbeddingModel;
import dev.interline.EmbeddingRequest;
import dev.interline.EmbeddingResponse;
import dev.interline.Interline;
import dev.interline.Limits;
import dev.interline.Profile;
import dev.interline.Routing;
import dev.interline.Warmable;
import dev.interline.error.AllTargetsFailedException;
import dev.interline.error.DeniedException;
import dev.interline.testing.ManualTime;
import dev.interline.testing.ScriptedModel;
import dev.interline.testing.Turn;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file says of targets and demands of them changes who answers. */
class TermsTest {
    private static final String DEPLOYMENTS = """
            deployments:
              cheap:
                provider: scripted
                region: eastus
                context-window: 8000
                price: {input: 0.25, output: 2, cache-read: 0.025, cache-write: 0.3}
                limits: {requests-per-minute: 600, tokens-per-minute: 90000, parallel-calls: 1}
              dear:
                provider: scripted
                region: swedencentral
                residency: eu
                model: gpt-5
                abilities: {images: false, prefill: true}
                price: {input: 3, output: 15}
              unknown:
                provider: scripted
            models:
              chat:
                route: [cheap, dear, unknown]
            """;

    @TempDir
    private Path directory;

    private final ManualTime time = new ManualTime(1);
    private final Map<String, ScriptedModel> models = new LinkedHashMap<>();

    private Interline load(String more) {
        return load(DEPLOYMENTS, more);
    }

    private Interline load(String deployments, String more) {
        Provider scripted = new Provider() {
            @Override
            public String name() {
                return "scripted";
            }

            @Override
            public ChatModel open(Settings settings, Shared shared) {
                String name = settings.path().replaceAll(".*\\.", "");
                return models.computeIfAbsent(
                        name,
                        it -> ScriptedModel.named(it)
                                .known(p -> p.reasons(false))
                                .says(it));
            }
        };
        return ConfigFile.yaml(directory, deployments + more.indent(4))
                .loader()
                .provider(scripted)
                .time(time)
                .load(directory.resolve("interline.yaml"));
    }

    private static String answers(Interline interline) {
        return interline.model("chat").ask("hi");
    }

    @Test
    void priceAndLimitsAreReadIntoTheProfile() {
        Interline interline = load("");
        Profile cheap = interline.deployment("cheap").profile();
        assertThat(cheap.price().orElseThrow()).hasToString("$0.25 in, $2 out");
        assertThat(cheap.price().orElseThrow().cacheRead()).contains(new BigDecimal("0.025"));
        assertThat(cheap.price().orElseThrow().cacheWrite()).contains(new BigDecimal("0.3"));
        assertThat(cheap.limits()).isEqualTo(new Limits(600, 90_000, 1));
        assertThat(interline.deployment("unknown").profile().price()).isEmpty();
        try (ChatStream open = interline.model("chat").stream(HELLO)) {
            assertThat(answers(interline))
                    .as("the place of the open stream is taken")
                    .isEqualTo("dear");
            assertThat(open.response().text()).isEqualTo("cheap");
        }
        assertThat(answers(interline)).isEqualTo("cheap");
    }

    @Test
    void conversationStaysForAsLongAsTheFileSays() {
        assertThat(second("", Duration.ofMinutes(9))).isEqualTo("dear");
        assertThat(second("", Duration.ofMinutes(11))).isEqualTo("cheap");
        assertThat(second("sticky: true", Duration.ofMinutes(9))).isEqualTo("dear");
        assertThat(second("sticky: 1h", Duration.ofMinutes(59))).isEqualTo("dear");
        assertThat(second("sticky: 30s", Duration.ofMinutes(1))).isEqualTo("cheap");
        assertThat(second("sticky: false", Duration.ofSeconds(1))).isEqualTo("cheap");
        assertThatThrownBy(() -> load("sticky: 0s"))
                .hasMessageContaining("'0s' is neither true nor false nor a length of time such as 10m");
    }

    @Test
    void hedgeOfAFileAsksTheNextEarly() {
        models.put(
                "cheap",
                ScriptedModel.named("cheap")
                        .plays(Turn.silent(Duration.ofSeconds(9)).thenSays("cheap")));
        assertThat(answers(load("hedging: {after: 2s, at-most: 10%}"))).isEqualTo("dear");
        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(2));
        load("hedging: {after: p95, at-most: 0.05}");
        assertThatThrownBy(() -> load("hedging: {after: soon, at-most: 5%}"))
                .hasMessageContaining("'soon' is neither p95 nor a length of time such as 2s");
        assertThatThrownBy(() -> load("hedging: {after: 2s}")).hasMessageContaining("at-most: is missing");
        assertThatThrownBy(() -> load("hedging: {at-most: 0}"))
                .hasMessageContaining("a share of extra calls is above 0 and at most 1");
    }

    @Test
    void strategyOfAFileChangesWhoAnswers() {
        assertThat(answers(load("strategy: in-order"))).isEqualTo("cheap");
        Interline dearFirst = load("order: [dear]\nstrategy: cheapest");
        assertThat(answers(dearFirst)).isEqualTo("cheap");
        ChatModel turns = load("strategy: round-robin").model("chat");
        assertThat(List.of(turns.ask("1"), turns.ask("2"), turns.ask("3"), turns.ask("4")))
                .containsExactly("cheap", "dear", "unknown", "cheap");
        for (String each : List.of("weighted", "least-busy", "fastest", "sticky", "sticky(cheapest)")) {
            assertThat(answers(load("strategy: " + each))).as(each).isIn("cheap", "dear", "unknown");
        }
        assertThatThrownBy(() -> load("strategy: cheepest"))
                .hasMessageContaining("models.chat.strategy")
                .hasMessageContaining("'cheepest' is not a strategy; did you mean cheapest?");
        assertThatThrownBy(() -> load("strategy: sticky(fast)"))
                .hasMessageContaining("'sticky(fast)' is not a strategy")
                .hasMessageContaining("known are: in-order, weighted, round-robin");
    }

    /** Who goes on, after a while, with a conversation that the second target began. */
    private String second(String setting, Duration pause) {
        ChatModel model = load(setting).model("chat");
        ChatResponse first =
                model.chat(HELLO.toBuilder().routing(Routing.prefer("dear")).build());
        time.advance(pause);
        return model.chat(HELLO.toBuilder()
                        .message(first.message())
                        .user("and then?")
                        .build())
                .text();
    }

    @Test
    void eachConstraintOfAFileChangesWhoAnswers() {
        assertThat(answers(load(""))).isEqualTo("cheap");
        assertThat(answers(load("constraints: {regions: [swedencentral]}"))).isEqualTo("dear");
        assertThat(answers(load("constraints: {residencies: eu}"))).isEqualTo("dear");
        assertThat(answers(load("constraints: {models: [gpt-5]}"))).isEqualTo("dear");
        assertThat(answers(load("constraints: {min-context: 10000}"))).isEqualTo("dear");
        assertThat(answers(load("constraints: {clouds: [scripted]}"))).isEqualTo("cheap");
        assertThat(load("constraints: {max-price: {input: 1, output: 2}}")
                        .model("chat")
                        .explain(HELLO)
                        .order())
                .hasSize(1);
        assertThat(load("constraints: {abilities: [images]}")
                        .model("chat")
                        .explain(HELLO)
                        .order())
                .hasSize(2);
        Interline european = load("constraints: {residencies: eu}");
        assertThatThrownBy(() -> european.model("chat")
                        .chat(HELLO.toBuilder()
                                .routing(Routing.within(Constraints.NONE.clouds("azure")))
                                .build()))
                .isInstanceOf(AllTargetsFailedException.class);
    }

    @Test
    void groupsStandbysAndSpeedAreAsWritten() {
        String grouped = DEPLOYMENTS.replace(
                "[cheap, dear, unknown]", "[{deployment: cheap, group: 2}, {deployment: dear, group: 1}]");
        assertThat(answers(load(grouped, ""))).isEqualTo("dear");

        Interline exercised =
                load(DEPLOYMENTS.replace("requests-per-minute: 600, tokens-per-minute: 90000, ", ""), "exercise: 10%");
        int standbys = 0;
        for (int i = 0; i < 200; i++) {
            standbys += answers(exercised).equals("cheap") ? 0 : 1;
        }
        assertThat(standbys).isBetween(8, 36);

        models.clear();
        models.put(
                "cheap",
                ScriptedModel.named("cheap").plays(Turn.says("w ".repeat(50)).pace(Duration.ofSeconds(5))));
        assertThat(answers(load("min-throughput: 5 tokens/s over 15 s"))).isEqualTo("dear");
        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(15));
        assertThat(answers(load("on-stream-failure: continue\nmin-throughput: 0.5 tokens/s over 1m")))
                .isEqualTo("dear");
        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(75));
    }

    /** A model that counts how often it was made ready. */
    private record Cold(String name, List<String> warmed) implements ChatModel, Warmable {
        @Override
        public Profile profile() {
            return ScriptedModel.named(name).profile();
        }

        @Override
        public ChatResponse chat(ChatRequest request, CallContext context) {
            throw new UnsupportedOperationException("nobody asks it");
        }

        @Override
        public ChatStream stream(ChatRequest request, CallContext context) {
            throw new UnsupportedOperationException("nobody asks it");
        }

        @Override
        public void warm(CallContext context) {
            warmed.add(name);
            if (name.equals("expired")) {
                throw new DeniedException("the secret has expired");
            }
        }
    }

    /** The same for one that makes vectors. */
    private record ColdVectors(List<String> warmed) implements EmbeddingModel, Warmable {
        @Override
        public Profile profile() {
            return ScriptedModel.named("vectors").profile();
        }

        @Override
        public Batching batching() {
            return Batching.UNLIMITED;
        }

        @Override
        public EmbeddingResponse embed(EmbeddingRequest request, CallContext context) {
            throw new UnsupportedOperationException("nobody asks it");
        }

        @Override
        public void warm(CallContext context) {
            warmed.add("vectors");
        }
    }

    @Test
    void credentialsAreFetchedInTheBackgroundAndWhatFailsIsTold() throws Throwable {
        List<String> warmed = new ArrayList<>();
        Provider cold = new Provider() {
            @Override
            public String name() {
                return "cold";
            }

            @Override
            public ChatModel open(Settings settings, Shared shared) {
                return new Cold(settings.path().replaceAll(".*\\.", ""), warmed);
            }

            @Override
            public EmbeddingModel openEmbeddings(Settings settings, Shared shared) {
                return new ColdVectors(warmed);
            }
        };
        String file = """
                deployments:
                  expired: {provider: cold}
                  good: {provider: cold}
                  vectors: {provider: cold, kind: embeddings}
                models:
                  chat: {route: [good, expired]}
                """;
        Loader loader = ConfigFile.yaml(directory, file).loader().provider(cold).time(time);
        Path path = directory.resolve("interline.yaml");
        String said = logged(() -> {
            Interline interline = loader.load(path);
            assertThat(warmed).as("loading waits for nobody").isEmpty();
            time.settle();
            interline.close();
        });
        assertThat(warmed).containsExactly("expired", "good", "vectors");
        assertThat(said)
                .containsOnlyOnce("no credential")
                .contains("expired has no credential")
                .contains("the secret has expired");

        warmed.clear();
        loader.load(path).close();
        loader.warm(false).load(path);
        time.settle();
        assertThat(warmed).isEmpty();
    }
}
