package dev.interline.typed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page on schemas says what is so. To write it anew: {@code -Dinterline.pages=write}. */
class SchemasPageTest {
    private static final Path PAGE = Path.of("..", "docs", "schemas.md");

    @Test
    void thePageSaysWhatIsSo() throws IOException {
        String page = SchemasPage.write();
        if ("write".equals(System.getProperty("interline.pages"))) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE)).isEqualTo(page);
        assertThat(Shape.all()).hasSizeGreaterThanOrEqualTo(40);
    }

    @Test
    void subsetsRefuseWhatTheirVendorsRefuse() throws IOException {
        String open = "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\",\"pattern\":\"x\"}}}";
        for (Subset subset : Subset.values()) {
            assertThat(subset.faults(new ObjectMapper().readTree(open)))
                    .as(subset.name())
                    .isNotEmpty();
        }
        String cycle = "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/$defs/A\"}},\"required\":[\"a\"],"
                + "\"additionalProperties\":false,\"$defs\":{\"A\":{\"type\":\"object\",\"properties\":{\"b\":"
                + "{\"$ref\":\"#/$defs/A\"}},\"required\":[\"b\"],\"additionalProperties\":false}}}";
        assertThat(Subset.OPENAI.faults(new ObjectMapper().readTree(cycle))).isEmpty();
        assertThat(Subset.CLAUDE.faults(new ObjectMapper().readTree(cycle))).containsExactly("refers to itself");
        assertThat(Subset.GEMINI.faults(new ObjectMapper().readTree(cycle))).hasSize(1);
    }
}
