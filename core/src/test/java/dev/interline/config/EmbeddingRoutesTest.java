package dev.interline.config;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interline.Batching;
import dev.interline.ChatModel;
import dev.interline.EmbeddingModel;
import dev.interline.Hop;
import dev.interline.Interline;
import dev.interline.ModelId;
import dev.interline.error.ChatException;
import dev.interline.error.OverBudgetException;
import dev.interline.route.EmbeddingRouter;
import dev.interline.testing.ManualTime;
import dev.interline.testing.ScriptedEmbeddings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models of a file that make vectors over several deployments. */
class EmbeddingRoutesTest {
    private static final String FILE = """
            deployments:
              sweden: {provider: words, kind: embeddings, model: words-2, dimensions: 64}
              france: {provider: words, kind: embeddings, model: words-2, dimensions: 64}
            models:
              search:
                kind: embeddings
                route: [sweden, france]
            """;

    @TempDir
    Path directory;

    private final ManualTime time = new ManualTime();
    private final Map<String, ScriptedEmbeddings> opened = new HashMap<>();
    private final List<String> order = new ArrayList<>();

    private final Provider words = new Provider() {
        @Override
        public String name() {
            return "words";
        }

        @Override
        public ChatModel open(Settings settings, Shared shared) {
            throw new IllegalArgumentException("words do not chat");
        }

        @Override
        public EmbeddingModel openEmbeddings(Settings settings, Shared shared) {
            String name = settings.path().replaceFirst("^deployments\\.", "");
            order.add(name);
            ScriptedEmbeddings model = ScriptedEmbeddings.named(name)
                    .batching(new Batching(2, Long.MAX_VALUE))
                    .known(known -> settings.profile(new ModelId("words", "", name)));
            opened.put(name, model);
            return model;
        }
    };

