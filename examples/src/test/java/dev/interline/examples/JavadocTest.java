package dev.interline.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The Javadoc shows code that compiles. */
class JavadocTest {
    private static final String REGION = "javadoc ";
    private static final List<String> MODULES =
            List.of("core", "wire", "provider-azure", "provider-bedrock", "provider-vertex", "testkit");

    @Test
    void everyRegionStandsInTheJavadocOfItsType() throws IOException {
        Map<String, String> regions = Regions.ofExamples();
        regions.keySet().removeIf(name -> !name.startsWith(REGION));

        assertThat(regions).hasSizeGreaterThan(30);
        for (Map.Entry<String, String> region : regions.entrySet()) {
            String type = region.getKey().substring(REGION.length());
            String example = region.getValue()
                    .lines()
                    .map(line -> (" * " + line).stripTrailing())
                    .collect(Collectors.joining("\n", " * <pre>{@code\n", "\n * }</pre>\n"));
            assertThat(source(type)).as(type).contains(example);
        }
    }

    private static String source(String type) throws IOException {
        for (String module : MODULES) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src/main/java"))) {
                List<Path> found =
                        files.filter(file -> file.endsWith(type + ".java")).toList();
                if (!found.isEmpty()) {
                    return Files.readString(found.get(0));
                }
            }
        }
        throw new AssertionError("there is no type " + type);
    }
}
