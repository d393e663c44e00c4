package dev.interline.bedrock;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.interline.ChatRequest;
import dev.interline.Embedding;
import dev.interline.EmbeddingModel;
import dev.interline.EmbeddingRequest;
import dev.interline.EmbeddingResponse;
import dev.interline.ModelInfo;
import dev.interline.Notice;
import dev.interline.Purpose;
import dev.interline.ToolDefinition;
import dev.interline.config.Settings;
import dev.interline.config.Shared;
import dev.interline.error.NotFoundException;
import dev.interline.error.UnreadableException;
import dev.interline.error.UnsupportedException;
import dev.interline.testing.ManualTime;
import dev.interline.time.Time;
import dev.interline.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vectors, counts of tokens and lists of models on Bedrock. */
class BedrockEmbeddingsTest {
    private static final String TITAN = "{\"embedding\":[0.5,-1],\"inputTextTokenCount\":3}";

    private final Wire wire = new Wire();

    @AfterEach
    void close() {
        wire.close();
    }

    private EmbeddingModel model(String id) {
        return wire.bedrock().apiKey("a-key").embeddings(id);
    }

    private static JsonNode body(LoggedRequest request) {
        try {
            return Json.read(request.getBodyAsString());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode json(String text) throws IOException {
        return Json.read(text);
    }

    @Test
    void titanIsAskedTextByText() throws IOException {
        wire.answers(okJson(TITAN), okJson("{\"embedding\":[1,2],\"inputTextTokenCount\":4}"));

        EmbeddingResponse response = model("amazon.titan-embed-text-v2:0")
                .embed(EmbeddingRequest.builder()
                        .texts(List.of("one", "two"))
                        .dimensions(null)
                        .build());

        assertThat(response.embeddings()).containsExactly(Embedding.of(0.5f, -1), Embedding.of(1, 2));
        assertThat(response.usage().input()).hasValue(7);
        assertThat(response.trail().attempts()).isEqualTo(2);
        assertThat(wire.requests())
                .hasSize(2)
                .allSatisfy(request ->
                        assertThat(request.getUrl()).isEqualTo("/model/amazon.titan-embed-text-v2%3A0/invoke"));
        List<String> bodies = new ArrayList<>();
        wire.requests().forEach(request -> bodies.add(request.getBodyAsString()));
        assertThat(bodies).containsExactlyInAnyOrder("{\"inputText\":\"one\"}", "{\"inputText\":\"two\"}");
        assertThat(wire.request().getHeader("Authorization")).isEqualTo("Bearer a-key");
    }

    @Test
    void titanHasItsOwnDimensions() throws IOException {
        wire.answers(okJson(TITAN));

        assertThatThrownBy(() -> model("amazon.titan-embed-text-v2:0")
                        .embed(EmbeddingRequest.builder()
                                .text("a")
                                .dimensions(300)
                                .build()))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("ask for one of [1024, 512, 256]");
        assertThat(wire.requests()).isEmpty();
        assertThatThrownBy(() -> model("amazon.titan-embed-text-v2:0")
                        .embed(EmbeddingRequest.builder()
                                .text("a")
                                .dimensions(256)
                                .build()))
                .hasMessageContaining("vectors of 2 dimensions, not the 256");
        assertThat(body(wire.request())).isEqualTo(json("{\"inputText\":\"a\",\"dimensions\":256}"));
        assertThatThrownBy(() -> model("amazon.titan-embed-text-v1")
                        .embed(EmbeddingRequest.builder()
                                .text("a")
                                .dimensions(256)
                                .build()))
                .hasMessageContaining("ask for 1536");
    }

    @Test
    void cohereTakesManyAndWantsToKnowWhatFor() throws IOException {
        wire.answers(
                okJson(
                                "{\"id\":\"x\",\"response_type\":\"embeddings_by_type\",\"embeddings\":{\"float\":[[1,2],[3,4]]}}")
                        .withHeader("x-amzn-bedrock-input-token-count", "9"),
                okJson("{\"id\":\"x\",\"embeddings\":[[1,2]],\"response_type\":\"embeddings_floats\"}"));
        EmbeddingModel model = model("us.cohere.embed-v4:0");

        EmbeddingResponse response = model.embed(EmbeddingRequest.builder()
                .texts(List.of("a", "b"))
                .purpose(Purpose.QUERY)
                .truncate(true)
                .user("u")
                .build());

        assertThat(response.embeddings()).containsExactly(Embedding.of(1, 2), Embedding.of(3, 4));
        assertThat(response.usage().input()).hasValue(9);
        assertThat(response.notices()).extracting(Notice::subject).containsExactly("user");
        assertThat(body(wire.request()))
                .isEqualTo(json("{\"texts\":[\"a\",\"b\"],\"input_type\":\"search_query\",\"truncate\":\"END\","
                        + "\"embedding_types\":[\"float\"]}"));
        EmbeddingResponse plain = model.embed("c");
        assertThat(plain.first()).isEqualTo(Embedding.of(1, 2));
        assertThat(plain.usage().isKnown()).isFalse();
        assertThat(plain.notices()).extracting(Notice::code).containsExactly(Notice.Code.DEFAULTED);
        assertThat(body(wire.request()).path("truncate").asText()).isEqualTo("NONE");
        assertThat(model.batching().texts()).isEqualTo(96);
    }

    @Test
    void novaHasAFormOfItsOwn() throws IOException {
        wire.answers(okJson(
                "{\"embeddings\":[{\"embeddingType\":\"TEXT\",\"embedding\":[1,2],\"truncatedCharLength\":8}]}"));

        EmbeddingResponse response = model("amazon.nova-2-multimodal-embeddings-v1:0")
                .embed(EmbeddingRequest.builder()
                        .text("a")
                        .purpose(Purpose.DOCUMENT)
                        .truncate(true)
                        .build());

        assertThat(response.first()).isEqualTo(Embedding.of(1, 2));
        assertThat(response.notices()).extracting(Notice::subject).containsExactly("truncate");
        assertThat(body(wire.request()))
                .isEqualTo(
                        json(
                                "{\"taskType\":\"SINGLE_EMBEDDING\",\"singleEmbeddingParams\":"
                                        + "{\"embeddingPurpose\":\"GENERIC_INDEX\",\"text\":{\"truncationMode\":\"END\",\"value\":\"a\"}}}"));
    }

    @ParameterizedTest
    @CsvSource({
        "us.amazon.nova-micro-v1:0, of \"nova-micro-v1\" it is not known how vectors are asked for",
        "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2, the model id does not tell",
    })
    void aModelThatMakesNoVectorsIsRefused(String id, String words) {
        assertThatIllegalArgumentException().isThrownBy(() -> model(id)).withMessageContaining(words);
    }

    @Test
    void anArnIsAskedAsItsFamilyIs() {
        wire.answers(okJson(TITAN));
        String arn = "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2";

        assertThat(wire.bedrock()
                        .apiKey("k")
                        .embeddings(arn, it -> it.family("titan-embed-text-v2"))
                        .embed("a")
                        .embeddings())
                .hasSize(1);
    }

    @Test
    void whatIsForChatsAloneIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> wire.bedrock().embeddings("cohere.embed-v4:0", it -> it.format(BedrockFormat.CONVERSE)))
                .withMessageContaining("leave it out");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> wire.bedrock().mantle().embeddings("cohere.embed-v4:0"))
                .withMessageContaining("take away mantle");
    }

    @Test
    void anErrorInsideAGoodStatusIsOne() {
        wire.answers(
                okJson(
                        "{\"Output\":{\"__type\":\"com.amazon.coral.service#UnknownOperationException\"},\"Version\":\"1.0\"}"));

        assertThatThrownBy(() -> model("amazon.titan-embed-text-v2:0").embed("a"))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void anAnswerWithoutVectorsMakesNoSense() {
        wire.answers(okJson("{\"embedding\":[\"x\"]}"));

        assertThatThrownBy(() -> model("amazon.titan-embed-text-v2:0").embed("a"))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("something else than numbers");
    }

    @Test
    void aRequestOfConverseIsCountedForTheModelItself() throws IOException {
        wire.answers(okJson("{\"inputTokens\":17}"));
        ChatRequest request = ChatRequest.builder()
                .system("Be brief.")
                .user("Hi")
                .tools(ToolDefinition.of("now", "the time"))
                .maxOutputTokens(100)
                .build();

        long count = wire.bedrock()
                .apiKey("k")
                .tokens("us.anthropic.claude-sonnet-4-20250514-v1:0")
                .count(request)
                .input();

        assertThat(count).isEqualTo(17);
        assertThat(wire.request().getUrl())
                .as("an inference profile cannot be counted for")
                .isEqualTo("/model/anthropic.claude-sonnet-4-20250514-v1%3A0/count-tokens");
        JsonNode converse = body(wire.request()).at("/input/converse");
        assertThat(converse.properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("messages", "system", "toolConfig");
        assertThat(converse.at("/messages/0/content/0/text").asText()).isEqualTo("Hi");
    }

    @Test
    void aRequestOfInvokeIsCountedWhole() throws IOException {
        wire.answers(okJson("{\"inputTokens\":17}"));

        wire.bedrock()
                .apiKey("k")
                .tokens("us.anthropic.claude-sonnet-4-20250514-v1:0", it -> it.format(BedrockFormat.MESSAGES))
                .count("Hi");

        JsonNode inner = Json.read(
                new String(body(wire.request()).at("/input/invokeModel/body").binaryValue(), StandardCharsets.UTF_8));
        assertThat(inner.path("anthropic_version").asText()).isEqualTo("bedrock-2023-05-31");
        assertThat(inner.has("model")).isFalse();
        assertThat(inner.at("/messages/0/content/0/text").asText()).isEqualTo("Hi");
    }

    @Test
    void whatIsNotCountedIsNotSent() {
        wire.answers(okJson("{}"));
        assertThatThrownBy(() -> wire.bedrock()
                        .tokens("openai.gpt-oss-20b-1:0", it -> it.format(BedrockFormat.RESPONSES))
                        .count("Hi"))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("CONVERSE, INVOKE and MESSAGES");
        assertThatThrownBy(() -> wire.bedrock()
                        .mantle()
                        .tokens("anthropic.claude-haiku-4-5")
                        .count("Hi"))
                .isInstanceOf(UnsupportedException.class);
        assertThat(wire.requests()).isEmpty();
    }

    @Test
    void aModelThatIsNotCountedForSaysSo() {
        wire.answers(aResponse()
                .withStatus(400)
                .withHeader("x-amzn-errortype", "ValidationException")
                .withBody("{\"message\":\"The provided model doesn't support counting tokens.\"}"));

        assertThatThrownBy(() -> wire.bedrock()
                        .apiKey("k")
                        .tokens("amazon.nova-lite-v1:0")
                        .count("Hi"))
                .isInstanceOf(UnsupportedException.class);
    }

    @Test
    void modelsAndProfilesAreListedToTheLastPage() {
        wire.answers(okJson("""
                        {"modelSummaries":[
                          {"modelId":"anthropic.claude-sonnet-5","providerName":"Anthropic","outputModalities":["TEXT"],
                           "modelLifecycle":{"status":"ACTIVE"}},
                          {"modelId":"cohere.embed-v4:0","providerName":"Cohere","outputModalities":["EMBEDDING"]},
                          {"modelId":"amazon.nova-canvas-v1:0","outputModalities":["IMAGE"]}]}
                        """), okJson("""
                        {"inferenceProfileSummaries":[{"inferenceProfileId":"us.anthropic.claude-sonnet-5",
                          "type":"SYSTEM_DEFINED","status":"ACTIVE"}],"nextToken":"a b/c"}
                        """), okJson("""
                        {"inferenceProfileSummaries":[{"inferenceProfileId":"a1b2","type":"APPLICATION",
                          "inferenceProfileArn":"arn:aws:bedrock:us-east-1:1:application-inference-profile/a1b2"}]}
                        """));

        List<ModelInfo> models = wire.bedrock()
                .time(new ManualTime())
                .keys(new AwsKeys("AKIDEXAMPLE", "a-secret", null))
                .models()
                .list();

        assertThat(models)
                .extracting(ModelInfo::id)
                .containsExactly(
                        "anthropic.claude-sonnet-5",
                        "cohere.embed-v4:0",
                        "amazon.nova-canvas-v1:0",
                        "us.anthropic.claude-sonnet-5",
                        "arn:aws:bedrock:us-east-1:1:application-inference-profile/a1b2");
        assertThat(models)
                .extracting(ModelInfo::use)
                .startsWith(ModelInfo.Use.CHAT, ModelInfo.Use.EMBEDDINGS, ModelInfo.Use.OTHER, ModelInfo.Use.UNKNOWN);
        assertThat(models.get(0).details()).containsEntry("modelLifecycle", "{\"status\":\"ACTIVE\"}");
        assertThat(wire.requests())
                .extracting(LoggedRequest::getUrl)
                .containsExactlyInAnyOrder(
                        "/foundation-models",
                        "/inference-profiles?maxResults=1000",
                        "/inference-profiles?maxResults=1000&nextToken=a%20b%2Fc");
        assertThat(wire.requests()).allSatisfy(request -> {
            assertThat(request.getMethod().getName()).isEqualTo("GET");
            assertThat(request.getHeader("Authorization")).contains("/us-east-1/bedrock/aws4_request");
            assertThat(request.getHeader("Content-Type")).isNull();
        });
    }

    @Test
    void mantleListsItsOwn() {
        wire.answers(okJson("{\"object\":\"list\",\"data\":[{\"id\":\"openai.gpt-5.5\",\"owned_by\":\"openai\"}]}"));

        assertThat(wire.bedrock().mantle().apiKey("k").models().list())
                .containsExactly(new ModelInfo("openai.gpt-5.5", "openai", ModelInfo.Use.UNKNOWN, Map.of()));
        assertThat(wire.request().getUrl()).isEqualTo("/v1/models");
    }

    @ParameterizedTest
    @CsvSource({
        "false, false, bedrock.us-east-1.amazonaws.com",
        "true, false, bedrock-fips.us-east-1.amazonaws.com",
        "false, true, bedrock.us-east-1.api.aws",
    })
    void theControlPlaneHasAHostOfItsOwn(boolean fips, boolean dualStack, String host) {
        Site site = Site.of("us-east-1", Service.RUNTIME, fips, dualStack).controlPlane();

        assertThat(site.base().host()).isEqualTo(host);
        assertThat(site.service().signingName).isEqualTo("bedrock");
    }

    @Test
    void aFileNamesThemAsItNamesModels() {
        wire.answers(okJson(TITAN));
        Map<String, String> file = Map.of(
                "region", "us-east-1",
                "endpoint", wire.url(),
                "model-id", "amazon.titan-embed-text-v2:0",
                "api-key", "a-key",
                "kind", "embeddings");
        try (Shared shared = new Shared(Time.system())) {
            EmbeddingModel model = new BedrockProvider().openEmbeddings(Settings.of("deployments.s", file), shared);

            assertThat(model.embed("a").embeddings()).hasSize(1);
            assertThat(model.profile().model()).hasValue("titan-embed-text-v2");
        }
    }
}
