package dev.interline.examples.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page on broken files says what is said. To write it anew: {@code -Dinterline.pages=write}. */
class BrokenFilesPageTest {
    private static final Path PAGE = Path.of("..", "docs", "configuration-errors.md");
    private static final int LEAST = 60;

    private static final Map<String, String> CHAPTERS = new LinkedHashMap<>();

    static {
        CHAPTERS.put("file", "A whole file");
        CHAPTERS.put("top", "At the end of the file above");
        CHAPTERS.put("deployment", "Instead of the keys of `main`");
        CHAPTERS.put("model", "Instead of the keys of `chat`");
        CHAPTERS.put("properties", "A file of properties");
        CHAPTERS.put("environment", "The file above, and a variable of the environment");
    }

    @TempDir
    Path directory;

    @Test
    void everyFileHasItsOwnClearMessageOnThePage() throws IOException {
        Map<String, String> messages = new LinkedHashMap<>();
        StringBuilder page = new StringBuilder(beginning());
        CHAPTERS.forEach((place, chapter) -> {
            page.append("\n## ").append(chapter).append('\n');
            for (BrokenFile row : BrokenFile.all()) {
                if (row.place().split(" ", 2)[0].equals(place)) {
                    String message = row.complaint(directory);
                    messages.put(row.title(), message);
                    page.append(entry(row, message));
                }
            }
        });
        assertThat(BrokenFile.all()).hasSizeGreaterThanOrEqualTo(LEAST).hasSameSizeAs(messages.keySet());
        assertThat(new ArrayList<>(messages.values())).as("each has its own").doesNotHaveDuplicates();
        assertThat(messages)
                .allSatisfy(
                        (title, message) -> assertThat(message)
                                .matches(
                                        "(?s)(interline\\.(yaml|properties)(, line \\d+)?|environment variable [A-Z_]+): .{20,}"));

        if ("write".equals(System.getProperty("interline.pages"))) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page.toString());
    }

    @Test
    void fileThatTheRowsBreakIsRight() {
        assertThat(new BrokenFile("good", "", "").complaint(directory)).startsWith("loads without complaint");
    }

    private static String beginning() {
        return """
                # What a broken configuration says

                A file that cannot be used is refused when it is loaded, with the file, the line, the path of the setting, what is
                wrong, and what is known there. Values of variables are never shown. Most files below are this one with something
                broken; a test writes this page, so it says what is said.

                ```yaml
                """ + BrokenFile.good() + "```\n";
    }

    private static String entry(BrokenFile row, String message) {
        String lines = row.place().startsWith("environment ")
                ? row.place().substring("environment ".length()) + "\n"
                : row.lines();
        String language = row.place().equals("properties") ? "properties" : "yaml";
        List<String> fences = List.of(
                lines.isEmpty() ? "" : "\n```" + language + "\n" + lines + "```\n",
                "\n```text\n" + message + "\n```\n");
        String title = row.title();
        return "\n### " + Character.toUpperCase(title.charAt(0)) + title.substring(1) + "\n" + String.join("", fences);
    }
}
