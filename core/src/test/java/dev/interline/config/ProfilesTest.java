package dev.interline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interline.Interline;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What differs in one environment is laid over the rest of the file. */
class ProfilesTest {
    private static final String FILE = """
            deployments:
              main: {provider: azure, endpoint: main, api-key: k, abilities: [tools, images]}
              spare: {provider: acme, endpoint: spare, api-key: k}
            models:
              chat:
                route: [main]
                constraints: {clouds: [azure]}
            profiles:
              prod:
                deployments: {main: {endpoint: main.prod}}
              swapped:
                models: {chat: {route: [spare], constraints: ~}}
              more:
                models: {other: {route: [main]}}
            """;

    @TempDir
    Path directory;

    private final String property = "interline.profile";

    private String answer(ConfigFile file) {
        try (Interline interline = file.load()) {
            return interline.model("chat").ask("hi");
        }
    }

    @Test
    void profileIsChosenByVariablePropertyOrProgram() {
        assertThat(answer(ConfigFile.yaml(directory, FILE))).isEqualTo("from main");
        assertThat(answer(ConfigFile.yaml(directory, FILE).with("INTERLINE_PROFILE", "prod")))
                .isEqualTo("from main.prod");
        System.setProperty(property, "prod");
        try {
            ConfigFile file = ConfigFile.yaml(directory, FILE);
            assertThat(answer(file)).isEqualTo("from main.prod");
            try (Interline without = file.loader().profile().load(file.path())) {
                assertThat(without.model("chat").ask("hi")).isEqualTo("from main");
            }
        } finally {
            System.clearProperty(property);
        }
    }

    @Test
    void sectionsAreJoinedListsReplacedAndEmptyValuesTakeAway() {
        assertThat(answer(ConfigFile.yaml(directory, FILE).with("INTERLINE_PROFILE", "swapped")))
                .as("the constraint would have forbidden it")
                .isEqualTo("from spare");
        try (Interline interline = ConfigFile.yaml(directory, FILE)
                .with("INTERLINE_PROFILE", "swapped, more")
                .load()) {
            assertThat(interline.models()).containsExactly("chat", "other");
            assertThat(interline.model("chat").ask("hi")).isEqualTo("from spare");
        }
    }

    @Test
    void overrideFromTheEnvironmentGoesBeforeAProfile() {
        assertThat(answer(ConfigFile.yaml(directory, FILE)
                        .with("INTERLINE_PROFILE", "prod")
                        .with("INTERLINE_DEPLOYMENTS_MAIN_ENDPOINT", "mine")))
                .isEqualTo("from mine");
    }

    @Test
    void whatIsWrongInAProfileIsToldWithItsLine() {
        assertThat(ConfigFile.yaml(directory, FILE)
                        .with("INTERLINE_PROFILE", "prd")
                        .complaint())
                .isEqualTo("interline.yaml, line 8: profiles: there is no profile 'prd'; did you mean prod? "
                        + "known are: prod, swapped, more");
        assertThat(ConfigFile.yaml(directory, FILE.substring(0, FILE.indexOf("profiles:")))
                        .with("INTERLINE_PROFILE", "prod")
                        .complaint())
                .isEqualTo("interline.yaml: profiles: there are none, but profile 'prod' is chosen");
        assertThat(ConfigFile.yaml(directory, FILE.replace("{route: [main]}}", "{rout: [main]}}"))
                        .with("INTERLINE_PROFILE", "more")
                        .complaint())
                .startsWith("interline.yaml, line 14: models.other.route: names nobody");
        assertThat(ConfigFile.yaml(directory, FILE + "  odd: [a]\n").complaint())
                .isEqualTo("interline.yaml, line 15: profiles.odd: needs keys of its own, not a list");
        assertThat(ConfigFile.yaml(directory, FILE + "  odd: {profiles: {}}\n").complaint())
                .isEqualTo("interline.yaml, line 15: profiles.odd.profiles: a profile holds no profiles; "
                        + "write it beside this one");
        assertThatThrownBy(() -> ConfigFile.yaml(directory, FILE)
                        .loader()
                        .profile("nobody")
                        .load(directory.resolve("interline.yaml")))
                .isInstanceOf(ConfigException.class);
    }
}
