package dev.interline.bedrock;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.Interline;
import dev.interline.config.ConfigException;
import dev.interline.config.Settings;
import dev.interline.config.Shared;
import dev.interline.testing.ManualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BedrockProviderTest {
    private final Wire wire = new Wire().answers(okJson(Wire.ANSWER));

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        wire.close();
    }

    @Test
    void aFileGivesAModel() throws IOException {
        Path file = file("""
                deployments:
                  bedrock:
                    provider: bedrock
                    region: eu-central-1
                    model-id: eu.amazon.nova-lite-v1:0
                    format: chat-completions
                    endpoint: %s
                    access-key-id: AKIDEXAMPLE
                    secret-access-key: ${SECRET}
                    session-token: ${TOKEN:}
                    reasons: false
                    guardrail:
                      id: abc123
                      version: DRAFT
                      trace: enabled
                models:
                  chat:
                    deployment: bedrock
                """.formatted(wire.url()));

        try (Interline interline =
                Interline.loader().environment(Map.of("SECRET", "a-secret")).load(file)) {
            assertThat(interline
                            .model("chat")
                            .chat(ChatRequest.builder()
                                    .user("Hi")
                                    .maxOutputTokens(50)
                                    .build())
                            .text())
                    .isEqualTo("Hello");
        }
        assertThat(wire.request().getUrl()).isEqualTo("/openai/v1/chat/completions");
        assertThat(wire.request().getHeader("Authorization"))
                .startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/")
                .contains("/eu-central-1/bedrock/aws4_request");
        assertThat(wire.request().getHeader("X-Amzn-Bedrock-Trace")).isEqualTo("ENABLED");
    }

    @Test
    void aTestTurnsAnyDeploymentWithTwoKeys() throws IOException {
        Path file = file("""
                deployments:
                  bedrock:
                    provider: bedrock
                    region: us-east-1
                    model-id: openai.gpt-oss-20b-1:0
                    format: chat-completions
                    reasons: false
                    profile: production
                    fips: true
                models:
                  chat:
                    deployment: bedrock
                """);

        try (Interline interline = Interline.loader()
                .deployment(found -> found.with("endpoint", wire.url()).with("api-key", "fake"))
                .load(file)) {
            interline
                    .model("chat")
                    .chat(ChatRequest.builder().user("Hi").maxOutputTokens(50).build());
        }
        assertThat(wire.request().getHeader("Authorization")).isEqualTo("Bearer fake");
    }

    @Test
    void theProfileIsWhatTheFileDeclaresAndElseWhatTheIdTells() {
        ChatModel told = open(Map.of("region", "us-east-1", "model-id", "us.amazon.nova-lite-v1:0"));
        ChatModel declared = open(Map.of(
                "region", "us-east-1",
                "model-id", "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a",
                "model", "claude-sonnet-5",
                "reasons", "true",
                "residency", "us"));

        assertThat(told.profile().model()).contains("nova-lite");
        assertThat(told.profile().region()).contains("us-east-1");
        assertThat(declared.profile().model()).contains("claude-sonnet-5");
        assertThat(declared.profile().reasons()).contains(true);
        assertThat(declared.profile().residency()).contains("us");
    }

    @Test
    void theTermsOfAModelAreInTheFile() throws IOException {
        Path file = Files.writeString(folder.resolve("terms.yaml"), """
                deployments:
                  bedrock:
                    provider: bedrock
                    region: eu-central-1
                    model-id: eu.amazon.nova-lite-v1:0
                    endpoint: %s
                    api-key: a-key
                    latency: optimized
                    service-tier: flex
                    request-metadata: {team: search}
                models:
                  chat:
                    deployment: bedrock
                """.formatted(wire.url()));
        try (Interline interline = Interline.load(file)) {
            Wire.send(interline.model("chat"), true);
        }
        assertThat(wire.request().getBodyAsString())
                .contains("\"latency\":\"optimized\"", "\"type\":\"flex\"", "\"team\":\"search\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    model-id=amazon.nova-lite-v1:0                          | deployments.x.region: is missing: say where the model is to be asked, such as us-east-1
                    region=us-east-1                                        | deployments.x.model-id: is missing
                    region=us-east-1a;model-id=a.b                          | deployments.x.region: "us-east-1a" is an availability zone: write the region, us-east-1
                    region=us-east-1;model-id=a b                           | deployments.x.model-id: the model id holds white space or a character that no id has, at index 1
                    region=us-east-1;model-id=a.b;format=smoke              | deployments.x.format: 'smoke' is not known; known are: converse, responses, chat-completions, messages, invoke
                    region=us-east-1;model-id=a.b;endpoint=example.com      | deployments.x: the endpoint "example.com" has no scheme: did you mean https://example.com ?
                    region=us-east-1;model-id=a.b;endpoint=http://a.com     | deployments.x: the endpoint "http://a.com" would send the credential and the conversation unencrypted: write https://, or say allowPlainHttp() (in a file: allow-plain-http: true) if this network may see them
                    region=us-east-1;model-id=a.b;access-key-id=AK          | deployments.x.secret-access-key: is missing beside access-key-id
                    region=us-east-1;model-id=a.b;session-token=T           | deployments.x.access-key-id: is missing beside the other parts of the AWS keys
                    region=us-east-1;model-id=a.b;api-key=K;profile=p       | deployments.x.profile: is a second credential beside api-key: keep one of api-key, access-key-id with its secret, and profile
                    region=us-east-1;model-id=a.b;mantle=yes                | deployments.x.mantle: 'yes' is neither true nor false
                    region=us-east-1;model-id=a.b;mantle=true;format=invoke | deployments.x: bedrock-mantle does not speak INVOKE: choose another format, or take away mantle and give the model's id on bedrock-runtime
                    region=us-east-1;model-id=a.b;guardrail.id=g            | deployments.x.guardrail.version: is missing
                    """)
    void aMistakeIsNamed(String values, String message) {
        Map<String, String> settings = new TreeMap<>();
        for (String pair : values.split(";")) {
            int equals = pair.indexOf('=');
            settings.put(pair.substring(0, equals), pair.substring(equals + 1));
        }

        assertThatThrownBy(() -> open(settings))
                .isInstanceOf(ConfigException.class)
                .hasMessageEndingWith(message);
    }

    @Test
    void aKeyThatNobodyKnowsIsNamed() throws IOException {
        Path file = file("""
                deployments:
                  bedrock:
                    provider: bedrock
                    region: us-east-1
                    modelid: amazon.nova-lite-v1:0
                models:
                  chat:
                    deployment: bedrock
                """);

        assertThatThrownBy(() -> Interline.load(file))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("model-id: is missing; is modelid meant, line 5?");
    }

    private static ChatModel open(Map<String, String> values) {
        try (Shared shared = new Shared(new ManualTime())) {
            return new BedrockProvider().open(Settings.of("deployments.x", values), shared);
        }
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("interline.yaml"), text);
    }
}
