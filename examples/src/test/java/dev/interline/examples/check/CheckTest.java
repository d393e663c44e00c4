package dev.interline.examples.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.Interline;
import dev.interline.examples.Region;
import dev.interline.testkit.FakeClouds;
import dev.interline.testkit.Play;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator reads who checks a file. */
class CheckTest {
    private static final String FILE = """
            deployments:
              azure:
                provider: azure
                endpoint: https://my-resource.openai.azure.com
                deployment: gpt-5-mini
                model: gpt-5-mini
                price: {input: 0.25, output: 2, cache-read: 0.025}
                limits: {requests-per-minute: 600, parallel-calls: 20}
                residency: eu
                api-key: ${AZURE_OPENAI_API_KEY}
              bedrock:
                provider: bedrock
                region: us-east-1
                model-id: us.anthropic.claude-haiku-4-5-20251001-v1:0
                model: claude-haiku-4-5
              vectors:
                provider: azure
                kind: embeddings
                endpoint: https://my-resource.openai.azure.com
                deployment: my-vectors
                model: text-embedding-3-small
                api-key: ${AZURE_OPENAI_API_KEY}
            models:
              chat:
                route: [azure, {deployment: bedrock, group: 2}]
                strategy: sticky(cheapest)
                constraints: {abilities: [stream]}
                budget: [{day: 50}, {month: 900, by: tenant}]
              plain:
                route: [{deployment: azure, weight: 80}, {deployment: bedrock, weight: 20}]
                strategy: weighted
              search:
                kind: embeddings
                route: [vectors]
            """;

    @TempDir
    Path directory;

    private FakeClouds clouds;
    private int result;

    @BeforeEach
    void start() {
        clouds = FakeClouds.start();
        clouds.on("azure").says("ok");
        clouds.on("bedrock").says("ok");
        clouds.on("vectors").says("ok");
    }

    @AfterEach
    void stop() {
        clouds.close();
    }

    private String check(String text, String... options) throws IOException {
        Path file = Files.writeString(directory.resolve("interline.yaml"), text);
        List<String> args = new ArrayList<>(List.of(options));
        args.add(file.toString());
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Check check = new Check(new PrintStream(printed, true, StandardCharsets.UTF_8), clouds.loader());
        result = check.run(args.toArray(new String[0]));
        return printed.toString(StandardCharsets.UTF_8).replace(directory + "/", "");
    }

    /** The same on every day, on every machine. */
    private static String steady(String printed) {
        return printed.replaceAll("127\\.0\\.0\\.1:\\d+", "my-host")
                .replaceAll("in \\d{4}-\\d\\d-\\d\\d", "in 2026-11-23");
    }

    @Test
    void routesAreATreeAndNobodyIsAsked() throws IOException {
        assertThat(steady(check(FILE, "--dry"))).isEqualTo("""
                chat: sticky(cheapest), within abilities [STREAM]
                ├─ group 0
                │  └─ azure: azure/my-host/azure/gpt-5-mini
                │        $0.25 in ($0.025 cached), $2 out for a million tokens; 600 requests a minute; 20 calls at once; \
                context of 272000; residency eu
                ├─ group 2
                │  └─ bedrock: bedrock/us-east-1/us.anthropic.claude-haiku-4-5-20251001-v1:0
                │        $1 in ($0.1 cached), $5 out for a million tokens; context of 200000; region us-east-1
                ├─ budget chat day: $50 of $50 left in 2026-11-23
                └─ budget chat month by tenant, $900 a month by tenant

                plain: weighted
                ├─ azure: azure/my-host/azure/gpt-5-mini, weight 80
                │     $0.25 in ($0.025 cached), $2 out for a million tokens; 600 requests a minute; 20 calls at once; \
                context of 272000; residency eu
                └─ bedrock: bedrock/us-east-1/us.anthropic.claude-haiku-4-5-20251001-v1:0, weight 20
                      $1 in ($0.1 cached), $5 out for a million tokens; context of 200000; region us-east-1

                search, embeddings: in-order
                └─ vectors: azure/my-host/vectors/my-vectors
                      $0.02 in, $0 out for a million tokens; context of 8191

                embeddings
                └─ vectors: azure/my-host/vectors/my-vectors
                      $0.02 in, $0 out for a million tokens; context of 8191

                """);
        assertThat(result).isEqualTo(Check.WELL);
        assertThat(clouds.on("azure").calls()).isZero();
    }

    @Test
    void everyDeploymentIsAskedOnce() throws IOException {
        List<String> printed = check(FILE).lines().toList();
        assertThat(result).isEqualTo(Check.WELL);
        assertThat(printed.subList(printed.size() - 6, printed.size()))
                .satisfiesExactly(
                        title -> assertThat(title).isEqualTo("Calls"),
                        azure -> assertThat(azure)
                                .matches("  azure    ok      \\d+ ms, first content \\d+ ms, 52 tokens in, 1 out,"
                                        + " \\$0.000015"),
                        bedrock -> assertThat(bedrock).contains("  bedrock  ok ", "28 tokens in, 1 out, $0.000033"),
                        vectors -> assertThat(vectors).contains("  vectors  ok ", "$0.00000032, 1536 dimensions"),
                        nothing -> assertThat(nothing).isEmpty(),
                        end -> assertThat(end).isEqualTo("All well: 3 deployments answered."));
        assertThat(clouds.on("azure").calls()).isEqualTo(1);
        assertThat(clouds.on("bedrock").calls()).isEqualTo(1);
    }

