package dev.interline.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.Version;
import dev.interline.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A library that is too old is named with its jar and with the lines that help. */
class LibrariesTest {
    @Test
    void anOldJacksonIsNamedWithTheRemedy() {
        assertThatThrownBy(() -> Libraries.jackson(version(2, 14), "jackson-core-2.14.3.jar"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("jackson-core-2.14.3.jar")
                .hasMessageContaining("2.15 or newer")
                .hasMessageContaining("<artifactId>jackson-bom</artifactId><version>" + Libraries.JACKSON);
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 21, 99})
    void aNewerJacksonMayRun(int minor) {
        assertThatCode(() -> Libraries.jackson(version(2, minor), "jackson-core.jar"))
                .doesNotThrowAnyException();
    }

    private static Version version(int major, int minor) {
        return new Version(major, minor, 0, null, "com.fasterxml.jackson.core", "jackson-core");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3 or older", "4.9.3"})
    void anOldOkHttpIsNamedWithTheRemedy(String version) {
        assertThatThrownBy(() -> Libraries.okhttp(version, "okhttp-old.jar"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("okhttp " + version)
                .hasMessageContaining("okhttp-old.jar")
                .hasMessageContaining("<artifactId>okhttp</artifactId><version>" + Libraries.OKHTTP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.10.0", "4.12.0", "5.0.0", "5.5.1"})
    void aNewerOkHttpMayRun(String version) {
        assertThatCode(() -> Libraries.okhttp(version, "okhttp.jar")).doesNotThrowAnyException();
    }

    @Test
    void whatIsHereIsGoodAndWhatIsRecommendedIsWhatWeBuildWith() throws IOException {
        Libraries.check();

        assertThat(Files.readString(Path.of("../pom.xml")))
                .contains("<okhttp.version>" + Libraries.OKHTTP + "<")
                .contains("<jackson.version>" + Libraries.JACKSON + "<");
    }
}
