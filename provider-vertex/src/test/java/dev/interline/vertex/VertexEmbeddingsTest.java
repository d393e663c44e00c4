package dev.interline.vertex;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.interline.ChatRequest;
import dev.interline.Embedding;
import dev.interline.EmbeddingModel;
import dev.interline.EmbeddingRequest;
import dev.interline.EmbeddingResponse;
import dev.interline.Hop;
import dev.interline.ModelInfo;
import dev.interline.Notice;
import dev.interline.Purpose;
import dev.interline.ToolChoice;
import dev.interline.ToolDefinition;
import dev.interline.config.Settings;
import dev.interline.config.Shared;
import dev.interline.error.TooLongException;
import dev.interline.error.UnsupportedException;
import dev.interline.time.Time;
import dev.interline.wire.auth.Token;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Vectors, counts of tokens and lists of models on Vertex AI. */
class VertexEmbeddingsTest {
    private static final String P = "/v1/projects/demo/locations/global";
    private static final String CONTENT = P + "/publishers/google/models/gemini-embedding-2:embedContent";
    private static final String PREDICT = P + "/publishers/google/models/text-embedding-005:predict";
    private static final String VECTOR =
            "{\"embedding\":{\"values\":[0.5,-1]},\"usageMetadata\":{\"promptTokenCount\":3},\"truncated\":false}";

    @RegisterExtension
    static final WireMockExtension SERVER =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    private static Vertex vertex() {
        return Vertex.of("demo", "global").endpoint(SERVER.baseUrl()).apiKey("k-123");
    }

    @Test
    void theNewestModelIsAskedTextByText() {
        SERVER.stubFor(post(CONTENT).willReturn(okJson(VECTOR)));
        EmbeddingRequest request = EmbeddingRequest.builder()
                .texts(List.of("one", "two"))
                .purpose(Purpose.FACT_CHECK)
                .dimensions(2)
                .build();

        EmbeddingResponse response = vertex().embeddings("gemini-embedding-2").embed(request);

        assertThat(response.embeddings()).containsExactly(Embedding.of(0.5f, -1), Embedding.of(0.5f, -1));
        assertThat(response.usage().input()).hasValue(6);
        assertThat(response.notices()).isEmpty();
        SERVER.verify(postRequestedFor(urlEqualTo(CONTENT))
                .withHeader("x-goog-api-key", equalTo("k-123"))
                .withRequestBody(equalToJson("""
                        {"content":{"parts":[{"text":"two"}]},"embedContentConfig":
                         {"taskType":"FACT_VERIFICATION","outputDimensionality":2,"autoTruncate":false}}
                        """)));
    }

    @Test
    void olderModelsTakeManyAndWriteTheirTaskInSnakeCase() {
        SERVER.stubFor(post(PREDICT).willReturn(okJson("""
                        {"predictions":[
                          {"embeddings":{"values":[1,2],"statistics":{"token_count":3,"truncated":false}}},
                          {"embeddings":{"values":[3,4],"statistics":{"token_count":5,"truncated":true}}}]}
                        """)));

        EmbeddingResponse response = vertex().embeddings("text-embedding-005", it -> it.dimensions(2))
                .embed(EmbeddingRequest.builder()
                        .texts(List.of("one", "two"))
                        .purpose(Purpose.DOCUMENT)
                        .truncate(true)
                        .user("u")
                        .build());

        assertThat(response.embeddings()).containsExactly(Embedding.of(1, 2), Embedding.of(3, 4));
        assertThat(response.usage().input()).hasValue(8);
        assertThat(response.notices()).extracting(Notice::subject).containsExactly("user", "truncate");
        SERVER.verify(postRequestedFor(urlEqualTo(PREDICT)).withRequestBody(equalToJson("""
                        {"instances":[{"content":"one","task_type":"RETRIEVAL_DOCUMENT"},
                                      {"content":"two","task_type":"RETRIEVAL_DOCUMENT"}],
                         "parameters":{"outputDimensionality":2,"autoTruncate":true}}
                        """)));
    }

