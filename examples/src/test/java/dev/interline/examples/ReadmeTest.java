package dev.interline.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pages show code that compiles: every Java block of the README and of docs is a region of an example, word for word. */
class ReadmeTest {
    private static final Path ROOT = Path.of("..");
    private static final List<String> SIX = List.of("ask", "stream", "failover", "configured", "errors", "test");

    @ParameterizedTest
    @MethodSource("pages")
    void everySnippetIsARegionOfAnExample(Path page) throws IOException {
        List<String> snippets = Page.read(page).blocks("java");

        assertThat(Regions.ofExamples().values()).containsAll(snippets);
    }

    static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            docs.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        return pages;
    }

    @Test
    void theSixThingsTakeFortyLines() throws IOException {
        Map<String, String> regions = Regions.ofExamples();
        List<String> six = SIX.stream().map(regions::get).toList();

        assertThat(Page.read(ROOT.resolve("README.md")).blocks("java")).containsAll(six);
        assertThat(six.stream().mapToLong(Page::lines).sum()).isLessThanOrEqualTo(40);
    }

    @Test
    void theReadmeLinksEachExample() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        try (Stream<Path> files = Files.list(Path.of("src/main/java/dev/interline/examples"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file).contains("public static void main(")) {
                    assertThat(readme)
                            .contains("(examples/src/main/java/dev/interline/examples/" + file.getFileName() + ")");
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadSomewhere(Path page) throws IOException {
        for (String link : Page.read(page).links()) {
            assertThat(page.resolveSibling(link)).exists();
        }
    }

    @Test
    void everyPageIsInTheIndex() throws IOException {
        List<String> listed = Page.read(ROOT.resolve("docs/README.md")).links();
        for (Path page : pages()) {
            String name = page.getFileName().toString();
            if (!name.equals("README.md")) {
                assertThat(listed).contains(name);
            }
        }
    }

    @Test
    void theTestCommandIsTheOneThatCiRuns() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        String ci = Files.readString(ROOT.resolve(".ci/run"));

        assertThat(readme).contains("mvn -B -ntp verify");
        assertThat(ci).contains("mvn -B -ntp clean verify");
    }
}
