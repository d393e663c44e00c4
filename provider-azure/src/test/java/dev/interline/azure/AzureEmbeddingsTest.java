package dev.interline.azure;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
import dev.interline.TokenCount;
import dev.interline.ToolDefinition;
import dev.interline.config.ConfigException;
import dev.interline.config.Settings;
import dev.interline.config.Shared;
import dev.interline.error.NotFoundException;
import dev.interline.error.RateLimitedException;
import dev.interline.error.UnsupportedException;
import dev.interline.time.Time;
import dev.interline.wire.auth.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Vectors, counts of tokens and lists of models on Azure. */
class AzureEmbeddingsTest {
    private static final String EMBEDDINGS = "/openai/v1/embeddings";
    /** 1 and -2 in base64, and the second text before the first. */
    private static final String VECTORS = """
            {"object":"list","model":"text-embedding-3-small","data":[
              {"object":"embedding","index":1,"embedding":[0.5,0.25]},
              {"object":"embedding","index":0,"embedding":"AACAPwAAAMA="}],
             "usage":{"prompt_tokens":7,"total_tokens":7}}
            """;

    @RegisterExtension
    static final WireMockExtension SERVER =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    private static Azure azure() {
        return Azure.at(SERVER.baseUrl()).apiKey("k-123456789");
    }

    @Test
    void textsBecomeVectorsInTheirOrder() {
        SERVER.stubFor(post(EMBEDDINGS).willReturn(okJson(VECTORS).withHeader("apim-request-id", "r-1")));
        EmbeddingModel model = azure().embeddings(
                        "search", it -> it.family("text-embedding-3-small").header("x-team", "a"));

        EmbeddingResponse response = model.embed(EmbeddingRequest.builder()
                .texts(List.of("one", "two"))
                .user("u-1")
                .raw(true)
                .build());

        assertThat(response.embeddings()).containsExactly(Embedding.of(1, -2), Embedding.of(0.5f, 0.25f));
        assertThat(response.usage().input()).hasValue(7);
        assertThat(response.usage().output()).isEmpty();
        assertThat(response.servedModel()).isEqualTo("text-embedding-3-small");
        assertThat(response.model().deployment()).isEqualTo("search");
        assertThat(response.notices()).isEmpty();
        assertThat(response.raw())
                .singleElement()
                .satisfies(raw -> assertThat(raw.body()).isEqualTo(VECTORS));
        Hop hop = response.trail().hops().get(0);
        assertThat(hop.requestId()).isEqualTo("r-1");
        assertThat(hop.usage().input()).hasValue(7);
        assertThat(hop.took()).isPresent();
        SERVER.verify(postRequestedFor(urlEqualTo(EMBEDDINGS))
                .withHeader("api-key", equalTo("k-123456789"))
                .withHeader("x-team", equalTo("a"))
                .withRequestBody(equalToJson("""
                        {"model":"search","input":["one","two"],"encoding_format":"base64","user":"u-1"}
                        """)));
    }

    @Test
    void theDatedRouteNamesTheDeploymentInTheAddress() {
        String url = "/openai/deployments/search/embeddings?api-version=2024-10-21";
        SERVER.stubFor(post(urlEqualTo(url)).willReturn(okJson(VECTORS)));

        assertThat(azure().apiVersion("2024-10-21")
                        .embeddings("search")
                        .embed("a", "b")
                        .embeddings())
                .hasSize(2);
    }

    @Test
    void dimensionsAreThoseThatWereDeclaredOrAskedFor() {
        SERVER.stubFor(post(EMBEDDINGS).willReturn(okJson(VECTORS)));

        azure().embeddings("search", it -> it.dimensions(2)).embed("a", "b");
        SERVER.verify(postRequestedFor(urlEqualTo(EMBEDDINGS))
                .withRequestBody(matchingJsonPath("$.dimensions", equalTo("2"))));

        assertThatThrownBy(() ->
                        azure().embeddings("search", it -> it.dimensions(3)).embed("a", "b"))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("vectors of 2 dimensions, not the 3");
        assertThatThrownBy(() -> azure().embeddings("search", it -> it.dimensions(3))
                        .embed(EmbeddingRequest.builder()
                                .text("a")
                                .dimensions(2)
                                .build()))
                .hasMessageContaining("wants 2 dimensions of a model that was declared with 3");
        EmbeddingRequest many =
                EmbeddingRequest.builder().text("a").dimensions(4_000).build();
        assertThatThrownBy(() -> azure().embeddings("s", it -> it.family("text-embedding-3-small"))
                        .embed(many))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("at most 1536");
        assertThatThrownBy(() -> azure().embeddings("s", it -> it.family("text-embedding-ada-002"))
                        .embed(many))
                .hasMessageContaining("ask for 1536");
        SERVER.verify(2, postRequestedFor(urlEqualTo(EMBEDDINGS)));
    }

