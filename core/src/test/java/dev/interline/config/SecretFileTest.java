package dev.interline.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.Interline;
import dev.interline.Stage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values that stand in files of their own. */
class SecretFileTest {
    @TempDir
    Path directory;

    private Path secret;

    @BeforeEach
    void name() {
        secret = directory.resolve("endpoint");
    }

    /** The endpoint stands in the file, as what a model answers tells it. */
    private ConfigFile file(String endpoint) {
        return ConfigFile.yaml(directory, """
                deployments:
                  main:
                    provider: azure
                    endpoint: %s
                    api-key: k
                  spare: {provider: acme, endpoint: spare, api-key: k}
                models:
                  chat: {route: [main, spare]}
                """.formatted(endpoint));
    }

    private String answer(ConfigFile file) {
        try (Interline interline = file.load()) {
            return interline.model("chat").ask("hi");
        }
    }

    @Test
    void valueOfAFileIsTakenWithoutTheEndOfItsLine() throws IOException {
        for (String content : new String[] {"there", "there\n", "there\r\n"}) {
            Files.writeString(secret, content);
            assertThat(answer(file("${file:" + secret + "}"))).isEqualTo("from there");
        }
        Files.writeString(secret, "${HOME}");
        assertThat(answer(file("${file:" + secret + "}")))
                .as("what a file holds is no reference")
                .isEqualTo("from ${HOME}");
    }

    @Test
    void pathMayComeFromAVariableAndAFileMayBeADefault() throws IOException {
        Files.writeString(secret, "there");
        assertThat(answer(file("${file:${SECRETS}/endpoint}").with("SECRETS", directory.toString())))
                .isEqualTo("from there");
        ConfigFile either = file("${HOST:${file:" + secret + "}}");
        assertThat(answer(either)).isEqualTo("from there");
        assertThat(answer(either.with("HOST", "elsewhere"))).isEqualTo("from elsewhere");
    }

    @Test
    void missingFileIsToldWithMissingVariables() {
        assertThat(file("${file:" + secret + "}").complaint()).isEqualTo("""
                interline.yaml: these files are not there:
                  endpoint, line 4: deployments.main.endpoint
                put them there, or mark what can do without as optional: true""");
        assertThat(file("${file:" + secret + "}${KEY}").complaint()).isEqualTo("""
                interline.yaml: these variables are set neither in the environment nor as system properties:
                  KEY, line 4: deployments.main.endpoint
                these files are not there:
                  endpoint, line 4: deployments.main.endpoint
                set them, give a default as in ${NAME:default}, or mark what can do without as optional: true""");
    }

    @Test
    void optionalDeploymentIsLeftOutForWantOfAFile() throws Throwable {
        ConfigFile file = file("${file:" + secret + "}\n    optional: true");
        assertThat(Stage.logged(() -> assertThat(answer(file)).isEqualTo("from spare")))
                .contains("deployments.main is left out, it is optional and file:" + secret + " is not there");
    }

    @Test
    void standInTakesThePlaceOfAFileThatIsNotThere() {
        ConfigFile file = file("${file:" + secret + "}");
        try (Interline interline = file.loader().standIn("nobody").load(file.path())) {
            assertThat(interline.model("chat").ask("hi")).isEqualTo("from nobody");
        }
    }

    @Test
    void fileThatCannotBeAValueIsAnErrorAtItsKey() throws IOException {
        String reference = "${file:" + secret + "}";
        Files.writeString(secret, "\n");
        assertThat(file(reference).complaint())
                .isEqualTo("interline.yaml, line 4: deployments.main.endpoint: the file of ${file:…} is empty");
        Files.writeString(secret, "x".repeat(64 * 1024 + 1));
        assertThat(file(reference).complaint()).endsWith("is larger than 64 KiB, which no secret is");
        Files.write(secret, "é".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(file(reference).complaint()).endsWith("is not text in UTF-8");
        assertThat(file("${file:" + directory + "}").complaint()).endsWith("is a directory; name the file in it");
        assertThat(file("\"${file:}\"").complaint()).endsWith("a file is referred to as ${file:/run/secrets/key}");
    }
}
