package dev.interline.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.Interline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A configuration printed as it holds, without its secrets. */
class DescriptionTest {
    private static final String SECRET = "sk-s3cr3t";

    @TempDir
    Path directory;

    @Test
    void everythingHasItsPlaceItsSourceAndNoSecret() throws IOException {
        Path key = Files.writeString(directory.resolve("key"), "sk-f1l3\n");
        ConfigFile file = ConfigFile.yaml(directory, """
                        deployments:
                          main:
                            provider: azure
                            endpoint: https://user:pass@${HOST}/a?code=abc
                            api-key: ${AZURE_KEY}
                            headers: {x-team: billing}
                            pool: {size: 4}
                          spare: {provider: acme, endpoint: "${ACME_HOST:e}", api-key: "${file:%s}", model: m}
                          gone: {provider: acme, optional: true, endpoint: e, api-key: "${NOBODY}"}
                        models:
                          chat:
                            route:
                              - main
                              - {deployment: spare, weight: 0.5}
                              - {deployment: gone, optional: true}
                            deadline: 90s
                            constraints: {models: ["${MODELS}"], clouds: [azure]}
                        profiles:
                          prod:
                            models: {chat: {constraints: , max-attempts: 4}}
                        """.formatted(key))
                .with("HOST", "main.example")
                .with("AZURE_KEY", SECRET)
                .with("INTERLINE_MODELS_CHAT_DEADLINE", "5s")
                .with("INTERLINE_DEPLOYMENTS_MAIN_DEPLOYMENT", "other");
        try (Interline interline = file.loader()
                .profile("prod")
                .deployment(found -> found.name().equals("spare") ? found.with("connect-timeout", "3s") : found)
                .load(file.path())) {
            assertThat(interline.describe().replace(directory + "/", "")).isEqualTo("""
                    # interline.yaml, profile prod
                    deployments:
                      main:
                        provider: azure
                        endpoint: "https://***@main.example/a?***"  # ${HOST}
                        api-key: ***  # ${AZURE_KEY}
                        headers:
                          x-team: ***
                        pool:
                          size: 4
                        deployment: other  # environment variable INTERLINE_DEPLOYMENTS_MAIN_DEPLOYMENT
                      spare:
                        provider: acme
                        endpoint: e  # ${ACME_HOST}
                        api-key: ***  # ${file:key}
                        model: m
                        connect-timeout: 3s  # set by the program
                      gone:
                        provider: acme
                        optional: true
                        endpoint: e
                        api-key: ""  # ${NOBODY}, not set
                    models:
                      chat:
                        route:
                          - main
                          -
                            deployment: spare
                            weight: 0.5
                          -
                            deployment: gone
                            optional: true
                        deadline: 5s  # environment variable INTERLINE_MODELS_CHAT_DEADLINE
                        max-attempts: 4
                        strategy: in-order  # default
                        max-retry-wait: 2s  # default
                        on-stream-failure: fail  # default
                        sticky: 10m  # default
                        fail-over-when-blocked: false  # default
                        exercise: 0%  # default
                    """);
        }
    }

    @Test
    void secretIsMaskedWhereverItStands() {
        ConfigFile file = ConfigFile.yaml(directory, """
                        deployments:
                          main:
                            provider: azure
                            endpoint: https://example/${KEY}/x
                            api-key: ${KEY}
                            deployment: ${KEY}
                            headers: {a: "Bearer ${KEY:%s}"}
                            model: sk-s3cr3t
                        models:
                          chat: {route: [main]}
                        """).with("KEY", SECRET);
        try (Interline interline = file.load()) {
            assertThat(interline.describe()).doesNotContain(SECRET, "d3f4ult").contains("model: ***", "example/***/x");
        }
        ConfigFile overridden = ConfigFile.yaml(directory, """
                        deployments:
                          main: {provider: azure, endpoint: e, api-key: literal-key}
                        models:
                          chat: {route: [main]}
                        """)
                .with("INTERLINE_DEPLOYMENTS_MAIN_API_KEY", SECRET)
                .with("INTERLINE_DEPLOYMENTS_MAIN_CONNECT_TIMEOUT", "3s");
        try (Interline interline = overridden.load()) {
            assertThat(interline.describe())
                    .doesNotContain(SECRET, "literal-key")
                    .contains("api-key: ***  # environment variable INTERLINE_DEPLOYMENTS_MAIN_API_KEY")
                    .contains("connect-timeout: 3s  # environment variable INTERLINE_DEPLOYMENTS_MAIN_CONNECT_TIMEOUT");
        }
    }

    @Test
    void itChangesWithTheFile() throws IOException {
        String text = """
                deployments:
                  main: {provider: azure, endpoint: e, api-key: k}
                models:
                  chat: {route: [main]}
                """;
        ConfigFile file = ConfigFile.yaml(directory, text);
        try (Interline interline = file.load()) {
            Files.writeString(file.path(), text.replace("[main]", "[main], deadline: 7s"));
            interline.reload();
            assertThat(interline.describe()).contains("deadline: 7s\n");
        }
    }
}
