package dev.interline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interline.Interline;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceTest {
    @TempDir
    Path directory;

    @Test
    void aFileThatIsNotThereIsNamed() {
        Path missing = directory.resolve("missing.yaml");
        assertThatThrownBy(() -> Interline.load(missing))
                .isInstanceOf(ConfigException.class)
                .hasMessage(missing + ": there is no such file");
        assertThatThrownBy(() -> Interline.load(Path.of("missing.yaml")))
                .hasMessage("missing.yaml: there is no such file; it was looked for in "
                        + Path.of("").toAbsolutePath());
    }

    @Test
    void whoNamedTheFileThatIsNotThereIsTold() {
        Path missing = directory.resolve("missing.yaml");
        assertThatThrownBy(() -> Interline.loader()
                        .environment(Map.of("INTERLINE_CONFIG", missing.toString()))
                        .load())
                .hasMessage("environment variable INTERLINE_CONFIG: " + missing + ": there is no such file");
    }

    @Test
    void aDirectoryIsNoFile() {
        assertThatThrownBy(() -> Interline.load(directory))
                .hasMessage(directory + ": this is a directory; name the file in it");
    }

    @Test
    void theEndOfTheNameSaysWhatIsInIt() throws Exception {
        Path file = Files.writeString(directory.resolve("interline.toml"), "");
        assertThatThrownBy(() -> Interline.load(file))
                .hasMessage(file + ": the name of the file must end in .yaml, .yml or .properties");
    }

    @Test
    void theFileIsUtf8WithOrWithoutItsMark() throws Exception {
        Path file = Files.write(directory.resolve("a.yaml"), "name: Zürich".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Interline.load(file)).hasMessage(file + ": is not text in UTF-8");

        Environment nobody = new Environment(name -> null, Set.of(), null);
        Path yaml = Files.writeString(directory.resolve("b.yml"), "\uFEFFmodels: {}\n");
        assertThat(Source.file(yaml, nobody).read().nodes()).containsOnlyKeys("models");
        Path properties = Files.writeString(directory.resolve("b.properties"), "\uFEFFmodels.chat.route=a\n");
        assertThat(Source.file(properties, nobody).read().nodes()).containsOnlyKeys("models");
    }
}
