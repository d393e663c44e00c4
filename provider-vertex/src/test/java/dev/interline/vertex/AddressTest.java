package dev.interline.vertex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interline.wire.BaseUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every address that Vertex AI answers at, and what is spoken there. */
class AddressTest {
    private static final String P = "/v1/projects/demo/locations/global";

    @ParameterizedTest
    @CsvSource({
        "global, aiplatform.googleapis.com",
        "us, aiplatform.us.rep.googleapis.com",
        "eu, aiplatform.eu.rep.googleapis.com",
        "us-central1, us-central1-aiplatform.googleapis.com",
        "europe-west4, europe-west4-aiplatform.googleapis.com",
        "northamerica-northeast1, northamerica-northeast1-aiplatform.googleapis.com"
    })
    void aLocationHasAHostAndStandsInThePath(String location, String host) {
        Site site = new Site(Site.host(location), "v1", "demo", location);
        assertThat(site.of(VertexFormat.GENERATE_CONTENT, ModelName.parse("gemini-3.6-flash", null, null), false))
                .isEqualTo("https://" + host + "/v1/projects/demo/locations/" + location
                        + "/publishers/google/models/gemini-3.6-flash:generateContent");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gemini-3.6-flash                                             | GENERATE_CONTENT | /publishers/google/models/gemini-3.6-flash:generateContent | /publishers/google/models/gemini-3.6-flash:streamGenerateContent?alt=sse",
                "google/gemini-3.6-flash                                      | GENERATE_CONTENT | /publishers/google/models/gemini-3.6-flash:generateContent | /publishers/google/models/gemini-3.6-flash:streamGenerateContent?alt=sse",
                "publishers/google/models/gemini-2.5-pro                      | GENERATE_CONTENT | /publishers/google/models/gemini-2.5-pro:generateContent   | /publishers/google/models/gemini-2.5-pro:streamGenerateContent?alt=sse",
                "projects/demo/locations/global/publishers/google/models/gemini-2.5-pro | GENERATE_CONTENT | /publishers/google/models/gemini-2.5-pro:generateContent | /publishers/google/models/gemini-2.5-pro:streamGenerateContent?alt=sse",
                "endpoints/1234567890                                         | GENERATE_CONTENT | /endpoints/1234567890:generateContent                      | /endpoints/1234567890:streamGenerateContent?alt=sse",
                "claude-haiku-4-5@20251001                                    | MESSAGES         | /publishers/anthropic/models/claude-haiku-4-5@20251001:rawPredict | /publishers/anthropic/models/claude-haiku-4-5@20251001:streamRawPredict",
                "anthropic/claude-opus-5-5                                    | MESSAGES         | /publishers/anthropic/models/claude-opus-5-5:rawPredict    | /publishers/anthropic/models/claude-opus-5-5:streamRawPredict",
                "mistral-medium-3                                             | CHAT_COMPLETIONS | /publishers/mistralai/models/mistral-medium-3:rawPredict   | /publishers/mistralai/models/mistral-medium-3:streamRawPredict",
                "codestral-2                                                  | CHAT_COMPLETIONS | /publishers/mistralai/models/codestral-2:rawPredict        | /publishers/mistralai/models/codestral-2:streamRawPredict",
                "meta/llama-4-maverick-17b-128e-instruct-maas                 | CHAT_COMPLETIONS | /endpoints/openapi/chat/completions                        | /endpoints/openapi/chat/completions",
                "openai/gpt-oss-120b-maas                                     | CHAT_COMPLETIONS | /endpoints/openapi/chat/completions                        | /endpoints/openapi/chat/completions",
                "xai/grok-4.20-reasoning                                      | CHAT_COMPLETIONS | /endpoints/openapi/chat/completions                        | /endpoints/openapi/chat/completions",
                "gpt-6-luna                                                   | RESPONSES        | /publishers/openai/v1/responses                            | /publishers/openai/v1/responses",
                "openai/gpt-6.1-sol                                           | RESPONSES        | /publishers/openai/v1/responses                            | /publishers/openai/v1/responses",
            })
    void aNameTellsWhatIsSpokenAndWhere(String name, VertexFormat format, String whole, String streamed) {
        ModelName parsed = ModelName.parse(name, "demo", "global");
        Site site = new Site(Site.host("global"), "v1", "demo", "global");

        assertThat(parsed.usual("")).isEqualTo(format);
        assertThat(site.of(format, parsed, false)).isEqualTo("https://aiplatform.googleapis.com" + P + whole);
        assertThat(site.of(format, parsed, true)).isEqualTo("https://aiplatform.googleapis.com" + P + streamed);
    }

    @ParameterizedTest
    @CsvSource({
        "llama-3.3-70b, CHAT_COMPLETIONS",
        "gemini-2.5-flash, GENERATE_CONTENT",
        "claude-sonnet-5, MESSAGES",
        "'', GENERATE_CONTENT",
        "gpt-oss-20b, CHAT_COMPLETIONS"
    })
    void anEndpointSpeaksWhatItsDeclaredFamilySpeaks(String family, VertexFormat format) {
        assertThat(ModelName.parse("endpoints/12", null, null).usual(family)).isEqualTo(format);
    }

    @Test
    void aSelfDeployedEndpointSpeaksChatAtItsOwnPath() {
        Site site = new Site(
                BaseUrl.parse("endpoint", "https://12.us-central1-34.prediction.vertexai.goog"),
                "v1",
                "demo",
                "us-central1");
        assertThat(site.of(VertexFormat.CHAT_COMPLETIONS, ModelName.parse("endpoints/12", null, null), true))
                .isEqualTo("https://12.us-central1-34.prediction.vertexai.goog/v1/projects/demo/locations/us-central1"
                        + "/endpoints/12/chat/completions");
    }

    @Test
    void expressModeHasNoProject() {
        Site site = new Site(Site.host(null), "v1beta1", null, null);
        assertThat(site.of(VertexFormat.GENERATE_CONTENT, ModelName.parse("gemini-3.6-flash", null, null), false))
                .isEqualTo("https://aiplatform.googleapis.com/v1beta1/publishers/google/models/gemini-3.6-flash"
                        + ":generateContent");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../x",
                "a/b/c",
                "gemini?x=1",
                "gemini#1",
                "gemini:predict",
                "a b",
                "models/..",
                "publishers/google/models/",
                "claude;x"
            })
    void aNameThatCouldLeaveItsPlaceIsRefused(String name) {
        assertThatThrownBy(() -> ModelName.parse(name, "demo", "global"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no model of Vertex AI: write its id such as gemini-3.6-flash");
    }

    @Test
    void aNameInAnotherProjectIsRefused() {
        assertThatThrownBy(() -> ModelName.parse("projects/other/locations/global/endpoints/1", "demo", "global"))
                .hasMessage(
                        "model projects/other/locations/global/endpoints/1 is in another project or location than "
                                + "demo/global: name it from publishers/ or endpoints/ on, and set project and location to its own");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "demo | ''        | location is blank: write global, which has every model but promises nothing about where data stays, or us, eu or a region such as europe-west4",
                "demo | EU        | \"EU\" is no location: write global, us, eu or a region such as europe-west4",
                "demo | a/../b    | \"a/../b\" is no location: write global, us, eu or a region such as europe-west4",
                "demo | evil.com/ | \"evil.com/\" is no location: write global, us, eu or a region such as europe-west4",
                "''   | global    | project is blank: write the id of the Google Cloud project",
                "a/b  | global    | \"a/b\" is no project: write its id or number, of lower-case letters, digits and -",
            })
    void projectAndLocationAreCheckedAtOnce(String project, String location, String message) {
        assertThatThrownBy(() -> Vertex.of(project, location))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void aLocationWithoutAKnownHostNeedsAnEndpoint() {
        assertThatThrownBy(() -> Vertex.of("demo", "moon").model("gemini-3.6-flash"))
                .hasMessageContaining("has no host that is known: write global, us, eu or a region")
                .hasMessageContaining("endpoint(...)");
        assertThat(Vertex.of("demo", "moon")
                        .endpoint("https://gateway.example.com")
                        .model("gemini-3.6-flash"))
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "claude-opus-5      | GENERATE_CONTENT | claude-opus-5 does not speak GENERATE_CONTENT on Vertex AI: leave the format out, or choose MESSAGES",
                "gemini-3.6-flash   | RESPONSES        | gemini-3.6-flash does not speak RESPONSES on Vertex AI: leave the format out, or choose GENERATE_CONTENT",
                "meta/llama-3.3-70b | MESSAGES         | meta/llama-3.3-70b does not speak MESSAGES on Vertex AI: leave the format out, or choose CHAT_COMPLETIONS",
            })
    void aFormatThatTheModelDoesNotSpeakIsRefused(String name, VertexFormat format, String message) {
        assertThatThrownBy(() -> Vertex.of("demo", "global").model(name, it -> it.format(format)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void expressModeServesGeminiAlone() {
        assertThatThrownBy(() -> Vertex.express("k").model("claude-opus-5"))
                .hasMessage("express mode serves Gemini's published models alone, not claude-opus-5: use "
                        + "Vertex.of(project, location)");
    }
}