    private Path written(String text) {
        try {
            return Files.writeString(directory.resolve("interline.yaml"), text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Interline load(String text) {
        return Interline.loader()
                .provider(words)
                .provider(new FakeProvider("acme"))
                .time(time)
                .environment(Map.of())
                .load(written(text));
    }

    private EmbeddingRouter search(String text) {
        return (EmbeddingRouter) load(text).embeddings("search");
    }

    private String complaint(String text) {
        ConfigException refused = catchThrowableOfType(ConfigException.class, () -> load(text));
        assertThat(refused).as(text).isNotNull();
        return refused.getMessage();
    }

    private static String with(String keys) {
        return FILE + keys.indent(4);
    }

    private static List<String> targets(EmbeddingModel model, String... texts) {
        return model.embed(texts).trail().hops().stream().map(Hop::target).toList();
    }

    @Test
    void aModelFailsOverBetweenItsDeployments() {
        try (Interline interline = load(FILE)) {
            EmbeddingModel search = interline.embeddings("search");
            opened.get("sweden").works().fails(ChatException.Kind.DENIED);

            assertThat(targets(search, "a", "b", "c")).containsExactly("sweden", "sweden", "france");
            assertThat(search.profile().dimensions()).hasValue(64);
            assertThat(interline.embeddings()).containsExactly("sweden", "france", "search");
            assertThat(interline.models()).isEmpty();
            assertThat(interline.deployments()).isEmpty();
            assertThat(interline.embeddings("france")).isSameAs(opened.get("france"));
        }
    }

    @Test
    void routesShareTheHealthOfTheirDeployments() {
        try (Interline interline = load(FILE + "  other: {kind: embeddings, route: [sweden, france]}\n")) {
            opened.get("sweden").fails(ChatException.Kind.DENIED);
            interline.embeddings("search").embed("a");

            assertThat(targets(interline.embeddings("other"), "a")).containsExactly("sweden", "france");
            assertThat(opened.get("sweden").requests()).hasSize(1);
        }
    }

    @Test
    void theKeysOfTheRouterHold() {
        EmbeddingRouter limited = search(with("deadline: 5s"));
        opened.get("sweden").hangs();
        opened.get("france").hangs();
        Assertions.assertThatThrownBy(() -> limited.embed("a")).isInstanceOf(ChatException.class);
        assertThat(time.elapsed()).isEqualTo(ofSeconds(5));

        EmbeddingRouter nervous = search(with("silence: 3s"));
        opened.get("sweden").hangs();
        assertThat(targets(nervous, "a")).containsExactly("sweden", "france");
        assertThat(time.elapsed()).isEqualTo(ofSeconds(8));

        EmbeddingRouter impatient = search(with("max-retry-wait: 0s"));
        opened.get("sweden").throttled(ofSeconds(1));
        assertThat(targets(impatient, "a")).containsExactly("sweden", "france");

        EmbeddingRouter once = search(with("max-attempts: 1"));
        opened.get("sweden").fails(ChatException.Kind.DENIED);
        Assertions.assertThatThrownBy(() -> once.embed("a")).isInstanceOf(ChatException.class);
        assertThat(opened.get("france").requests()).isEmpty();

        assertThat(targets(search(with("strategy: round-robin")), "a", "b", "c", "d"))
                .containsExactlyInAnyOrder("sweden", "france");
        assertThat(targets(search(with("exercise: 100%")), "a")).containsExactly("france");
        assertThat(targets(search(with("order: [france]")), "a")).containsExactly("france");
        String located = FILE.replace("france: {", "france: {region: fr, ");
        assertThat(targets(search(located + "    constraints: {regions: [fr]}\n"), "a"))
                .containsExactly("sweden", "france");
    }

    @Test
    void budgetsAndLimitsHold() {
        String priced = FILE.replace("dimensions: 64", "dimensions: 64, price: {input: 1000000, output: 0}");
        EmbeddingRouter search = search(priced + "    budget: {day: 2}\n");
        search.embed("one two");
        Assertions.assertThatThrownBy(() -> search.embed("three")).isInstanceOf(OverBudgetException.class);

        EmbeddingRouter metered = search(FILE.replace("sweden: {", "sweden: {limits: {requests-per-minute: 60}, "));
        assertThat(targets(metered, "a", "b", "c")).containsExactly("sweden", "sweden", "france");
    }

    @Test
    void aDeploymentMayBeWrittenInsideTheRoute() {
        String file = """
                models:
                  search:
                    kind: embeddings
                    route:
                      - {provider: words, name: here, model: words-2}
                      - {provider: words, name: there, model: words-2, weight: 3}
                """;
        EmbeddingRouter search = search(file);

        assertThat(search.targets()).extracting(target -> target.name()).containsExactly("here", "there");
        assertThat(search.targets().get(1).weight()).isEqualTo(3);
        try (Interline interline = load(file)) {
            assertThat(interline.embeddings()).containsExactly("search");
        }
    }

    @Test
    void vectorsThatCannotBeComparedAreRefused() {
        assertThat(complaint(FILE.replaceFirst("words-2", "words-1")))
                .contains("models.search.route: target 'sweden' has the model words-1")
                .contains("'france' has words-2");
        assertThat(complaint(FILE.replaceFirst("64", "32")))
                .contains("'sweden' has 32 dimensions")
                .contains("'france' has 64 dimensions");
        assertThat(complaint(FILE.replace("model: words-2, ", ""))).contains("declare it");
    }

    @Test
    void kindsAreNotMixed() {
        String mixed = FILE.replace(
                        "models:", "  main: {provider: acme, endpoint: 'https://main.example', api-key: x}\nmodels:")
                .replace("[sweden, france]", "[sweden, main]");
        assertThat(complaint(mixed))
                .contains("models.search.route[1]", "'main' answers and cannot stand in a route of kind embeddings");
        assertThat(complaint(FILE.replace("    kind: embeddings\n", "")))
                .contains(
                        "'sweden' makes embeddings and cannot answer in a route of models", "kind: embeddings beside");
        assertThat(complaint(FILE.replace("france]", "frnace]"))).contains("did you mean france?");
        assertThat(complaint(FILE.replace("    kind: embeddings", "    kind: vectors")))
                .contains("chat, embeddings");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "first-content: 3s | first-content",
                "on-stream-failure: restart | on-stream-failure",
                "sticky: 5m | sticky",
                "hedging: {at-most: 5%} | hedging",
                "fail-over-when-blocked: true | fail-over-when-blocked",
                "min-throughput: 5 tokens/s over 15s | min-throughput",
            })
    void keysThatMeanNothingAreRefused(String keys, String key) {
        assertThat(complaint(with(keys)))
                .contains("models.search." + key + ": means nothing for embeddings")
                .contains("interline.yaml, line 8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"deadline: 0s", "max-attempts: 0", "strategy: best", "exercise: 2", "dead-line: 3s"})
    void theOthersAreReadStrictly(String keys) {
        assertThat(complaint(with(keys))).contains("models.search." + keys.substring(0, keys.indexOf(':')));
    }

    @Test
    void aRouteFollowsTheFileAndKeepsItsKind() throws IOException {
        try (Interline interline = load(FILE)) {
            EmbeddingModel held = interline.embeddings("search");
            Files.writeString(directory.resolve("interline.yaml"), FILE.replace("[sweden, france]", "[france]"));
            interline.reload();

            assertThat(targets(held, "a")).containsExactly("france");
            assertThat(interline.embeddings("search")).isSameAs(held);
            assertThat(order).as("opened once").containsExactly("sweden", "france");

            for (String bad : List.of(
                    FILE.replace("64", "32"),
                    FILE.replace("words-2", "words-3"),
                    FILE.replace("search:", "find:"),
                    FILE.replace("    kind: embeddings\n    route: [sweden, france]", "    route: [main]")
                            .replace(
                                    "models:",
                                    "  main: {provider: acme, endpoint: 'https://main.example', api-key: x}\nmodels:"))) {
                Files.writeString(directory.resolve("interline.yaml"), bad);
                ConfigException refused = catchThrowableOfType(ConfigException.class, interline::reload);
                assertThat(refused).as(bad).isNotNull().hasMessageContaining("in use");
                assertThat(targets(held, "a")).containsExactly("france");
            }
        }
    }

    @Test
    void isDescribedAsItHolds() {
        try (Interline interline = load(with("deadline: 5s"))) {
            assertThat(interline.describe())
                    .contains("kind: embeddings", "deadline: 5s", "max-attempts: 6  # default")
                    .doesNotContain("on-stream-failure", "sticky");
        }
    }
}
