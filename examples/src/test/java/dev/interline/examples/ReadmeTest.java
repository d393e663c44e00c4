package dev.interline.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README shows code that compiles: every Java block of it is a region of an example, word for word. */
class ReadmeTest {
    private static final Path ROOT = Path.of("..");

    @Test
    void everySnippetIsARegionOfAnExample() throws IOException {
        List<String> regions = regions();
        List<String> snippets = blocks(Files.readString(ROOT.resolve("README.md")));

        assertThat(snippets).hasSizeGreaterThanOrEqualTo(6);
        assertThat(regions).containsAll(snippets);
    }

    @Test
    void theTestCommandIsTheOneThatCiRuns() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        String ci = Files.readString(ROOT.resolve(".ci/run"));

        assertThat(readme).contains("mvn -B -ntp verify");
        assertThat(ci).contains("mvn -B -ntp clean verify");
    }

    private static List<String> regions() throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                List<String> region = null;
                for (String line : Files.readAllLines(file)) {
                    if (line.strip().startsWith("// region")) {
                        region = new ArrayList<>();
                    } else if (line.strip().startsWith("// endregion") && region != null) {
                        found.add(String.join("\n", region).stripIndent().strip());
                        region = null;
                    } else if (region != null) {
                        region.add(line);
                    }
                }
            }
        }
        return found;
    }

    private static List<String> blocks(String markdown) {
        List<String> blocks = new ArrayList<>();
        List<String> block = null;
        for (String line : markdown.lines().toList()) {
            if (line.equals("```java")) {
                block = new ArrayList<>();
            } else if (line.equals("```") && block != null) {
                blocks.add(String.join("\n", block).strip());
                block = null;
            } else if (block != null) {
                block.add(line);
            }
        }
        return blocks;
    }
}