    @Test
    void theOldestModelIsNotToldItsOwnLength() {
        SERVER.stubFor(post(EMBEDDINGS).willReturn(aResponse().withStatus(500)));

        assertThatThrownBy(() -> azure().embeddings(
                        "s", it -> it.family("text-embedding-ada-002").dimensions(1_536))
                .embed("a"));

        SERVER.verify(
                postRequestedFor(urlEqualTo(EMBEDDINGS)).withRequestBody(matchingJsonPath("$.dimensions", absent())));
    }

    @Test
    void whatTheFormatHasNoWordForIsNoted() {
        SERVER.stubFor(post(EMBEDDINGS).willReturn(okJson(VECTORS)));
        EmbeddingRequest request = EmbeddingRequest.builder()
                .texts(List.of("a", "b"))
                .purpose(Purpose.QUERY)
                .truncate(true)
                .extras("azure", Map.of("input_type", "query"))
                .extras("vertex", Map.of("other", true))
                .build();

        EmbeddingResponse response =
                azure().embeddings("s", it -> it.family("cohere-embed-v-4-0")).embed(request);

        assertThat(response.notices()).extracting(Notice::subject).containsExactly("purpose", "truncate");
        SERVER.verify(postRequestedFor(urlEqualTo(EMBEDDINGS)).withRequestBody(equalToJson("""
                        {"model":"s","input":["a","b"],"encoding_format":"float","input_type":"query"}
                        """)));
    }

    @Test
    void aRefusalIsExplainedAsForAChat() {
        SERVER.stubFor(post(EMBEDDINGS)
                .willReturn(aResponse()
                        .withStatus(429)
                        .withHeader("retry-after-ms", "1500")
                        .withBody("{\"error\":{\"code\":\"RateLimitReached\",\"message\":\"slow down\"}}")));

        RateLimitedException failure = catchThrowableOfType(
                RateLimitedException.class, () -> azure().embeddings("s").embed("a"));

        assertThat(failure.retryAfter()).hasValue(Duration.ofMillis(1_500));
        assertThat(failure.model()).isPresent();
        assertThat(failure.trail().attempts()).isEqualTo(1);
    }

    @Test
    void aTokenIsRenewedOnce() {
        AtomicInteger fetched = new AtomicInteger();
        SERVER.stubFor(post(EMBEDDINGS)
                .inScenario("token")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(aResponse().withStatus(401))
                .willSetStateTo("renewed"));
        SERVER.stubFor(post(EMBEDDINGS)
                .inScenario("token")
                .whenScenarioStateIs("renewed")
                .willReturn(okJson(VECTORS)));

        EmbeddingResponse response = Azure.at(SERVER.baseUrl())
                .token(() ->
                        Token.of("t" + fetched.incrementAndGet(), Instant.now().plusSeconds(3_600)))
                .embeddings("s")
                .embed("a", "b");

        assertThat(fetched).hasValue(2);
        assertThat(response.trail().hops()).extracting(Hop::why).containsExactly(Hop.Why.FIRST, Hop.Why.REPAIR);
    }

