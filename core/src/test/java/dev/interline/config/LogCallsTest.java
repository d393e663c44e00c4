package dev.interline.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.Interline;
import dev.interline.Stage;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much of every call is logged, as the file says. */
class LogCallsTest {
    @TempDir
    Path directory;

    private String logged(String top, String model) throws Throwable {
        try (Interline interline =
                ConfigFile.yaml(directory, """
                %s
                deployments:
                  main: {provider: azure, endpoint: main, api-key: k}
                models:
                  chat:
                    route: [main]
                    %s
                """.formatted(top, model)).load()) {
            return Stage.logged(() -> interline.model("chat").ask("a question"));
        }
    }

    @Test
    void oneLineForEachCallByOption() throws Throwable {
        assertThat(logged("", "")).doesNotContain("chat answered");
        assertThat(logged("log-calls: true", ""))
                .contains("INFO dev.interline.calls - chat answered:")
                .doesNotContain("question", "from main");
        assertThat(logged("", "log-calls: true")).contains("chat answered:");
        assertThat(logged("log-calls: true", "log-calls: false")).doesNotContain("chat answered");
    }

    @Test
    void contentByTheExplicitWordAlone() throws Throwable {
        assertThat(logged("", "log-calls: with-content")).contains("user: a question", "answer, assistant: from main");
    }

    @Test
    void otherWordsAreErrors() {
        assertThat(ConfigFile.yaml(directory, "log-calls: yes\nmodels: {}\n").complaint())
                .isEqualTo("interline.yaml, line 1: log-calls: 'yes' is not known; known are: false, true,"
                        + " with-content");
        assertThat(ConfigFile.yaml(directory, "reload: 5ms\nmodels: {}\n").complaint())
                .isEqualTo("interline.yaml, line 1: reload: is how often to look whether the file has changed: a second"
                        + " or more");
    }
}
