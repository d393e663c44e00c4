package dev.interline.azure;

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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Azure in a configuration file. */
class AzureProviderTest {

    @RegisterExtension
    static final WireMockExtension SERVER =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    @TempDir
    Path directory;

    private static ChatModel open(Map<String, String> more) {
        Map<String, String> keys = new HashMap<>(
                Map.of("endpoint", "https://my-resource.openai.azure.com", "deployment", "main", "api-key", "k-123"));
        keys.putAll(more);
        keys.values().removeIf(String::isEmpty);
        try (Shared shared = new Shared(Time.system())) {
            Settings settings = Settings.of("deployments.azure", keys);
            ChatModel model = new AzureProvider().open(settings, shared);
            settings.done();
            return model;
        }
    }

    @Test
    void isFoundAndSpokenTo() throws IOException {
        SERVER.stubFor(post("/openai/v1/chat/completions")
                .willReturn(
                        okJson("{\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":\"Hello.\"}}]}")));
        Path file = Files.writeString(directory.resolve("interline.yaml"), """
                deployments:
                  azure:
                    provider: azure
                    endpoint: %s
                    deployment: gpt-4.1
                    model: gpt-4.1
                    reasons: false
                    format: chat-completions
                    max-output: 1000
                    api-key: ${KEY}
                    headers:
                      x-ms-spillover-deployment: standby
                models:
                  chat:
                    route: [azure]
                """.formatted(SERVER.baseUrl()));

        try (Interline interline =
                Interline.loader().environment(Map.of("KEY", "k-123")).load(file)) {
            assertThat(interline.model("chat").ask("Hi")).isEqualTo("Hello.");
        }

        SERVER.verify(postRequestedFor(urlEqualTo("/openai/v1/chat/completions"))
                .withHeader("api-key", equalTo("k-123"))
                .withHeader("x-ms-spillover-deployment", equalTo("standby")));
    }

    @Test
    void theDeclaredModelDecidesTheFormat() {
        assertThat(open(Map.of("model", "claude-sonnet-5"))).asString().contains("anthropic-messages");
        assertThat(open(Map.of("family", "deepseek-v4"))).asString().contains("openai-chat");
        assertThat(open(Map.of())).asString().isEqualTo("HttpChatModel[azure/my-resource/main, openai-responses]");
        assertThat(open(Map.of("model", "gpt-5", "reasons", "true")).profile().reasons())
                .contains(true);
    }

    @Test
    void everyKeyIsKnown() {
        open(Map.of("api-version", "preview"));
        open(Map.of("format", "messages"));
        open(Map.of("api-key", "", "token", "jwt"));
        open(Map.of("api-key", "", "credential", "environment"));
        open(Map.of("api-key", "", "credential", "entra", "scope", "https://cognitiveservices.azure.com/.default"));
        open(Map.of("endpoint", "http://gateway.example.com", "allow-plain-http", "true"));
    }

    /** What is said of the way to sign in, when a model is opened without a key. */
    private static String said(String credential) {
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            open(Map.of("api-key", "", "credential", credential));
        } finally {
            System.setErr(before);
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void entraIsAskedAtOnceAndTheEnvironmentIsSearchedFirst() {
        assertThat(said("environment")).contains("AZURE_OPENAI_API_KEY");
        assertThat(said("entra")).doesNotContain("AZURE_OPENAI_API_KEY");
    }

    @Test
    void aTestKitNeedsToSetTwoKeysAlone() throws IOException {
        Path file = Files.writeString(directory.resolve("interline.yaml"), """
                deployments:
                  azure:
                    provider: azure
                    endpoint: https://my-resource.openai.azure.com
                    deployment: gpt-4.1
                    credential: entra
                models:
                  chat:
                    deployment: azure
                """);

        Interline.loader()
                .deployment(found ->
                        found.with("endpoint", "http://127.0.0.1:1/azure").with("api-key", "fake"))
                .load(file)
                .close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "endpoint    | ''                  | deployments.azure.endpoint: is missing",
                "deployment  | ''                  | deployments.azure.deployment: is missing",
                "endpoint    | my.openai.azure.com | has no scheme: did you mean https://my.openai.azure.com ?",
                "endpoint    | http://gateway      | write https://, or say allowPlainHttp() (in a file: allow-plain-http: true)",
                "api-version | 2024                | api-version \"2024\" is none: give a date such as 2024-10-21",
                "format      | chat                | known are: responses, chat-completions, messages",
                "credential  | key                 | deployments.azure.credential",
                "scope       | s                   | deployments.azure.scope: is the audience of a token",
                "token       | t                   | deployments.azure.token: is a second credential beside api-key: keep one of",
                "credential  | entra               | deployments.azure.credential: is a second credential beside api-key",
                "endpiont    | x                   | deployments.azure.endpiont: is not known here; did you mean endpoint?",
            })
    void saysWhatToChange(String key, String value, String message) {
        Map<String, String> more = new HashMap<>(Map.of(key, value));
        if (key.equals("scope")) {
            more.put("api-key", "");
        }
        assertThatThrownBy(() -> open(more))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("k-123");
    }
}