    @Test
    void claudeIsCountedByWhatWouldBeSent() {
        SERVER.stubFor(post("/anthropic/v1/messages/count_tokens").willReturn(okJson("{\"input_tokens\":42}")));
        ChatRequest request = ChatRequest.builder()
                .system("Be brief.")
                .user("Hi")
                .tools(ToolDefinition.of("now", "the time", "{\"type\":\"object\",\"properties\":{}}"))
                .options(o -> o.maxOutputTokens(100)
                        .temperature(0.5)
                        .stopSequences("x")
                        .user("u"))
                .build();

        TokenCount count = azure().tokens(
                        "sonnet", it -> it.family("claude-sonnet-4-5").reasons(false))
                .count(request);

        assertThat(count.input()).isEqualTo(42);
        assertThat(count.trail().attempts()).isEqualTo(1);
        SERVER.verify(postRequestedFor(urlEqualTo("/anthropic/v1/messages/count_tokens"))
                .withHeader("x-api-key", equalTo("k-123456789"))
                .withHeader("anthropic-version", equalTo("2023-06-01"))
                .withRequestBody(equalToJson("""
                        {"model":"sonnet","system":[{"type":"text","text":"Be brief."}],
                         "messages":[{"role":"user","content":[{"type":"text","text":"Hi"}]}],
                         "tools":[{"name":"now","description":"the time",
                                   "input_schema":{"type":"object","properties":{}}}]}
                        """)));
    }

    @Test
    void othersAreNotCountedAndNothingIsSent() {
        assertThatThrownBy(
                        () -> azure().tokens("main", it -> it.family("gpt-5")).count("Hi"))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("Azure counts tokens for Claude alone");
        assertThat(SERVER.getAllServeEvents()).isEmpty();
    }

    @Test
    void modelsAreListedAsTheResourceNamesThem() {
        SERVER.stubFor(get("/openai/v1/models").willReturn(okJson("""
                        {"object":"list","data":[
                          {"id":"gpt-6-sol","object":"model","created":1790000000,"owned_by":"system",
                           "capabilities":{"chat_completion":true,"embeddings":false}},
                          {"id":"text-embedding-3-small","object":"model",
                           "capabilities":{"chat_completion":false,"embeddings":true}},
                          {"id":"whisper","object":"model"}, {"object":"model"}]}
                        """)));

        List<ModelInfo> models = azure().models().list();

        assertThat(models).extracting(ModelInfo::id).containsExactly("gpt-6-sol", "text-embedding-3-small", "whisper");
        assertThat(models)
                .extracting(ModelInfo::use)
                .containsExactly(ModelInfo.Use.CHAT, ModelInfo.Use.EMBEDDINGS, ModelInfo.Use.UNKNOWN);
        assertThat(models.get(0).owner()).isEqualTo("system");
        assertThat(models.get(0).details()).containsEntry("created", "1790000000");
        SERVER.verify(getRequestedFor(urlEqualTo("/openai/v1/models")).withHeader("api-key", equalTo("k-123456789")));
    }

    @Test
    void aListThatIsNotThereIsExplained() {
        assertThatThrownBy(() -> azure().apiVersion("2024-10-21").models().list())
                .isInstanceOf(NotFoundException.class);
        SERVER.verify(getRequestedFor(urlEqualTo("/openai/models?api-version=2024-10-21")));
    }

    @Test
    void aFileNamesThemAsItNamesModels() {
        SERVER.stubFor(post(EMBEDDINGS).willReturn(okJson(VECTORS)));
        Map<String, String> file = Map.of(
                "endpoint", SERVER.baseUrl(),
                "deployment", "search",
                "api-key", "k-123456789",
                "kind", "embeddings",
                "family", "text-embedding-3-small",
                "dimensions", "2");
        try (Shared shared = new Shared(Time.system())) {
            EmbeddingModel model = new AzureProvider().openEmbeddings(Settings.of("deployments.s", file), shared);

            assertThat(model.embed("a", "b").first().dimensions()).isEqualTo(2);
            assertThat(model.profile().dimensions()).hasValue(2);
        }
    }

    @Test
    void whatIsForChatsAloneIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> azure().embeddings("s", it -> it.format(AzureFormat.RESPONSES)))
                .withMessageContaining("leave it out for embeddings");
        assertThatThrownBy(() -> new AzureProvider()
                        .openEmbeddings(
                                Settings.of("s", Map.of("endpoint", "https://x.example", "api-key", "k")),
                                new Shared(Time.system())))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("s.deployment: is missing");
    }
}
