package dev.interline.examples.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.Interline;
import dev.interline.examples.Region;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page on configuration names every key, and for each a test that shows what it changes. */
class ConfigurationPageTest {
    private static final Path PAGE = Path.of("..", "docs", "configuration.md");
    private static final String COMMON = "common";
    private static final Pattern DEFAULT = Pattern.compile("(?s)(.*) Unless set: (.*)\\.");

    private static final Map<String, String> TITLES = new LinkedHashMap<>();

    static {
        TITLES.put("", "At the top");
        TITLES.put("model", "A model: `models.NAME`");
        TITLES.put("model hedging", "`models.NAME.hedging`");
        TITLES.put("model constraints", "`models.NAME.constraints`");
        TITLES.put("budget", "`models.NAME.budget`, one section or a list of them");
        TITLES.put("target", "An entry of `models.NAME.route`");
        TITLES.put(COMMON, "Any deployment: `deployments.NAME`");
        TITLES.put("limits", "`deployments.NAME.limits`");
        TITLES.put("price", "`deployments.NAME.price`, and every `max-price`");
        TITLES.put("azure", "A deployment of `provider: azure`");
        TITLES.put("bedrock", "A deployment of `provider: bedrock`");
        TITLES.put("bedrock guardrail", "`deployments.NAME.guardrail`");
        TITLES.put("vertex", "A deployment of `provider: vertex`");
        TITLES.put("openai-compatible", "A deployment of `provider: openai-compatible`");
        TITLES.put("transport", "`transport`, at the top or in a deployment");
        TITLES.put("catalogue", "`catalogue`");
        TITLES.put("known-model", "A model of `catalogue.models`");
    }

    private final Schema schema = Schema.read();
    private final Keys keys = Keys.read();

    @TempDir
    Path directory;

    private Set<String> own(String section) {
        Set<String> own = new TreeSet<>(schema.keys(section));
        own.removeIf(key -> schema.section(section)
                .path("properties")
                .path(key)
                .path("$ref")
                .asText()
                .startsWith("#/$defs/" + COMMON));
        return own;
    }

    @Test
    void everyKeyOfTheSchemaHasARowAndEveryRowAKey() {
        assertThat(keys.tests().keySet()).containsExactlyElementsOf(TITLES.keySet());
        keys.tests()
                .forEach((section, rows) -> assertThat(new TreeSet<>(rows.keySet()))
                        .as("section " + section)
                        .isEqualTo(own(section)));
    }

    @Test
    void everyRowNamesATestThatThereIs() throws IOException {
        Set<String> known = new HashSet<>();
        try (Stream<Path> sources = Files.walk(Path.of(".."))) {
            sources.filter(file -> file.toString().contains("/src/test/java/")
                            && file.toString().endsWith("Test.java"))
                    .forEach(file -> {
                        String name = file.getFileName().toString().replace(".java", "");
                        Matcher method = Pattern.compile("void (\\w+)\\(").matcher(read(file));
                        while (method.find()) {
                            known.add(name + "#" + method.group(1));
                        }
                    });
        }
        keys.tests().values().forEach(rows -> assertThat(known).containsAll(rows.values()));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void tableOfThePageIsTheSchemas() {
        StringBuilder table = new StringBuilder();
        TITLES.forEach((section, title) -> {
            table.append("\n### ")
                    .append(title)
                    .append(
                            "\n\n| key | meaning | unless set | example | shown by |\n| --- | --- | --- | --- | --- |\n");
            keys.tests().get(section).forEach((key, test) -> table.append(row(section, key, test)));
        });
        Region.of("configuration.md", "keys").says(table.append('\n').toString());
    }

    private String row(String section, String key, String test) {
        JsonNode said = schema.section(section).path("properties").path(key);
        String meaning = said.path("description").asText();
        String unless = said.path("default").asText();
        Matcher words = DEFAULT.matcher(meaning);
        if (words.matches()) {
            meaning = words.group(1);
            unless = words.group(2);
        }
        JsonNode example = said.path("examples").path(0);
        String sample = example.isMissingNode()
                ? ""
                : "`"
                        + (example.isTextual()
                                ? example.asText()
                                : example.toString()
                                        .replace("\"", "")
                                        .replace(":", ": ")
                                        .replace(",", ", "))
                        + "`";
        return "| `" + key + "` | " + meaning + " | " + unless + " | " + sample + " | " + test + " |\n";
    }

    @Test
    void whatIsPrintedIsWhatThePageShows() throws IOException {
        Path file = Files.writeString(directory.resolve("interline.yaml"), """
                deployments:
                  azure:
                    provider: azure
                    endpoint: ${AZURE_OPENAI_ENDPOINT}
                    deployment: my-gpt
                    api-key: ${file:%s}
                models:
                  chat:
                    route: [azure]
                    deadline: 90s
                profiles:
                  prod:
                    models: {chat: {max-attempts: 4}}
                """.formatted(
                        Files.writeString(directory.resolve("key"), "s3cr3t")));
        try (Interline interline = Interline.loader()
                .warm(false)
                .profile("prod")
                .environment(Map.of(
                        "AZURE_OPENAI_ENDPOINT", "https://my-resource.openai.azure.com",
                        "INTERLINE_MODELS_CHAT_DEADLINE", "30s"))
                .load(file)) {
            Region.of("configuration.md", "printed")
                    .says("```yaml\n"
                            + interline
                                    .describe()
                                    .replace(directory + "/key", "/run/secrets/key")
                                    .replace(directory + "/", "")
                            + "```\n");
        }
    }

    @Test
    void examplesOfThePageAreValid() throws IOException {
        Matcher fences =
                Pattern.compile("(?s)```yaml\n(# yaml-language-server.*?)```").matcher(Files.readString(PAGE));
        int seen = 0;
        while (fences.find()) {
            assertThat(schema.complaints(fences.group(1))).isEmpty();
            Path file = Files.writeString(directory.resolve("interline.yaml"), fences.group(1));
            Interline.loader().warm(false).standIn("x").load(file).close();
            seen++;
        }
        assertThat(seen).isPositive();
    }
}
