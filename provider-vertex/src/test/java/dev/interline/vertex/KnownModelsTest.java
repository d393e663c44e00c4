package dev.interline.vertex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.Price;
import dev.interline.Profile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the catalogue knows of a model by its name. */
class KnownModelsTest {
    private static Profile profile(String name) {
        return Vertex.of("my-project", "global").model(name).profile();
    }

    @ParameterizedTest
    @CsvSource({
        "gemini-2.5-flash, $0.3 in",
        "publishers/google/models/gemini-2.5-flash, $0.3 in",
        "claude-opus-4-5@20251101, $5 in",
        "claude-sonnet-5, $2 in",
        "meta/llama-3.3-70b-instruct-maas, $0.72 in",
        "openai/gpt-oss-20b-maas, $0.07 in",
    })
    void aNameTellsThePrice(String name, String input) {
        assertThat(profile(name).price().map(Price::toString).orElse("unknown")).startsWith(input + ",");
    }

    @Test
    void anEndpointTellsNothingButWhatIsDeclared() {
        assertThat(profile("endpoints/1234").price()).isEmpty();
        Profile declared = Vertex.of("my-project", "global")
                .model("endpoints/1234", it -> it.family("gemini-2.5-pro"))
                .profile();
        assertThat(declared.reasons()).contains(true);
        assertThat(declared.price().orElseThrow().at(200_001)).hasToString("$2.5 in, $15 out");
    }
}
