package dev.interline.examples.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interline.Interline;
import dev.interline.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schema knows what the loader knows, and nothing else. */
class SchemaTest {
    private static final Pattern KNOWN = Pattern.compile("known are: ([^:]+)$");

    private static final Path WHOLE = Path.of("src", "test", "resources", "config", "whole.yaml");
    private static final List<String> SECTIONS = List.of(
            "",
            "model",
            "model hedging",
            "model constraints",
            "budget",
            "target",
            "transport",
            "catalogue",
            "known-model",
            "limits",
            "price",
            "azure",
            "bedrock",
            "bedrock guardrail",
            "vertex",
            "openai-compatible");
    /** What they name must be there. */
    private static final Set<String> OF_A_FILE = Set.of(
            "trust", "trust-password", "certificate", "certificate-password", "ledger", "file", "credentials-file");

    private final Schema schema = Schema.read();

    @TempDir
    Path directory;

    private ConfigException refused(String yaml) {
        Path file = directory.resolve("interline.yaml");
        try {
            Files.writeString(file, yaml);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return catchThrowableOfType(
                ConfigException.class,
                () -> Interline.loader()
                        .standIn("stand-in")
                        .warm(false)
                        .load(file)
                        .close());
    }

    /** The loader names all the keys that it knows when it meets one that it does not. */
    private Set<String> known(String yaml) {
        ConfigException refusal = refused(yaml);
        assertThat(refusal).as(yaml).isNotNull();
        Matcher known = KNOWN.matcher(refusal.getMessage());
        assertThat(known.find()).as(refusal.getMessage()).isTrue();
        return new TreeSet<>(Arrays.asList(known.group(1).split(", ")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''             | zzz: x",
                "model          | models: {chat: {route: [azure], zzz: x}}",
                "target         | models: {chat: {route: [{deployment: azure, zzz: x}]}}",
                "budget         | models: {chat: {route: [azure], budget: {day: 1, zzz: x}}}",
                "model hedging  | models: {chat: {route: [azure], hedging: {at-most: 5%, zzz: x}}}",
                "model constraints | models: {chat: {route: [azure], constraints: {zzz: x}}}",
                "transport      | transport: {zzz: x}",
                "catalogue      | catalogue: {zzz: x}",
            })
    void sectionsHaveTheKeysThatTheLoaderKnows(String definition, String section) {
        String yaml = """
                deployments:
                  azure: {provider: azure, endpoint: https://my-resource.openai.azure.com, deployment: d, api-key: k}
                """ + section + (section.startsWith("models") ? "\n" : "\nmodels: {chat: {route: [azure]}}\n");
        assertThat(schema.keys(definition)).isEqualTo(known(yaml));
    }

    private static final String AZURE =
            "provider: azure, endpoint: https://my-resource.openai.azure.com, deployment: d, api-key: k";
    private static final String BEDROCK =
            "provider: bedrock, region: us-east-1, model-id: amazon.titan-embed-text-v2:0";
    private static final String VERTEX = "provider: vertex, project: p, location: global, model-id: gemini-3.6-flash";
    private static final String COMPATIBLE = "provider: openai-compatible, endpoint: https://a.example, model-id: m";

    static Stream<List<String>> deployments() {
        return Stream.of(
                List.of("azure", AZURE),
                List.of("bedrock", BEDROCK),
                List.of("vertex", VERTEX),
                List.of("openai-compatible", COMPATIBLE));
    }

    @ParameterizedTest
    @MethodSource
    void deployments(List<String> provider) {
        String keys = provider.get(1);
        Set<String> known = known("deployments: {d: {" + keys + ", zzz: x}}\nmodels: {chat: {route: [d]}}\n");
        if (!provider.get(0).equals("openai-compatible")) {
            Set<String> ofVectors = known("deployments: {d: {"
                    + keys.replace("gemini-3.6-flash", "gemini-embedding-001") + ", kind: embeddings, zzz: x}}\n");
            assertThat(schema.keysWithoutEmbeddings(provider.get(0))).isEqualTo(minus(known, ofVectors));
            known.addAll(ofVectors);
        }
        known.addAll(known("models: {chat: {route: [{" + keys + ", zzz: x}]}}\n"));
        assertThat(schema.keys(provider.get(0))).isEqualTo(known);
    }

    private static Set<String> minus(Set<String> keys, Set<String> others) {
        Set<String> rest = new TreeSet<>(keys);
        rest.removeAll(others);
        return rest;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limits                  | limits: {zzz: x}",
                "price                   | price: {input: 1, output: 1, zzz: x}",
                "amounts                 | price: {input: 1, output: 1, over: {200000: {input: 1, output: 1, zzz: x}}}",
                "amounts                 | price: {input: 1, output: 1, tiers: {flex: {input: 1, output: 1, zzz: x}}}",
                "bedrock guardrail       | guardrail: {id: g, version: 1, zzz: x}",
                "transport               | transport: {zzz: x}",
            })
    void sectionsOfDeploymentsAsWell(String definition, String section) {
        assertThat(schema.keys(definition))
                .isEqualTo(
                        known("deployments: {d: {" + BEDROCK + ", " + section + "}}\nmodels: {chat: {route: [d]}}\n"));
    }

    @Test
    void modelsOfACatalogueAsWell() {
        assertThat(schema.keys("known-model"))
                .isEqualTo(known("catalogue: {models: [{cloud: azure, id: m, zzz: x}]}\nmodels: {}\n"));
    }

    static Stream<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src", "main", "resources"))) {
            return files.filter(file -> file.toString().endsWith(".yaml")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void examplesAreValid(Path file) throws IOException {
        assertThat(schema.complaints(Files.readString(file))).isEmpty();
    }

    @Test
    void fileWithEveryKeyIsValidAndLoads() throws IOException {
        String whole = Files.readString(WHOLE);
        assertThat(schema.complaints(whole)).isEmpty();
        assertThat(refused(whole)).isNull();
        try (Interline interline =
                Interline.loader().standIn("x").warm(false).profile("prod").load(WHOLE)) {
            assertThat(interline.models()).containsExactly("chat", "plain");
        }
        for (String section : SECTIONS) {
            assertThat(schema.keys(section)).as(section).allSatisfy(key -> {
                if (!OF_A_FILE.contains(key)) {
                    assertThat(whole).containsPattern("(?m)[ {]" + key + ":|^" + key + ":");
                }
            });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "models: []",
                "models: {chat: main}",
                "models: {chat: {deadline: 90s}}",
                "models: {chat: {route: [azure], deadline: 90}}",
                "models: {chat: {route: [azure], deadline: soon}}",
                "models: {chat: {route: [azure], dedline: 90s}}",
                "models: {chat: {route: {a: b}}}",
                "models: {chat: {route: [[azure]]}}",
                "models: {chat: {route: [{weight: 2}]}}",
                "models: {chat: {route: [{deployment: azure, wieght: 2}]}}",
                "models: {chat: {route: [{deployment: azure, weight: heavy}]}}",
                "models: {chat: {route: [azure], max-attempts: 0}}",
                "models: {chat: {route: [azure], strategy: heavy}}",
                "models: {chat: {route: [azure], strategy: sticky(sticky(cheapest))}}",
                "models: {chat: {route: [azure], on-stream-failure: restrat}}",
                "models: {chat: {route: [azure], hedging: {after: p95}}}",
                "models: {chat: {route: [azure], hedging: p95}}",
                "models: {chat: {route: [azure], sticky: sometimes}}",
                "models: {chat: {route: [azure], exercise: often}}",
                "models: {chat: {route: [azure], min-throughput: fast}}",
                "models: {chat: {route: [azure], constraints: {region: eu}}}",
                "models: {chat: {route: [azure], constraints: {max-price: {input: 1}}}}",
                "models: {chat: {route: [azure], constraints: {abilities: [fly]}}}",
                "models: {chat: {route: [azure], budget: {by: tenant}}}",
                "models: {chat: {route: [azure], budget: {day: much}}}",
                "models: {chat: {route: [azure], budget: {day: 5, then: cry}}}",
                "models: {chat: {route: [azure], log-calls: loudly}}",
                "models: {v: {kind: embeddings, route: [vectors], first-content: 5s}}",
                "models: {v: {kind: embeddings, route: [vectors], on-stream-failure: restart}}",
                "models: {v: {kind: embeddings, route: [vectors], sticky: 5m}}",
                "models: {v: {kind: embeddings, route: [vectors], hedging: {after: 2s, at-most: 5%}}}",
                "models: {v: {kind: embeddings, route: [vectors], fail-over-when-blocked: true}}",
                "models: {v: {kind: embeddings, route: [vectors], min-throughput: 5 tokens/s over 15s}}",
                "models: {chat: {route: [azure]}}\nlog-calls: loudly",
                "models: {chat: {route: [azure]}}\nreload: often",
                "models: {chat: {route: [azure]}}\nmodles: {}",
                "models: {chat: {route: [azure]}}\ntransport: {proxi: none}",
                "models: {chat: {route: [azure]}}\ntransport: none",
                "models: {chat: {route: [azure]}}\ntransport: {pool-size: many}",
                "models: {chat: {route: [azure]}}\ntransport: {http-version: 3}",
                "models: {chat: {route: [azure]}}\ncatalogue: {date: yesterday}",
                "models: {chat: {route: [azure]}}\ncatalogue: {models: [{cloud: azure}]}",
                "models: {chat: {route: [azure]}}\nprofiles: [prod]",
                "models: {chat: {route: [{provider: azure, endpoint: https://a.example, deployment: d, limits: {calls: 4}}]}}",
                "models: {chat: {route: [{provider: azure, endpoint: https://a.example}]}}",
                "models: {chat: {route: [{provider: azure, endpoint: https://a.example, deployment: d, format: xml}]}}",
                "models: {chat: {route: [{provider: azure, endpoint: https://a.example, deployment: d, region: [a]}]}}",
                "models: {chat: {route: [{provider: bedrock, region: us-east-1, model-id: m, mantle: perhaps}]}}",
                "models: {chat: {route: [{provider: vertex, projekt: p}]}}",
                "models: {v: {route: [{provider: azure, kind: embeddings, endpoint: https://a.example, deployment: d, model: text-embedding-3-small, api-key: k, format: responses}], kind: embeddings}}",
                "models: {v: {route: [{provider: bedrock, kind: embeddings, region: us-east-1, model-id: amazon.titan-embed-text-v2:0, latency: optimized}], kind: embeddings}}",
                "models: {v: {route: [{provider: vertex, kind: embeddings, project: p, location: global, model-id: gemini-embedding-001, long-decode: 2}], kind: embeddings}}",
            })
    void brokenStructureIsRefusedByBoth(String models) {
        String yaml = """
                deployments:
                  azure: {provider: azure, endpoint: https://my-resource.openai.azure.com, deployment: d, api-key: k}
                  vectors: {provider: azure, kind: embeddings, endpoint: https://my-resource.openai.azure.com,
                            deployment: v, model: text-embedding-3-small, api-key: k}
                """ + models + "\n";
        assertThat(schema.complaints(yaml)).as("the schema").isNotEmpty();
        assertThat(refused(yaml)).as("the loader").isNotNull();
    }

    @Test
    void referencesStandWhereverAValueDoes() {
        String yaml = """
                deployments:
                  azure:
                    provider: ${PROVIDER:azure}
                    endpoint: ${ENDPOINT:https://my-resource.openai.azure.com}
                    deployment: ${file:/run/secrets/name}
                    optional: ${OPTIONAL:true}
                    max-output: ${MOST:100}
                    api-key: k
                models:
                  chat:
                    route: ["${ROUTE:azure}"]
                    deadline: ${DEADLINE:5s}
                    exercise: ${SHARE:1%}
                    strategy: ${STRATEGY:fastest}
                    sticky: ${STICKY:false}
                """;
        assertThat(schema.complaints(yaml)).isEmpty();
        assertThat(refused(yaml)).isNull();
    }
}
