package dev.interline.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user is told whose Jackson is too old; {@code consumers/typed} holds the same against real ones. */
class JacksonVersionTest {
    private static Version version(int minor) {
        return new Version(2, minor, 3, null, "com.fasterxml.jackson.core", "jackson-databind");
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 12, 14})
    void oldOneIsRefusedWithTheLinesToAdd(int minor) {
        assertThatThrownBy(() -> JacksonVersion.check("jackson-databind", version(minor)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("jackson-databind 2." + minor + ".3 is on the class path")
                .hasMessageContaining("2.15 or newer")
                .hasMessageContaining("<artifactId>jackson-bom</artifactId><version>" + JacksonVersion.OURS);
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 17, 21, 22})
    void newerOnesAreTaken(int minor) {
        assertThatCode(() -> JacksonVersion.check("jackson-databind", version(minor)))
                .doesNotThrowAnyException();
    }

    @Test
    void remedyIsTheVersionThatWeAreBuiltWith() throws IOException {
        assertThat(Files.readString(Path.of("../pom.xml"))).contains("<jackson.version>" + JacksonVersion.OURS + "<");
    }
}
