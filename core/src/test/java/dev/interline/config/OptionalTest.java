package dev.interline.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.Interline;
import dev.interline.route.Target;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionalTest {
    @TempDir
    Path directory;

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setErr(before);
    }

    private String log() {
        return log.toString(StandardCharsets.UTF_8).replace(directory + "/", "").strip();
    }

    private static List<String> route(ConfigFile file, String model) {
        try (Interline interline = file.load()) {
            return interline.model(model).targets().stream().map(Target::name).toList();
        }
    }

    @Test
    void aDeploymentWithoutItsVariablesIsLeftOutWithOneLine() {
        ConfigFile file = ConfigFile.yaml(directory, """
                deployments:
                  main: {provider: azure, endpoint: e, api-key: k}
                  spare:
                    provider: acme
                    endpoint: ${SPARE_ENDPOINT}
                    api-key: ${SPARE_KEY}
                    optional: true
                models:
                  chat: {route: [main, spare], order: [spare, main]}
                  summary: {route: [spare, main]}
                """)
                .with("SPARE_KEY", "")
                .with("INTERLINE_DEPLOYMENTS_SPARE_DEPLOYMENT", "d");
        assertThat(route(file, "chat")).containsExactly("main");
        assertThat(log())
                .isEqualTo("[main] INFO dev.interline.config.Loader - interline.yaml, line 3: deployments.spare is left"
                        + " out, it is optional and SPARE_ENDPOINT, SPARE_KEY are not set");
        assertThat(route(file.with("SPARE_KEY", "k").with("SPARE_ENDPOINT", "e"), "summary"))
                .containsExactly("spare", "main");
    }

    @Test
    void aDeploymentWithoutItsArtifactIsLeftOutWithOneLine() {
        ConfigFile file = ConfigFile.yaml(directory, """
                deployments:
                  main: {provider: azure, endpoint: e, api-key: k}
                  spare: {provider: bedrock, region: us-east-1, optional: true}
                models:
                  chat: {route: [spare, main]}
                """);
        assertThat(route(file, "chat")).containsExactly("main");
        assertThat(log())
                .isEqualTo("[main] INFO dev.interline.config.Loader - interline.yaml, line 3: deployments.spare is left"
                        + " out, it is optional and dev.interline:interline-bedrock is not on the class path");
    }

    @Test
    void anEntryOfARouteMayBeOptionalToo() {
        ConfigFile file = ConfigFile.yaml(directory, """
                deployments:
                  main: {provider: azure, endpoint: e, api-key: k}
                  spare: {provider: acme, endpoint: e, api-key: "${SPARE_KEY}"}
                models:
                  chat:
                    route:
                      - {deployment: spare, optional: true}
                      - {provider: bedrock, optional: true, region: us-east-1}
                      - {deployment: main, name: weighted, weight: "${WEIGHT}", optional: true}
                      - main
                """);
        assertThat(route(file, "chat")).containsExactly("main");
        assertThat(log().lines().map(line -> line.substring(line.indexOf("interline.yaml"))))
                .containsExactly(
                        "interline.yaml, line 3: deployments.spare is left out, it is optional and SPARE_KEY is"
                                + " not set",
                        "interline.yaml, line 8: models.chat.route[1] is left out, it is optional and"
                                + " dev.interline:interline-bedrock is not on the class path",
                        "interline.yaml, line 9: models.chat.route[2] is left out, it is optional and WEIGHT is"
                                + " not set");
    }

    @Test
    void whatOneRouteNeedsIsNotOptionalForAnother() {
        assertThat(ConfigFile.yaml(directory, """
                        deployments:
                          main: {provider: azure, endpoint: e, api-key: k}
                          spare: {provider: acme, endpoint: e, api-key: "${SPARE_KEY}"}
                        models:
                          chat: {route: [main, {deployment: spare, optional: true}]}
                          summary: {route: [spare]}
                        """).complaint())
                .contains("SPARE_KEY, line 3: deployments.spare.api-key");
    }

    @Test
    void aRouteThatIsLeftEmptyIsAnError() {
        assertThat(ConfigFile.yaml(directory, """
                        deployments:
                          spare: {provider: bedrock, optional: true}
                        models:
                          chat: {deployment: spare}
                        """).complaint())
                .isEqualTo("interline.yaml, line 4: models.chat: the route is left empty, all its targets are optional"
                        + " and were left out; spare: dev.interline:interline-bedrock is not on the class path");
    }

    @Test
    void aRouteThatIsLeftEmptySaysWhatEachOfItsTargetsLacks() {
        assertThat(ConfigFile.yaml(directory, """
                        deployments:
                          main: {provider: azure, endpoint: "${MAIN_ENDPOINT}", api-key: "${MAIN_KEY}", optional: true}
                          other: {provider: azure, endpoint: e, api-key: k}
                        models:
                          chat: {route: [main, {deployment: other, weight: "${WEIGHT}", optional: true}]}
                        """).complaint())
                .endsWith("left out; main: MAIN_ENDPOINT, MAIN_KEY are not set; other: WEIGHT is not set");
    }

    @Test
    void aMisspeltProviderIsNotMistakenForAMissingArtifact() {
        assertThat(ConfigFile.yaml(directory, """
                        deployments:
                          spare: {provider: bedrok, optional: true}
                        models:
                          chat: {deployment: spare}
                        """).complaint())
                .isEqualTo("interline.yaml, line 2: deployments.spare.provider: 'bedrok' is not known; did you mean"
                        + " bedrock? known are: acme, azure, bedrock, openai-compatible, vertex");
    }
}