    @Test
    void aRouteOfEmbeddingsIsATreeAndEachOfItsDeploymentsIsAskedOnce() throws IOException {
        clouds.on("spare").says("ok");
        String printed = steady(check(FILE + """
              twin:
                kind: embeddings
                route:
                  - vectors
                  - {provider: azure, name: spare, endpoint: https://spare.openai.azure.com, deployment: my-vectors,
                     model: text-embedding-3-small, api-key: key, region: fr}
                budget: {day: 5}
            """));

        assertThat(printed)
                .contains("""
                twin, embeddings: in-order
                ├─ vectors: azure/my-host/vectors/my-vectors
                │     $0.02 in, $0 out for a million tokens; context of 8191
                ├─ spare: azure/my-host/""")
                .contains("region fr\n└─ budget twin day: $5 of $5 left in 2026-11-23\n")
                .contains("embeddings\n└─ vectors: azure")
                .containsPattern("  twin/spare  +ok .* 1536 dimensions")
                .contains("All well: 4 deployments answered.");
        assertThat(printed.split("  vectors  +ok", -1)).hasSize(2);
    }

    @Test
    void deadKeyIsToldInPlainWords() throws IOException {
        clouds.on("azure").denies();
        assertThat(check(FILE))
                .contains("  azure    FAILED  DENIED 401: the key or token was refused")
                .contains(
                        "-> The credential is refused: the key is wrong, revoked, expired, or belongs to another resource.")
                .endsWith("1 of 3 deployments cannot be used.\n");
        assertThat(result).isEqualTo(Check.UNUSABLE_DEPLOYMENT);

        clouds.on("bedrock").next(Play.fails(403, "AccessDeniedException", "You don't have access to the model."));
        assertThat(check(FILE)).contains("-> The caller is known but not allowed: enable the model in this region");
    }

    @Test
    void forAModelThatIsNotThereTheNearestNamesAreListed() throws IOException {
        clouds.on("bedrock")
                .next(Play.unknownModel())
                .lists("amazon.nova-pro-v1:0", "us.anthropic.claude-haiku-4-5-20251001-v2:0", "meta.llama-4");
        assertThat(check(FILE))
                .contains("-> There is no \"us.anthropic.claude-haiku-4-5-20251001-v1:0\" at this place")
                .contains("This credential sees, the nearest names first:\n" + " ".repeat(14)
                        + "us.anthropic.claude-haiku-4-5-20251001-v2:0, amazon.nova-pro-v1:0, meta.llama-4\n");
        assertThat(result).isEqualTo(Check.UNUSABLE_DEPLOYMENT);
    }

    @Test
    void whatElseCanBeWrongHasItsAdvice() throws IOException {
        clouds.on("azure").next(Play.html(200));
        clouds.on("bedrock").next(Play.throttles(Duration.ofSeconds(7)));
        clouds.on("vectors").next(Play.fails(503));
        assertThat(check(FILE))
                .contains("others use up the limit now: try again in 7 s.")
                .contains("or what came is no model's answer")
                .contains("The cloud has trouble of its own")
                .endsWith("3 of 3 deployments cannot be used.\n");
    }

    @Test
    void hostThatRefusesIsTold() throws IOException {
        clouds.close();
        assertThat(check(FILE))
                .contains("  bedrock  FAILED  UNAVAILABLE: the connection failed: ConnectException")
                .contains("-> The host refuses connections: check the port of endpoint");
        assertThat(result).isEqualTo(Check.UNUSABLE_DEPLOYMENT);
    }

    @Test
    void hostThatIsNotThereIsTold() throws IOException {
        Path file = Files.writeString(directory.resolve("interline.yaml"), """
                deployments:
                  nobody:
                    provider: openai-compatible
                    endpoint: https://nobody.invalid
                    model-id: m
                    api-key: k
                    transport: {proxy: none}
                models: {chat: {route: [nobody]}}
                """);
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        assertThat(new Check(out, Interline.loader()).run(file.toString())).isEqualTo(Check.UNUSABLE_DEPLOYMENT);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("-> There is no such host: check endpoint");
    }

    @Test
    void unusableFileIsTold() throws IOException {
        assertThat(check(FILE.replace("strategy: weighted", "strategy: heavy")))
                .startsWith(
                        "This configuration cannot be used.\ninterline.yaml, line 31: models.plain.strategy: 'heavy'");
        assertThat(result).isEqualTo(Check.UNUSABLE_FILE);
        assertThat(check(FILE, "--help")).startsWith("usage: Check [--dry] [--print] [file]");
        assertThat(result).isEqualTo(Check.UNUSABLE_FILE);
    }

    @Test
    void configurationIsPrintedAsItHoldsWithoutSecrets() throws IOException {
        assertThat(check(FILE, "--dry", "--print"))
                .contains("deployments:\n  azure:\n    provider: azure\n", "api-key: ***  # set by the program")
                .contains("max-attempts: 6  # default");
    }

    @Test
    void sampleOfThePageIsWhatIsPrinted() throws IOException {
        clouds.on("bedrock")
                .next(Play.unknownModel())
                .lists("amazon.nova-pro-v1:0", "us.anthropic.claude-haiku-4-5-20251001-v2:0", "meta.llama-4");
        String sample = steady(check(FILE))
                .replace("my-host/azure", "my-resource")
                .replace("my-host/vectors", "my-resource")
                .replaceAll("\\d+ ms, first content \\d+ ms", "840 ms, first content 310 ms")
                .replaceAll("request [0-9a-f-]+", "request 7f3c");
        Region.of("configuration.md", "check").says("```text\n" + sample + "```\n");
    }
}
