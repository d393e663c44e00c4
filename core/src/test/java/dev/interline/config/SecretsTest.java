package dev.interline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.interline.Interline;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A secret comes from a variable or stands in the file; in neither case does anything print it. */
class SecretsTest {
    private static final String SECRET = "sk-s3cr3t";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                // wrong in the value's own line, or near it
                "api-key: %s\n    zzz: x",
                "api-key: [%s]",
                "api-key: {a: %s}",
                "api-key: !%s",
                "api-key: !%s!x",
                "api-key: *%s",
                "api-key: ${%s",
                "api-key: ${%s !}",
                "api-key: '%s",
                "api-key: \"%s\\z\"",
                "api-key: @%s",
                "api-key: `%s",
                "api-key: %%%s",
                "api-key: a: %s",
                "api-key %s",
                "api-key: %s\n    api-key: x",
                "api-key: %s\n    endpoint: broken",
                "api-key: %s\n  - x",
                // in a place where it has no business
                "api-key: k\n    connect-timeout: ${SECRET}",
                "api-key: k\n    reasons: ${SECRET}",
                "api-key: k\n    max-output: ${SECRET}",
                "api-key: k\n    abilities: ['${SECRET}']",
                "api-key: k\n    pool: ${SECRET}",
                "api-key: k\n    optional: ${SECRET}",
            })
    void errorsDoNotShowThem(String line) {
        ConfigFile file = ConfigFile.yaml(directory, """
                deployments:
                  main:
                    provider: azure
                    %s
                    endpoint: e
                models:
                  chat: {route: [main]}
                """.formatted(line.formatted(SECRET)))
                .with("SECRET", SECRET);
        Throwable problem = catchThrowable(file::load);
        assertThat(problem).isInstanceOf(ConfigException.class);
        StringWriter everything = new StringWriter();
        problem.printStackTrace(new PrintWriter(everything));
        assertThat(everything.toString()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROVIDER", "MODEL_WORD", "DEPLOYMENT"})
    void namesThatComeFromVariablesAreNotShownEither(String variable) {
        ConfigFile file = ConfigFile.yaml(directory, """
                deployments:
                  main:
                    provider: ${PROVIDER:azure}
                    endpoint: e
                    api-key: k
                models:
                  chat:
                    route: ["${DEPLOYMENT:main}"]
                    on-stream-failure: ${MODEL_WORD:fail}
                """).with(variable, SECRET);
        assertThat(file.complaint()).startsWith("interline.yaml, line ").doesNotContain(SECRET);
    }

    @Test
    void nothingPrintsThem() {
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try (Interline interline = ConfigFile.yaml(directory, """
                deployments:
                  main: {provider: azure, endpoint: e, api-key: %s}
                  spare: {provider: bedrock, optional: true, token: "${SECRET}"}
                models:
                  chat: {route: [main, spare]}
                """.formatted(SECRET))
                .with("SECRET", SECRET)
                .load()) {
            assertThat(interline).hasToString("Interline[chat]");
            assertThat(interline.model("chat").toString()
                            + interline.deployment("main")
                            + interline.deployment("main").profile())
                    .doesNotContain(SECRET);
        } finally {
            System.setErr(before);
        }
        assertThat(log.toString(StandardCharsets.UTF_8)).contains("is left out").doesNotContain(SECRET);
    }
}
