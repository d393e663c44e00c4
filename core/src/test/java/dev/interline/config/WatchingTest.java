package dev.interline.config;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.interline.Interline;
import dev.interline.Stage;
import dev.interline.testing.ManualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is loaded again when it changes, on a clock that the test moves. */
class WatchingTest {
    private static final String FILE = """
            reload: 30s
            deployments:
              main: {provider: azure, endpoint: one, api-key: k}
            models:
              chat: {route: [main]}
            """;

    @TempDir
    Path directory;

    private final ManualTime time = new ManualTime();
    private Interline interline = Interline.of(Map.of(), Map.of(), new Shared(time));
    private ConfigFile file = ConfigFile.yaml(Path.of(System.getProperty("java.io.tmpdir")), "");

    private void load(String text) {
        file = ConfigFile.yaml(directory, text);
        interline = file.loader().time(time).warm(false).load(file.path());
    }

    private void write(String text) throws IOException {
        Files.writeString(file.path(), text);
    }

    private String answer() {
        return interline.model("chat").ask("hi");
    }

    /** Everybody else gets a turn meanwhile. */
    private void pass(Duration span) throws InterruptedException {
        assertThat(time.gate().await(span)).isFalse();
    }

    @AfterEach
    void close() {
        interline.close();
    }

    @Test
    void changedFileIsLoadedAgainAtItsPace() throws Exception {
        load(FILE);
        write(FILE.replace("one", "two"));
        pass(ofSeconds(29));
        assertThat(answer()).isEqualTo("from one");
        pass(ofSeconds(2));
        assertThat(answer()).isEqualTo("from two");

        write(FILE.replace("one", "three").replace("30s", "5s"));
        pass(ofSeconds(30));
        assertThat(answer()).isEqualTo("from three");
        write(FILE);
        pass(ofSeconds(6));
        assertThat(answer()).as("the new pace holds").isEqualTo("from one");

        write(FILE.replace("reload: 30s", "log-calls: false").replace("one", "four"));
        pass(ofSeconds(31));
        assertThat(answer()).isEqualTo("from four");
        write(FILE);
        pass(ofMinutes(10));
        assertThat(answer()).as("nobody looks any more").isEqualTo("from four");
    }

    @Test
    void unusableFileIsAWarningOnceAndTheOldOneStays() throws Throwable {
        load(FILE);
        write(FILE.replace("route:", "rout:"));
        assertThat(Stage.logged(() -> pass(ofMinutes(5))).lines().filter(line -> line.contains("WARN")))
                .singleElement()
                .asString()
                .contains("cannot be used, what was loaded before stays", "models.chat.route: names nobody");
        assertThat(answer()).isEqualTo("from one");

        Files.delete(file.path());
        assertThat(Stage.logged(() -> pass(ofMinutes(5)))).containsOnlyOnce("there is no such file");
        write(FILE.replace("one", "two"));
        pass(ofSeconds(31));
        assertThat(answer()).isEqualTo("from two");
    }

    @Test
    void secretsInFilesAreWatchedToo() throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), "one");
        load(FILE.replace("one", "\"${file:" + secret + "}\""));
        assertThat(answer()).isEqualTo("from one");
        Files.writeString(secret, "two");
        pass(ofSeconds(31));
        assertThat(answer()).isEqualTo("from two");
    }

    @Test
    void catalogueThatChangesIsNotTakenInSilence() throws Throwable {
        Path prices = Files.writeString(directory.resolve("prices.yaml"), "stale-after: 90d\n");
        load(FILE + "catalogue: " + prices + "\n");
        Files.writeString(prices, "stale-after: 91d\n");
        assertThat(Stage.logged(() -> pass(ofSeconds(31)))).contains("catalogue: has changed");
    }

    @Test
    void programMaySetThePaceAndClosingEndsIt() throws Exception {
        String silent = FILE.replace("reload: 30s\n", "");
        file = ConfigFile.yaml(directory, silent);
        interline = file.loader().time(time).warm(false).watching(ofSeconds(2)).load(file.path());
        write(silent.replace("one", "two"));
        pass(ofSeconds(3));
        assertThat(answer()).isEqualTo("from two");
        interline.close();
        pass(ofSeconds(3));
        assertThat(time.timers()).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> Interline.loader().watching(Duration.ofMillis(999)));
    }
}
