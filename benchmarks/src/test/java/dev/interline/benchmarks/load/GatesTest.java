package dev.interline.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What does not depend on how busy the machine is must not grow: allocation of a call and of a chunk, and the classes
 * of the first answer. The limits stand in {@code gates.properties}; whoever raises one says why.
 */
class GatesTest {
    private static final Properties LIMITS = new Properties();
    private static final Map<Figure, String> GATES = new EnumMap<>(Map.of(
            Figure.PLAIN_BYTES, "call.bytes",
            Figure.S500_BYTES, "chunk-of-500.bytes",
            Figure.S5000_BYTES, "chunk-of-5000.bytes",
            Figure.COLD_CLASSES, "classes",
            Figure.LOST, "lost"));

    private static Processes processes;

    @BeforeAll
    static void open() throws IOException {
        try (InputStream in = Objects.requireNonNull(GatesTest.class.getResourceAsStream("/gates.properties"))) {
            LIMITS.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        processes = Processes.withServer();
    }

    @AfterAll
    static void close() {
        processes.close();
    }

    @ParameterizedTest
    @EnumSource(Tongue.class)
    void nothingGrows(Tongue tongue) throws IOException, InterruptedException {
        Table table = new Table();
        processes.measure("interline", tongue.word(), "bytes", "5", table);
        processes.measure("interline", tongue.word(), "cold", "1", table);
        GATES.forEach((figure, name) -> {
            String limit = LIMITS.getProperty(tongue.word() + "." + name, LIMITS.getProperty(name));
            assertThat(table.median("interline", figure))
                    .as("%s of %s", name, tongue)
                    .isNotNull()
                    .isLessThanOrEqualTo(Double.parseDouble(limit));
        });
    }
}
