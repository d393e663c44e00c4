package dev.interline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interline.Ability;
import dev.interline.ChatModel;
import dev.interline.Interline;
import dev.interline.Profile;
import dev.interline.route.Router;
import dev.interline.route.Target;
import dev.interline.testing.ManualTime;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadingTest {
    private static final String TWO_CLOUDS = """
            deployments:
              main:
                provider: azure
                endpoint: https://main.example
                deployment: gpt-5-mini
                api-key: ${AZURE_KEY}
                model: gpt-5-mini
                reasons: true
                context-window: 400000
                abilities: [tools, parallel-tools]
              spare:
                provider: acme
                endpoint: ${SPARE_ENDPOINT:https://spare.example}
                api-key: literal
                residency: eu
                abilities: {images: true, video: false}
            models:
              chat:
                route: [main, spare]
                deadline: 1m30s
                first-content: 10s
                silence: 60s
                max-retry-wait: 250ms
                max-attempts: 3
                on-stream-failure: restart
                fail-over-when-blocked: false
              summary:
                route:
                  - deployment: spare
                    name: cheap
                    weight: 80
                    region: eu-west
                  - main
            """;

    @TempDir
    Path directory;

    private ConfigFile twoClouds() {
        return ConfigFile.yaml(directory, TWO_CLOUDS).with("AZURE_KEY", "secret");
    }

    @Test
    void namedModelsAnswerFromTheFirstOfTheirRoute() {
        try (Interline interline = twoClouds().load()) {
            assertThat(interline.models()).containsExactly("chat", "summary");
            assertThat(interline.deployments()).containsExactly("main", "spare");
            assertThat(interline.model("chat").ask("hello")).isEqualTo("from main.example");
            assertThat(interline.model("summary").ask("hello")).isEqualTo("from spare.example");
        }
    }

    @Test
    void whatTheFileSaysOfAModelIsKnownToTheRoute() {
        try (Interline interline = twoClouds().load()) {
            Profile main = interline.model("chat").targets().get(0).profile();
            assertThat(main.model()).contains("gpt-5-mini");
            assertThat(main.reasons()).contains(true);
            assertThat(main.contextWindow()).hasValue(400_000);
            assertThat(main.can(Ability.PARALLEL_TOOLS)).contains(true);
            assertThat(main.can(Ability.STREAM))
                    .as("what the provider knows stays")
                    .contains(false);

            Target cheap = interline.model("summary").targets().get(0);
            assertThat(cheap.name()).isEqualTo("cheap");
            assertThat(cheap.weight()).isEqualTo(80);
            assertThat(cheap.profile().region()).contains("eu-west");
            assertThat(cheap.profile().residency()).contains("eu");
            assertThat(cheap.profile().can(Ability.IMAGES)).contains(true);
            assertThat(cheap.profile().can(Ability.VIDEO)).contains(false);
            assertThat(interline.deployment("spare").name()).isEqualTo("spare");
            assertThat(interline.deployment("spare").profile().region()).isEmpty();
        }
    }

    @Test
    void whatAProviderReadsItselfIsItsOwnToUnderstand() {
        FakeProvider fake = new FakeProvider("vertex");
        Provider vertex = new Provider() {
            @Override
            public String name() {
                return "vertex";
            }

            @Override
            public ChatModel open(Settings settings, Shared shared) {
                assertThat(settings.text("model")).isEqualTo("publishers/some/models/address@1");
                return fake.open(settings, shared);
            }
        };
        ConfigFile file = ConfigFile.yaml(directory, """
                deployments:
                  d:
                    provider: vertex
                    endpoint: e
                    api-key: k
                    model: publishers/some/models/address@1
                    family: some-family
                models:
                  chat: {deployment: d}
                """);
        Profile profile =
                file.loader().provider(vertex).load(file.path()).deployment("d").profile();
        assertThat(profile.model()).isEmpty();
        assertThat(profile.family()).contains("some-family");
    }

    @Test
    void routesThatNameTheSameDeploymentShareItsHealth() {
        ConfigFile file = twoClouds().with("AZURE_KEY", "wrong key");
        file.environment.put("INTERLINE_MODELS_SUMMARY_ORDER", "main");
        try (Interline interline = file.loader().time(new ManualTime()).load(file.path())) {
            assertThat(interline.model("chat").ask("hello")).isEqualTo("from spare.example");
            assertThat(interline.model("summary").ask("hello")).isEqualTo("from spare.example");
            assertThat(file.azure.calls).as("denied once, left alone by both").containsEntry("https://main.example", 1);
        }
    }

    @Test
    void propertiesSayTheSame() {
        ConfigFile file = ConfigFile.properties(directory, """
                # the same in flat keys
                deployments.main.provider = azure
                deployments.main.endpoint = https://main.example
                deployments.main.api-key  = ${AZURE_KEY}
                deployments.main.headers.x-team = billing
                deployments.spare.provider: acme
                deployments.spare.endpoint: https://\\
                    spare.example
                deployments.spare.api-key: literal
                deployments.spare.abilities: tools, images
                models.chat.route = main, spare
                models.chat.deadline = 90s
                models.summary.route[0].deployment = spare
                models.summary.route[0].weight = 80
                models.summary.route.1 = main
                """).with("AZURE_KEY", "secret");
        try (Interline interline = file.load()) {
            assertThat(names(interline.model("chat"))).isEqualTo("main spare");
            assertThat(names(interline.model("summary"))).isEqualTo("spare main");
            assertThat(interline.model("summary").targets().get(0).weight()).isEqualTo(80);
            assertThat(interline.deployment("spare").profile().can(Ability.IMAGES))
                    .contains(true);
            assertThat(interline.model("summary").ask("hello")).isEqualTo("from spare.example");
        }
    }

    @Test
    void deploymentsMayStandInsideARouteOrAlone() {
        ConfigFile file = ConfigFile.yaml(directory, """
                deployments:
                  main: {provider: azure, endpoint: https://main.example, api-key: k}
                models:
                  chat:
                    route:
                      - main
                      - provider: acme
                        endpoint: https://inside.example
                        api-key: k
                        weight: 5
                        region: mars
                        model: some-model
                      - {provider: acme, name: last, endpoint: https://last.example, api-key: k}
                  small:
                    deployment: main
                """);
        try (Interline interline = file.load()) {
            Router chat = interline.model("chat");
            assertThat(names(chat)).isEqualTo("main acme last");
            assertThat(chat.targets().get(1).weight()).isEqualTo(5);
            assertThat(chat.targets().get(1).profile().region()).contains("mars");
            assertThat(chat.targets().get(1).profile().model()).contains("some-model");
            assertThat(names(interline.model("small"))).isEqualTo("main");
            assertThat(interline.deployments()).containsExactly("main");
            assertThat(file.acme.opened).containsExactly("models.chat.route[1]", "models.chat.route[2]");
        }
    }

    @Test
    void anchorsSaveTyping() {
        try (Interline interline = ConfigFile.yaml(directory, """
                deployments:
                  a: {provider: azure, endpoint: &there https://a.example, api-key: k}
                  b: {provider: acme, endpoint: *there, api-key: k}
                models:
                  one: &settings
                    route: [a, b]
                  two: *settings
                """).load()) {
            assertThat(names(interline.model("two"))).isEqualTo("a b");
            assertThat(interline.model("two").ask("hello")).isEqualTo("from a.example");
        }
    }

    @Test
    void referencesTakeTheEnvironmentThenTheSystemPropertyThenTheDefault() {
        String text = """
                models:
                  chat:
                    deployment: d
                deployments:
                  d:
                    provider: azure
                    endpoint: ${interline.test.host:${DEFAULT_HOST:fallback}}$${x}
                    api-key: k
                """;
        assertThat(endpoint(ConfigFile.yaml(directory, text))).isEqualTo("fallback${x}");
        assertThat(endpoint(ConfigFile.yaml(directory, text).with("DEFAULT_HOST", "inner")))
                .isEqualTo("inner${x}");
        System.setProperty("interline.test.host", "property");
        try {
            assertThat(endpoint(ConfigFile.yaml(directory, text))).isEqualTo("property${x}");
            assertThat(endpoint(ConfigFile.yaml(directory, text).with("interline.test.host", "environment")))
                    .isEqualTo("environment${x}");
        } finally {
            System.clearProperty("interline.test.host");
        }
    }

    private static String endpoint(ConfigFile file) {
        try (Interline interline = file.load()) {
            return interline.model("chat").ask("where?").substring("from ".length());
        }
    }

    @Test
    void aReferenceThatComesOutEmptyIsAsIfTheKeyWereNotThere() {
        assertThat(ConfigFile.yaml(directory, """
                deployments:
                  d: {provider: azure, endpoint: e, deployment: "${NAME:}", api-key: k}
                models:
                  chat: {deployment: d}
                """)
                        .load()
                        .deployment("d")
                        .profile()
                        .id()
                        .deployment())
                .isEqualTo("default");
    }

    @Test
    void aProgramMayChangeDeploymentsBeforeTheyAreOpened() {
        ConfigFile file = twoClouds();
        file.environment.clear();
        file.with("INTERLINE_DEPLOYMENTS_MAIN_ENDPOINT", "https://production.example");
        Loader loader = file.loader()
                .deployment(
                        found -> found.with("endpoint", "https://" + found.name() + "." + found.provider() + ".test")
                                .with("api-key", "${taken as it is"))
                .deployment(found -> found.without("abilities").with("pool.size", "4"));
        try (Interline interline = loader.load(file.path())) {
            assertThat(interline.model("chat").ask("hello")).isEqualTo("from main.azure.test");
            assertThat(interline.deployment("main").profile().can(Ability.TOOLS))
                    .isEmpty();
        }
    }

    @Test
    void aDeploymentShowsWhatTheFileSaysAndHidesItInPrint() {
        ConfigFile file = twoClouds();
        file.loader()
                .deployment(found -> {
                    if (found.name().equals("main")) {
                        assertThat(found.get("api-key")).contains("${AZURE_KEY}");
                        assertThat(found.get("abilities")).isEmpty();
                        assertThat(found.get("nothing.there")).isEmpty();
                        assertThat(found.with("pool.size", "4").get("pool.size"))
                                .contains("4");
                        assertThat(found.with("api-key", "hidden")).hasToString("Deployment[main, azure]");
                    }
                    return found;
                })
                .load(file.path())
                .close();
    }

    @Test
    void whatWasOpenedIsClosedOnceTheLatestFirst() {
        ConfigFile file = twoClouds();
        Interline interline = file.load();
        assertThat(file.azure.closed).isEmpty();
        interline.close();
        interline.close();
        assertThat(file.azure.closed).containsExactly("deployments.main", "transport");
        assertThat(file.acme.closed).as("it used the transport of the first").containsExactly("deployments.spare");
    }

    @Test
    void whatWasOpenedIsClosedWhenLoadingFails() {
        ConfigFile file = twoClouds().with("SPARE_ENDPOINT", "broken");
        assertThat(file.complaint())
                .isEqualTo("interline.yaml, line 11: deployments.spare: cannot be opened: this address cannot be");
        assertThat(file.azure.opened).containsExactly("deployments.main");
        assertThat(file.azure.closed).containsExactly("deployments.main", "transport");
    }

    @Test
    void anUnknownNameIsAnsweredWithTheKnownOnes() {
        try (Interline interline = twoClouds().load()) {
            assertThatThrownBy(() -> interline.model("caht"))
                    .isInstanceOf(ConfigException.class)
                    .hasMessage("there is no model 'caht'; did you mean chat? known are: chat, summary");
            assertThatThrownBy(() -> interline.deployment("bedrock"))
                    .isInstanceOf(ConfigException.class)
                    .hasMessage("there is no deployment 'bedrock'; known are: main, spare");
        }
    }

    @Test
    void theFileIsFoundByVariableThenByProperty() {
        ConfigFile file = twoClouds();
        file.environment.put("INTERLINE_CONFIG", file.path().toString());
        try (Interline interline = file.loader().load()) {
            assertThat(interline.models()).containsExactly("chat", "summary");
        }
        file.environment.remove("INTERLINE_CONFIG");
        System.setProperty("interline.config", file.path().toString());
        try (Interline interline = file.loader().load()) {
            assertThat(interline.models()).containsExactly("chat", "summary");
        } finally {
            System.clearProperty("interline.config");
        }
    }

    @Test
    void otherwiseTheFileIsFoundOnTheClassPath() throws Exception {
        ConfigFile file = twoClouds();
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (var withFile = new java.net.URLClassLoader(
                new java.net.URL[] {directory.toUri().toURL()}, before)) {
            Thread.currentThread().setContextClassLoader(withFile);
            assertThat(file.loader().load().models()).containsExactly("chat", "summary");
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
        assertThatThrownBy(() -> Interline.loader().environment(Map.of()).load())
                .isInstanceOf(ConfigException.class)
                .hasMessage("there is no configuration: name a file in the environment variable INTERLINE_CONFIG or"
                        + " the system property interline.config, or put interline.yaml on the class path");
    }

    private static String names(Router router) {
        return String.join(" ", router.targets().stream().map(Target::name).toList());
    }
}
