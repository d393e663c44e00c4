package dev.interline.vertex;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.interline.ChatModel;
import dev.interline.Interline;
import dev.interline.config.ConfigException;
import dev.interline.config.Settings;
import dev.interline.config.Shared;
import dev.interline.time.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vertex AI in a configuration file. */
class VertexProviderTest {

    @RegisterExtension
    static final WireMockExtension SERVER =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    @TempDir
    Path directory;

    private static ChatModel open(Map<String, String> more) {
        Map<String, String> keys = new HashMap<>(
                Map.of("project", "demo", "location", "global", "model-id", "gemini-3.6-flash", "api-key", "k-123"));
        keys.putAll(more);
        keys.values().removeIf(String::isEmpty);
        try (Shared shared = new Shared(Time.system())) {
            Settings settings = Settings.of("deployments.vertex", keys);
            ChatModel model = new VertexProvider().open(settings, shared);
            settings.optional("region");
            settings.done();
            return model;
        }
    }

    @Test
    void isFoundAndSpokenTo() throws IOException {
        String url =
                "/v1/projects/demo/locations/europe-west4/publishers/google/models/gemini-2.5-flash:generateContent";
        SERVER.stubFor(post(url)
                .willReturn(okJson("{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hello.\"}]},"
                        + "\"finishReason\":\"STOP\"}]}")));
        Path file = Files.writeString(directory.resolve("interline.yaml"), """
                deployments:
                  vertex:
                    provider: vertex
                    endpoint: %s
                    project: demo
                    location: europe-west4
                    model-id: gemini-2.5-flash
                    model: gemini-2.5-flash
                    reasons: false
                    max-output: 1000
                    api-key: ${KEY}
                    headers:
                      X-Vertex-AI-LLM-Request-Type: shared
                models:
                  chat:
                    route: [vertex]
                """.formatted(SERVER.baseUrl()));

        try (Interline interline =
                Interline.loader().environment(Map.of("KEY", "k-123")).load(file)) {
            assertThat(interline.model("chat").ask("Hi")).isEqualTo("Hello.");
        }

        SERVER.verify(postRequestedFor(urlEqualTo(url))
                .withHeader("x-goog-api-key", equalTo("k-123"))
                .withHeader("X-Vertex-AI-LLM-Request-Type", equalTo("shared")));
    }

    @Test
    void theNameTellsTheModelUnlessTheFileDoes() {
        assertThat(open(Map.of("model-id", "claude-haiku-4-5@20251001")))
                .asString()
                .isEqualTo("HttpChatModel[vertex/demo/global/claude-haiku-4-5@20251001, anthropic-messages]");
        assertThat(open(Map.of("model-id", "claude-haiku-4-5@20251001"))
                        .profile()
                        .model())
                .contains("claude-haiku-4-5");
        assertThat(open(Map.of("model-id", "", "model", "claude-haiku-4-5@20251001"))
                        .profile()
                        .model())
                .contains("claude-haiku-4-5");
        assertThat(open(Map.of("model-id", "endpoints/12", "model", "llama-3.3-70b")))
                .asString()
                .contains("openai-chat");
        assertThat(open(Map.of()).profile().region()).contains("global");
        assertThat(open(Map.of("region", "europe")).profile().region()).contains("europe");
    }

    @Test
    void everyKeyIsKnown() {
        open(Map.of("api-version", "v1beta1"));
        open(Map.of("format", "generate-content", "quota-project", "payer"));
        open(Map.of("api-key", "", "token", "ya29.a"));
        open(Map.of("api-key", "", "credentials-file", "/etc/account.json"));
        open(Map.of("api-key", ""));
        open(Map.of("express", "true", "project", "", "location", ""));
        open(Map.of("endpoint", "http://gateway.example.com", "allow-plain-http", "true"));
    }

    @Test
    void aTestKitNeedsToSetTwoKeysAlone() throws IOException {
        Path file = Files.writeString(directory.resolve("interline.yaml"), """
                deployments:
                  vertex:
                    provider: vertex
                    project: demo
                    location: global
                    model-id: gemini-3.6-flash
                    credentials-file: x.json
                models:
                  chat:
                    deployment: vertex
                """);

        Interline.loader()
                .deployment(found ->
                        found.with("endpoint", "http://127.0.0.1:1/vertex").with("api-key", "fake"))
                .load(file)
                .close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "project          | ''          | deployments.vertex.project: is missing: write the id of the Google Cloud project",
                "location         | ''          | deployments.vertex.location: is missing: write global, which has every model",
                "location         | Europe      | \"Europe\" is no location",
                "model-id         | ''          | deployments.vertex.model-id: is missing: write the model's id",
                "model-id         | a/b/c       | \"a/b/c\" is no model of Vertex AI",
                "endpoint         | gateway     | deployments.vertex.endpoint: endpoint \"gateway\" has no scheme",
                "endpoint         | http://gate | write https://, or say allowPlainHttp() (in a file: allow-plain-http: true)",
                "api-version      | 1           | deployments.vertex.api-version: \"1\" is no version: write v1 or v1beta1",
                "format           | gemini      | known are: generate-content, messages, chat-completions, responses",
                "express          | true        | deployments.vertex.express: goes without project and location",
                "quota-project    | a b         | deployments.vertex.quota-project: \"a b\" is no project",
                "token            | t           | deployments.vertex.token: is a second credential beside api-key: keep one of",
                "credentials-file | a.json      | deployments.vertex.credentials-file: is a second credential beside api-key",
                "credential-file  | x           | deployments.vertex.credential-file: is not known here; did you mean credentials-file?",
            })
    void saysWhatToChange(String key, String value, String message) {
        assertThatThrownBy(() -> open(Map.of(key, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("k-123");
    }
}
