package dev.interline.bedrock;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.Profile;
import dev.interline.testing.ManualTime;
import dev.interline.wire.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BedrockRequestTest {
    private static final AwsKeys KEYS = new AwsKeys("AKIDEXAMPLE", "a-secret", "a-token");

    private final Wire wire = new Wire();

    @BeforeEach
    void answer() {
        wire.answers(okJson(Wire.ANSWER));
    }

    @AfterEach
    void close() {
        wire.close();
    }

    @ParameterizedTest
    @CsvSource({
        "CONVERSE, us.amazon.nova-micro-v1:0, false, /model/us.amazon.nova-micro-v1%3A0/converse",
        "CONVERSE, us.amazon.nova-micro-v1:0, true, /model/us.amazon.nova-micro-v1%3A0/converse-stream",
        "CONVERSE, arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2, false,"
                + " /model/arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Aapplication-inference-profile%2Fa1b2/converse",
        "INVOKE, us.anthropic.claude-sonnet-5, false, /model/us.anthropic.claude-sonnet-5/invoke",
        "INVOKE, us.anthropic.claude-sonnet-5, true,"
                + " /model/us.anthropic.claude-sonnet-5/invoke-with-response-stream",
        "MESSAGES, us.anthropic.claude-sonnet-5, true, /anthropic/v1/messages",
        "RESPONSES, us.openai.gpt-6-sol, true, /openai/v1/responses",
        "CHAT_COMPLETIONS, openai.gpt-oss-20b-1:0, false, /openai/v1/chat/completions",
    })
    void eachFormatHasItsPath(BedrockFormat format, String modelId, boolean streaming, String path) {
        Wire.send(
                wire.bedrock()
                        .apiKey("a-key")
                        .model(modelId, it -> it.format(format).reasons(false)),
                streaming);

        assertThat(wire.request().getUrl()).isEqualTo(path);
        assertThat(wire.request().getMethod().getName()).isEqualTo("POST");
    }

    @ParameterizedTest
    @CsvSource({
        "openai.gpt-5.5, /openai/v1/responses",
        "openai.gpt-oss-120b, /v1/chat/completions",
        "xai.grok-4.3, /openai/v1/responses",
        "google.gemma-4-31b, /openai/v1/responses",
        "zai.glm-4.6, /v1/chat/completions",
        "anthropic.claude-haiku-4-5, /anthropic/v1/messages",
    })
    void mantleSpeaksWhatTheMakerSpeaks(String modelId, String path) {
        Wire.send(wire.bedrock().mantle().apiKey("a-key").model(modelId, it -> it.reasons(false)), false);

        assertThat(wire.request().getUrl()).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({
        "CONVERSE, true, application/vnd.amazon.eventstream",
        "INVOKE, true, application/vnd.amazon.eventstream",
        "MESSAGES, true, text/event-stream",
        "CONVERSE, false, application/json",
    })
    void theAnswerIsAskedForInItsForm(BedrockFormat format, boolean streaming, String mediaType) {
        Wire.send(
                wire.bedrock()
                        .apiKey("a-key")
                        .model(
                                "anthropic.claude-sonnet-5",
                                it -> it.format(format).reasons(false)),
                streaming);

        assertThat(wire.request().getHeader("Accept")).isEqualTo(mediaType);
        assertThat(wire.request().getHeader("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void aBedrockApiKeyIsABearer() {
        assertThat(Wire.ask(Wire.chat(wire.bedrock().apiKey("a-key"))).text()).isEqualTo("Hello");

        assertThat(wire.request().getHeader("Authorization")).isEqualTo("Bearer a-key");
        assertThat(wire.request().getHeader("X-Amz-Date")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "CONVERSE, us.amazon.nova-micro-v1:0",
        "CONVERSE, arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.nova-lite-v1:0",
        "CHAT_COMPLETIONS, openai.gpt-oss-20b-1:0",
    })
    void theSignatureCoversWhatArrives(BedrockFormat format, String modelId) {
        ManualTime time = new ManualTime();
        Wire.send(
                wire.bedrock()
                        .time(time)
                        .keys(KEYS)
                        .model(modelId, it -> it.format(format).reasons(false)),
                false);

        LoggedRequest arrived = wire.request();
        Signed signed = new SigV4("us-east-1", "bedrock")
                .sign(
                        new Signable(
                                "POST",
                                arrived.getHeader("Host"),
                                arrived.getUrl(),
                                "",
                                List.of("content-type", arrived.getHeader("Content-Type"))),
                        arrived.getBody(),
                        KEYS,
                        time.now());
        assertThat(arrived.getHeader("Authorization")).isEqualTo(signed.authorization());
        assertThat(arrived.getHeader("X-Amz-Date")).isEqualTo("20260101T000000Z");
        assertThat(arrived.getHeader("X-Amz-Security-Token")).isEqualTo("a-token");
    }

    @Test
    void mantleIsSignedForUnderItsName() {
        Wire.send(wire.bedrock().mantle().keys(KEYS).model("openai.gpt-5.5"), true);

        assertThat(wire.request().getHeader("Authorization")).contains("/us-east-1/bedrock-mantle/aws4_request");
    }

    @Test
    void claudeThroughInvokeModelHasNoModelInTheBody() throws IOException {
        Wire.send(
                wire.bedrock()
                        .apiKey("a-key")
                        .model("anthropic.claude-sonnet-5", it -> it.format(BedrockFormat.INVOKE)),
                true);

        JsonNode body = Json.read(wire.request().getBodyAsString());
        assertThat(body.has("model")).isFalse();
        assertThat(body.has("stream")).isFalse();
        assertThat(body.path("anthropic_version").asText()).isEqualTo("bedrock-2023-05-31");
        assertThat(wire.request().getHeader("anthropic-version")).isNull();
    }

    @Test
    void theRouteInAnthropicsShapeHasTheVersionInAHeader() throws IOException {
        Wire.send(
                wire.bedrock()
                        .apiKey("a-key")
                        .model("anthropic.claude-sonnet-5", it -> it.format(BedrockFormat.MESSAGES)),
                true);

        assertThat(wire.request().getHeader("anthropic-version")).isEqualTo("2023-06-01");
        assertThat(Json.read(wire.request().getBodyAsString()).path("model").asText())
                .isEqualTo("anthropic.claude-sonnet-5");
    }

    @Test
    void converseHasTheGuardrailInTheBody() throws IOException {
        Wire.send(
                wire.bedrock()
                        .apiKey("a-key")
                        .model(
                                "amazon.nova-lite-v1:0",
                                it -> it.guardrail(new Guardrail("abc123", "DRAFT", Guardrail.Trace.ENABLED_FULL))),
                true);

        JsonNode config = Json.read(wire.request().getBodyAsString()).path("guardrailConfig");
        assertThat(config)
                .hasToString(
                        "{\"guardrailIdentifier\":\"abc123\",\"guardrailVersion\":\"DRAFT\",\"trace\":\"enabled_full\"}");
    }

    @Test
    void otherFormatsHaveTheGuardrailInHeaders() {
        Wire.ask(wire.bedrock()
                .apiKey("a-key")
                .model(
                        Wire.MODEL,
                        it -> it.format(BedrockFormat.CHAT_COMPLETIONS)
                                .reasons(false)
                                .guardrail(Guardrail.of("abc123", "7"))));

        assertThat(wire.request().getHeader("X-Amzn-Bedrock-GuardrailIdentifier"))
                .isEqualTo("abc123");
        assertThat(wire.request().getHeader("X-Amzn-Bedrock-GuardrailVersion")).isEqualTo("7");
    }

    private static BedrockModel onTerms(BedrockModel model) {
        return model.optimizedLatency().serviceTier("flex").requestMetadata(Map.of("team", "search", "app", "shop 1"));
    }

    @Test
    void converseHasItsTermsInTheBody() throws IOException {
        Wire.send(wire.bedrock().apiKey("a-key").model("amazon.nova-lite-v1:0", BedrockRequestTest::onTerms), true);

        JsonNode body = Json.read(wire.request().getBodyAsString());
        assertThat(body.path("performanceConfig")).hasToString("{\"latency\":\"optimized\"}");
        assertThat(body.path("serviceTier")).hasToString("{\"type\":\"flex\"}");
        assertThat(body.path("requestMetadata")).hasToString("{\"app\":\"shop 1\",\"team\":\"search\"}");
    }

    @Test
    void whatARequestSaysWinsOverTheTermsOfItsModel() throws IOException {
        ChatModel model = wire.bedrock()
                .apiKey("a-key")
                .model("amazon.nova-lite-v1:0", it -> onTerms(it).reasons(false));
        assertThatThrownBy(() -> model.chat(ChatRequest.builder()
                .user("Hi")
                .options(it -> it.serviceTier("priority").metadata(Map.of("team", "other")))
                .maxOutputTokens(100)
                .build()));

        JsonNode body = Json.read(wire.request().getBodyAsString());
        assertThat(body.path("serviceTier")).hasToString("{\"type\":\"priority\"}");
        assertThat(body.path("requestMetadata")).hasToString("{\"team\":\"other\"}");
    }

    @Test
    void invokeModelHasItsTermsInHeaders() {
        Wire.send(
                wire.bedrock()
                        .apiKey("a-key")
                        .model(
                                "us.anthropic.claude-haiku-4-5-20251001-v1:0",
                                it -> onTerms(it).format(BedrockFormat.INVOKE)),
                true);

        assertThat(wire.request().getHeader("X-Amzn-Bedrock-PerformanceConfig-Latency"))
                .isEqualTo("optimized");
        assertThat(wire.request().getHeader("X-Amzn-Bedrock-Service-Tier")).isEqualTo("flex");
        assertThat(wire.request().getHeader("X-Amzn-Bedrock-Request-Metadata"))
                .isEqualTo("{\"app\":\"shop 1\",\"team\":\"search\"}");
    }

    @Test
    void whatARequestSaysGoesIntoHeadersOfInvokeModelAndWins() {
        ChatModel model = wire.bedrock()
                .apiKey("a-key")
                .model(
                        "us.anthropic.claude-haiku-4-5-20251001-v1:0",
                        it -> onTerms(it).format(BedrockFormat.INVOKE).reasons(false));
        wire.answers(okJson("{\"type\":\"message\",\"role\":\"assistant\",\"stop_reason\":\"end_turn\","
                + "\"content\":[{\"type\":\"text\",\"text\":\"Hello\"}]}"));

        ChatResponse response = model.chat(ChatRequest.builder()
                .user("Hi")
                .options(it -> it.serviceTier("priority").metadata(Map.of("team", "other", "who", "naïve")))
                .maxOutputTokens(100)
                .build());

        assertThat(wire.request().getHeader("X-Amzn-Bedrock-Service-Tier")).isEqualTo("priority");
        assertThat(wire.request().getHeader("X-Amzn-Bedrock-Request-Metadata")).isEqualTo("{\"team\":\"other\"}");
        assertThat(response.notices())
                .singleElement()
                .satisfies(notice -> assertThat(notice.toString()).contains("metadata", "one was left out"));
    }

    @Test
    void theProfileKnowsWhatTheIdTells() {
        Profile profile = wire.bedrock()
                .model("us.anthropic.claude-haiku-4-5-20251001-v1:0")
                .profile();

        assertThat(profile.id()).hasToString("bedrock/us-east-1/us.anthropic.claude-haiku-4-5-20251001-v1:0");
        assertThat(profile.model()).contains("claude-haiku-4-5");
        assertThat(profile.region()).contains("us-east-1");
        assertThat(profile.residency()).isEmpty();
        assertThat(profile.reasons()).as("the catalogue knows").contains(true);
    }

    @Test
    void whatDoesNotGoTogetherIsRefusedBeforeAnythingIsSent() {
        refused(() -> wire.bedrock().mantle().model("openai.gpt-5.5", it -> it.format(BedrockFormat.CONVERSE)))
                .withMessageContaining("bedrock-mantle does not speak CONVERSE");
        refused(() -> wire.bedrock().mantle().model("something")).withMessageContaining("say which format");
        refused(() -> wire.bedrock().model("amazon.nova-lite-v1:0", it -> it.format(BedrockFormat.INVOKE)))
                .withMessageContaining("InvokeModel is spoken to Claude alone");
        refused(() -> wire.bedrock()
                        .model(
                                "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a",
                                it -> it.format(BedrockFormat.RESPONSES)))
                .withMessageContaining("no application inference profiles");
        refused(() -> wire.bedrock()
                        .model(
                                "us.openai.gpt-6-sol",
                                it -> it.format(BedrockFormat.RESPONSES).guardrail(Guardrail.of("abc", "1"))))
                .withMessageContaining("ignores guardrails without a word");
        refused(() -> wire.bedrock()
                        .model(
                                "us.openai.gpt-6-sol",
                                it -> it.format(BedrockFormat.RESPONSES).optimizedLatency()))
                .withMessageContaining("are taken by CONVERSE and INVOKE, not by RESPONSES");
        refused(() -> wire.bedrock().model("amazon.nova-lite-v1:0", it -> it.serviceTier("fast")))
                .withMessageContaining("\"fast\" is no service tier");
        refused(() -> wire.bedrock().model("amazon.nova-lite-v1:0", it -> it.requestMetadata(Map.of("team", "a\"b"))))
                .withMessageContaining("request metadata \"team\"");
        refused(() -> wire.bedrock().model("arn:aws:bedrock:eu-west-1:123456789012:application-inference-profile/a"))
                .withMessageContaining("is of region eu-west-1, which us-east-1 cannot serve");
        refused(() -> wire.bedrock().model("arn:aws")).withMessageContaining("no whole ARN");
        refused(() -> Guardrail.of("abc", "latest")).withMessageContaining("write DRAFT or a number");
        refused(() -> Guardrail.of("a b", "1")).withMessageContaining("no id and no ARN");
        refused(() -> wire.bedrock().model(" ")).withMessageContaining("the model id is blank");
        refused(() -> wire.bedrock().apiKey(" ")).withMessageContaining("blank");
        refused(() -> wire.bedrock().profile(" ")).withMessageContaining("blank");

        assertThat(wire.requests()).isEmpty();
    }

    private static ThrowableAssertAlternative<IllegalArgumentException> refused(ThrowingCallable call) {
        return assertThatIllegalArgumentException().isThrownBy(call);
    }

    @Test
    void nothingIsFetchedBeforeTheFirstCall() {
        Instant[] asked = new Instant[1];
        Bedrock bedrock = wire.bedrock().keys(() -> {
            asked[0] = Instant.EPOCH;
            return KEYS;
        });

        Wire.chat(bedrock);
        assertThat(asked[0]).isNull();
        assertThat(bedrock).hasToString("Bedrock[us-east-1, " + wire.url() + "]");
    }
}