    @Test
    void aPartThatFailsIsTheCallsFailureAndTheRestIsNotAsked() {
        SERVER.stubFor(post(CONTENT)
                .inScenario("parts")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(okJson(VECTOR))
                .willSetStateTo("second"));
        SERVER.stubFor(
                post(CONTENT)
                        .inScenario("parts")
                        .whenScenarioStateIs("second")
                        .willReturn(
                                aResponse()
                                        .withStatus(400)
                                        .withBody(
                                                "{\"error\":{\"code\":400,\"status\":\"INVALID_ARGUMENT\",\"message\":"
                                                        + "\"The input token count (9000) exceeds the maximum number of tokens allowed (8192).\"}}")));

        assertThatThrownBy(() -> vertex().embeddings("gemini-embedding-2").embed("a", "b", "c"))
                .isInstanceOfSatisfying(
                        TooLongException.class,
                        failure -> assertThat(failure.trail().hops())
                                .extracting(hop -> hop.failure().isPresent())
                                .containsExactly(false, true));
    }

    @Test
    void aTokenIsRenewedOnce() {
        AtomicInteger fetched = new AtomicInteger();
        SERVER.stubFor(post(CONTENT)
                .inScenario("token")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(aResponse().withStatus(401))
                .willSetStateTo("renewed"));
        SERVER.stubFor(
                post(CONTENT).inScenario("token").whenScenarioStateIs("renewed").willReturn(okJson(VECTOR)));

        EmbeddingResponse response = Vertex.of("demo", "global")
                .endpoint(SERVER.baseUrl())
                .token(() ->
                        Token.of("t" + fetched.incrementAndGet(), Instant.now().plusSeconds(3_600)))
                .embeddings("gemini-embedding-2")
                .embed("a");

        assertThat(fetched).hasValue(2);
        assertThat(response.trail().hops()).extracting(Hop::why).containsExactly(Hop.Why.FIRST, Hop.Why.REPAIR);
    }

    @Test
    void modelsOfOthersSpeakOpenAi() {
        String url = P + "/endpoints/openapi/embeddings";
        SERVER.stubFor(post(url).willReturn(okJson("{\"data\":[{\"index\":0,\"embedding\":[1,2]}]}")));

        assertThat(vertex().embeddings("intfloat/multilingual-e5-large-instruct-maas")
                        .embed("a")
                        .first())
                .isEqualTo(Embedding.of(1, 2));
        SERVER.verify(postRequestedFor(urlEqualTo(url)).withRequestBody(equalToJson("""
                        {"model":"intfloat/multilingual-e5-large-instruct-maas","input":["a"],"encoding_format":"float"}
                        """)));
    }

