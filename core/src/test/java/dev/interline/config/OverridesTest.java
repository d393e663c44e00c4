package dev.interline.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.Interline;
import dev.interline.route.Target;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverridesTest {
    private static final String FILE = """
            deployments:
              azure: {provider: azure, endpoint: https://azure.example, api-key: k}
              bedrock: {provider: acme, endpoint: https://bedrock.example, api-key: k}
              vertex: {provider: acme, endpoint: https://vertex.example, api-key: k}
            models:
              chat:
                route:
                  - azure
                  - {deployment: bedrock, weight: 2}
                  - vertex
                deadline: 90s
            """;

    @TempDir
    Path directory;

    private ConfigFile with(String variable, String value) {
        return ConfigFile.yaml(directory, FILE).with(variable, value);
    }

    private static List<String> route(ConfigFile file) {
        try (Interline interline = file.load()) {
            return interline.model("chat").targets().stream().map(Target::name).toList();
        }
    }

    @Test
    void orderPutsTheNamedFirstAndKeepsTheOthers() {
        assertThat(route(with("INTERLINE_MODELS_CHAT_ORDER", "bedrock,azure")))
                .containsExactly("bedrock", "azure", "vertex");
        assertThat(route(with("INTERLINE_MODELS_CHAT_ORDER", " vertex ")))
                .containsExactly("vertex", "azure", "bedrock");
    }

    @Test
    void routeAsksNobodyElse() {
        assertThat(route(with("INTERLINE_MODELS_CHAT_ROUTE", "bedrock"))).containsExactly("bedrock");
    }

    @Test
    void anySettingCanBeOverriddenAlsoOneThatIsNotInTheFile() {
        ConfigFile file = with("INTERLINE_DEPLOYMENTS_AZURE_ENDPOINT", "https://elsewhere.example")
                .with("INTERLINE_DEPLOYMENTS_AZURE_DEPLOYMENT", "other")
                .with("INTERLINE_MODELS_CHAT_ROUTE_1_WEIGHT", "9")
                .with("INTERLINE_MODELS_CHAT_ROUTE_1_REGION", "mars");
        try (Interline interline = file.load()) {
            assertThat(interline.model("chat").ask("where?")).isEqualTo("from elsewhere.example");
            Target bedrock = interline.model("chat").targets().get(1);
            assertThat(interline.deployment("azure").profile().id().deployment())
                    .isEqualTo("other");
            assertThat(bedrock.weight()).isEqualTo(9);
            assertThat(bedrock.profile().region()).contains("mars");
        }
    }

    @Test
    void anOverrideTakesThePlaceOfAMissingVariable() {
        String file = FILE.replace("https://azure.example", "\"${NOWHERE}\"");
        try (Interline interline = ConfigFile.yaml(directory, file)
                .with("INTERLINE_DEPLOYMENTS_AZURE_ENDPOINT", "https://here.example")
                .load()) {
            assertThat(interline.model("chat").ask("where?")).isEqualTo("from here.example");
        }
    }

    @Test
    void aSystemPropertyOverridesTooAfterTheEnvironment() {
        System.setProperty("interline.models.chat.order", "vertex");
        try {
            assertThat(route(ConfigFile.yaml(directory, FILE))).startsWith("vertex");
            assertThat(route(with("INTERLINE_MODELS_CHAT_ORDER", "bedrock"))).startsWith("bedrock");
        } finally {
            System.clearProperty("interline.models.chat.order");
        }
    }

    @Test
    void aWrongValueIsToldByTheVariablesNameWithoutTheValue() {
        assertThat(with("INTERLINE_MODELS_CHAT_DEADLINE", "soon").complaint())
                .isEqualTo("environment variable INTERLINE_MODELS_CHAT_DEADLINE: models.chat.deadline: the value is not"
                        + " a length of time such as 250ms, 90s, 1m30s or PT2S");
        assertThat(with("INTERLINE_MODELS_CHAT_ORDER", "bedrok").complaint())
                .isEqualTo(
                        "environment variable INTERLINE_MODELS_CHAT_ORDER: models.chat.order: the value is not in the"
                                + " route; its targets are: azure, bedrock, vertex");
    }

    @Test
    void anUnknownSettingOfAKnownSectionIsAnError() {
        assertThat(with("INTERLINE_MODELS_CHAT_DEADLNE", "5s").complaint())
                .isEqualTo("environment variable INTERLINE_MODELS_CHAT_DEADLNE: there is no such setting in models.chat"
                        + " of interline.yaml; did you mean DEADLINE? after INTERLINE_MODELS_CHAT_ known are: BUDGET, CONSTRAINTS,"
                        + " DEADLINE, DEPLOYMENT, EXERCISE, FAIL_OVER_WHEN_BLOCKED, FIRST_CONTENT, HEDGING, KIND, LOG_CALLS,"
                        + " MAX_ATTEMPTS,"
                        + " MAX_RETRY_WAIT, MIN_THROUGHPUT, ON_STREAM_FAILURE, ORDER, ROUTE, ROUTE_0, ROUTE_0_GROUP,"
                        + " ROUTE_0_REGION, ROUTE_0_WEIGHT, ROUTE_1_DEPLOYMENT, ROUTE_1_GROUP, ROUTE_1_NAME,"
                        + " ROUTE_1_OPTIONAL, ROUTE_1_REGION, ROUTE_1_WEIGHT, ROUTE_2, ROUTE_2_GROUP,"
                        + " ROUTE_2_REGION, ROUTE_2_WEIGHT, SILENCE, STICKY, STRATEGY");
    }

    @Test
    void anOverrideForAnotherFileIsAWarning() {
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            assertThat(route(with("INTERLINE_MODEL_CHAT_ORDER", "vertex")
                            .with("INTERLINE_SERVICE_HOST", "10.0.0.1")
                            .with("INTERLINE_MODELS_SUMMARY_ORDER", "vertex")))
                    .containsExactly("azure", "bedrock", "vertex");
        } finally {
            System.setErr(before);
        }
        assertThat(log.toString(StandardCharsets.UTF_8).lines().map(line -> line.replace(directory + "/", "")))
                .containsExactly(
                        "[main] WARN dev.interline.config.Loader - environment variable INTERLINE_MODELS_SUMMARY_ORDER"
                                + " overrides nothing: interline.yaml has no such section",
                        "[main] WARN dev.interline.config.Loader - environment variable INTERLINE_MODEL_CHAT_ORDER"
                                + " overrides nothing: interline.yaml has no such section; did you mean"
                                + " INTERLINE_MODELS_CHAT_ORDER?");
    }
}
