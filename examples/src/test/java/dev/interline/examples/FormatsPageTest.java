package dev.interline.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page on formats says what is so. To write it anew: {@code -Dinterline.pages=write}. */
class FormatsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "formats.md");

    @Test
    void thePageSaysWhatIsSo() throws IOException {
        String page = FormatsPage.write();
        if ("write".equals(System.getProperty("interline.pages"))) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }
}