    @Test
    void whatAModelDoesNotHaveIsRefusedBeforeTheCall() {
        assertThatThrownBy(() -> vertex().embeddings("text-embedding-005", it -> it.dimensions(1_024))
                        .embed("a"))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("at most 768");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> vertex().embeddings("text-embedding-005", it -> it.format(VertexFormat.RESPONSES)))
                .withMessageContaining("leave it out");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Vertex.express("k").embeddings("intfloat/e5"))
                .withMessageContaining("express mode");
        assertThat(SERVER.getAllServeEvents()).isEmpty();
    }

    @Test
    void theFirstGeminiEmbeddingIsAskedByPredictTextByText() {
        EmbeddingModel model = vertex().embeddings("gemini-embedding-001");

        assertThat(model.batching().texts()).isEqualTo(1);
        assertThat(model).hasToString("HttpEmbeddingModel[vertex/demo/global/gemini-embedding-001, vertex-predict]");
    }

    @Test
    void geminiIsCountedByWhatACountKnows() {
        String url = P + "/publishers/google/models/gemini-3.6-flash:countTokens";
        SERVER.stubFor(post(url).willReturn(okJson("{\"totalTokens\":31,\"totalBillableCharacters\":96}")));
        ChatRequest request = ChatRequest.builder()
                .system("Be brief.")
                .user("Hi")
                .tools(ToolDefinition.of("now", "the time", "{\"type\":\"object\",\"properties\":{}}"))
                .toolChoice(ToolChoice.REQUIRED)
                .maxOutputTokens(100)
                .build();

        assertThat(vertex().tokens("gemini-3.6-flash").count(request).input()).isEqualTo(31);
        SERVER.verify(postRequestedFor(urlEqualTo(url))
                .withRequestBody(matchingJsonPath("$.contents[0].parts[0].text", equalTo("Hi")))
                .withRequestBody(matchingJsonPath("$.systemInstruction.parts[0].text", equalTo("Be brief.")))
                .withRequestBody(matchingJsonPath("$.tools[0].functionDeclarations[0].name", equalTo("now")))
                .withRequestBody(matchingJsonPath("$.generationConfig.maxOutputTokens", equalTo("100")))
                .withRequestBody(matchingJsonPath("$[?(!@.toolConfig)]")));
    }

    @Test
    void claudeIsCountedAtAnAddressThatNamesNoModel() {
        String url = P + "/publishers/anthropic/models/count-tokens:rawPredict";
        SERVER.stubFor(post(url).willReturn(okJson("{\"input_tokens\":12}")));

        assertThat(vertex().tokens("claude-haiku-4-5@20251001").count("Hi").input())
                .isEqualTo(12);
        SERVER.verify(postRequestedFor(urlEqualTo(url)).withRequestBody(equalToJson("""
                        {"model":"claude-haiku-4-5@20251001","anthropic_version":"vertex-2023-10-16",
                         "messages":[{"role":"user","content":[{"type":"text","text":"Hi"}]}]}
                        """)));
    }

    @Test
    void othersAreNotCountedAndNothingIsSent() {
        assertThatThrownBy(() ->
                        vertex().tokens("meta/llama-3.3-70b-instruct-maas").count("Hi"))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("Gemini and Claude alone");
        assertThat(SERVER.getAllServeEvents()).isEmpty();
    }

    @Test
    void publishedModelsAreListedToTheLastPage() {
        String url = "/v1beta1/publishers/*/models?pageSize=200";
        SERVER.stubFor(get(urlEqualTo(url)).willReturn(okJson("""
                        {"publisherModels":[{"name":"publishers/google/models/gemini-3.6-flash","launchStage":"GA"},
                                            {"name":"publishers/google/models/gemini-embedding-2"},
                                            {"name":"odd"}],"nextPageToken":"p2"}
                        """)));
        SERVER.stubFor(get(urlEqualTo(url + "&pageToken=p2"))
                .willReturn(
                        okJson("{\"publisherModels\":[{\"name\":\"publishers/anthropic/models/claude-sonnet-5\"}]}")));

        List<ModelInfo> models = vertex().models().list();

        assertThat(models)
                .extracting(ModelInfo::id)
                .containsExactly("gemini-3.6-flash", "gemini-embedding-2", "anthropic/claude-sonnet-5");
        assertThat(models)
                .extracting(ModelInfo::use)
                .containsExactly(ModelInfo.Use.CHAT, ModelInfo.Use.EMBEDDINGS, ModelInfo.Use.CHAT);
        assertThat(models.get(0).details()).containsExactly(Map.entry("launchStage", "\"GA\""));
        assertThat(models.get(2).owner()).isEqualTo("anthropic");
    }

    @Test
    void aFileNamesThemAsItNamesModels() {
        SERVER.stubFor(post(CONTENT).willReturn(okJson(VECTOR)));
        Map<String, String> file = Map.of(
                "project", "demo",
                "location", "global",
                "endpoint", SERVER.baseUrl(),
                "model", "gemini-embedding-2",
                "api-key", "k-123",
                "kind", "embeddings",
                "dimensions", "2");
        try (Shared shared = new Shared(Time.system())) {
            EmbeddingModel model = new VertexProvider().openEmbeddings(Settings.of("deployments.s", file), shared);

            assertThat(model.embed("a").first().dimensions()).isEqualTo(2);
            assertThat(model.profile().model()).hasValue("gemini-embedding-2");
        }
    }
}
