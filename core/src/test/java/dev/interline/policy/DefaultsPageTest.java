package dev.interline.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.ModelId;
import dev.interline.Options;
import dev.interline.Profile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on defaults says what is so, and every row is tested. */
class DefaultsPageTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern TEST = Pattern.compile("`(\\w+)\\.(\\w+)`");

    private static List<String> rows() throws IOException {
        return Files.readAllLines(ROOT.resolve("docs/defaults.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| ---") && !line.startsWith("| setting"))
                .toList();
    }

    private static String row(String setting) throws IOException {
        return rows().stream()
                .filter(line -> line.startsWith("| " + setting))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row for " + setting));
    }

    private static String said(Duration duration) {
        return duration.toSeconds() < 300 ? duration.toSeconds() + " s" : duration.toMinutes() + " min";
    }

    @Test
    void everyRowNamesTestsThatExist() throws IOException {
        List<String> missing = new ArrayList<>();
        assertThat(rows()).hasSizeGreaterThan(20);
        assertThat(List.of(row("TLS"), row("redirects"), row("proxy"), row("logging")))
                .doesNotContainNull();
        for (String row : rows()) {
            Matcher test = TEST.matcher(row);
            boolean any = false;
            while (test.find()) {
                any = true;
                if (!exists(test.group(1), test.group(2))) {
                    missing.add(test.group());
                }
            }
            if (!any) {
                missing.add("a test for: " + row);
            }
        }
        assertThat(missing).isEmpty();
    }

    private static boolean exists(String type, String method) throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .anyMatch(sources -> {
                        try (Stream<Path> files = Files.walk(sources)) {
                            return files.filter(file -> file.endsWith(type + ".java"))
                                    .anyMatch(file -> text(file).contains("void " + method + "("));
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void numbersAreThoseOfTheCode() throws IOException {
        Profile chat =
                Profile.builder(new ModelId("azure", "", "gpt")).reasons(false).build();
        Profile reasoning = chat.toBuilder().reasons(true).build();
        Estimate small = new Estimate(0, OptionalLong.empty());
        Duration flex = Defaults.deadline(Options.builder().serviceTier("flex").build());

        assertThat(row("deadline")).contains("| " + said(Defaults.DEADLINE) + " (flex tier " + said(flex) + ")");
        assertThat(row("connect")).contains("| " + said(Defaults.CONNECT) + " |");
        assertThat(row("first content"))
                .contains("| " + said(Defaults.firstContent(chat, small)) + " + 1 s for 10,000 input tokens |")
                .contains("| " + said(Defaults.firstContent(reasoning, small)) + " |");
        assertThat(row("silence, hard"))
                .contains("| " + said(Defaults.silence(chat)) + " | " + said(Defaults.silence(reasoning)) + " |");
        assertThat(row("a whole answer rides"))
                .contains(String.format("exceeds %,d tokens", Defaults.LONGEST_UNWATCHED));
        assertThat(row("tries in all")).contains("| " + Defaults.MOST_ATTEMPTS + " a call");
        assertThat(row("longest wait"))
                .contains("| " + said(Defaults.MAX_RETRY_WAIT) + " if another is free; "
                        + said(Defaults.MAX_RETRY_WAIT_ALONE) + " if not |");
    }
}
