package dev.interline.vertex;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import dev.interline.CallContext;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Hop;
import dev.interline.Media;
import dev.interline.Message;
import dev.interline.Notice;
import dev.interline.Text;
import dev.interline.error.DeniedException;
import dev.interline.error.RateLimitedException;
import dev.interline.error.UnsupportedException;
import dev.interline.wire.auth.Token;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What goes over the wire to Vertex AI, and what comes of the answers. */
class VertexCallTest {
    private static final String P = "/v1/projects/demo/locations/global";
    private static final String GEMINI = P + "/publishers/google/models/gemini-3.6-flash:generateContent";
    private static final String HELLO = """
            {"candidates":[{"content":{"role":"model","parts":[{"text":"Hello."}]},"finishReason":"STOP"}],
             "usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":2,"totalTokenCount":5}}
            """;

    @RegisterExtension
    static final WireMockExtension SERVER =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    private static Vertex vertex() {
        return Vertex.of("demo", "global").endpoint(SERVER.baseUrl()).apiKey("k-123");
    }

    private static ChatRequest brief() {
        return ChatRequest.builder().user("Hi").maxOutputTokens(100).build();
    }

    private static VertexModel quick(VertexModel model) {
        return model.reasons(false);
    }

    @Test
    void aKeyGoesIntoItsHeader() {
        SERVER.stubFor(post(GEMINI).willReturn(okJson(HELLO)));

        assertThat(vertex().model("gemini-3.6-flash", VertexCallTest::quick)
                        .chat(brief())
                        .text())
                .isEqualTo("Hello.");

        SERVER.verify(postRequestedFor(urlEqualTo(GEMINI))
                .withHeader("x-goog-api-key", equalTo("k-123"))
                .withoutHeader("Authorization")
                .withoutHeader("x-goog-user-project"));
    }

    @Test
    void aStreamHasAnAddressOfItsOwn() {
        String url = P + "/publishers/google/models/gemini-3.6-flash:streamGenerateContent?alt=sse";
        SERVER.stubFor(post(urlEqualTo(url))
                .willReturn(aResponse()
                        .withHeader("content-type", "text/event-stream")
                        .withBody("data: " + HELLO.replace("\n", "") + "\r\n\r\n")));

        try (ChatStream stream = vertex().model("gemini-3.6-flash").stream(brief())) {
            assertThat(stream.response().text()).isEqualTo("Hello.");
        }
    }

    @Test
    void expressModeNeedsAKeyAlone() {
        String url = "/v1/publishers/google/models/gemini-3.6-flash:generateContent";
        SERVER.stubFor(post(url).willReturn(okJson(HELLO)));

        ChatModel model =
                Vertex.express("k-123").endpoint(SERVER.baseUrl()).model("gemini-3.6-flash", VertexCallTest::quick);

        assertThat(model.chat(brief()).text()).isEqualTo("Hello.");
        assertThat(model.profile().id()).hasToString("vertex/express/gemini-3.6-flash");
    }

    @Test
    void claudeIsNamedInTheAddressAndItsVersionInTheBody() {
        String url = P + "/publishers/anthropic/models/claude-haiku-4-5@20251001:rawPredict";
        SERVER.stubFor(post(url)
                .willReturn(okJson("{\"id\":\"msg_vrtx_1\",\"type\":\"message\",\"role\":\"assistant\",\"content\":"
                        + "[{\"type\":\"text\",\"text\":\"Hello.\"}],\"stop_reason\":\"end_turn\","
                        + "\"usage\":{\"input_tokens\":3,\"output_tokens\":2}}")));

        assertThat(vertex().model(
                                "claude-haiku-4-5@20251001",
                                it -> it.reasons(false).header("anthropic-beta", "b-1"))
                        .chat(brief())
                        .text())
                .isEqualTo("Hello.");

        SERVER.verify(postRequestedFor(urlEqualTo(url))
                .withHeader("anthropic-beta", equalTo("b-1"))
                .withoutHeader("anthropic-version")
                .withRequestBody(matchingJsonPath("$.anthropic_version", equalTo("vertex-2023-10-16")))
                .withRequestBody(matchingJsonPath("$[?(!@.model)]")));
    }

    @Test
    void openModelsAreNamedWithTheirPublisherInTheBody() {
        assertModelInBody(
                "meta/llama-3.3-70b-instruct-maas",
                "/endpoints/openapi/chat/completions",
                "meta/llama-3.3-70b-instruct-maas");
        assertModelInBody(
                "mistral-medium-3", "/publishers/mistralai/models/mistral-medium-3:rawPredict", "mistral-medium-3");
        assertModelInBody("openai/gpt-6-luna", "/publishers/openai/v1/responses", "gpt-6-luna");
    }

    private static void assertModelInBody(String name, String path, String model) {
        SERVER.stubFor(post(P + path).willReturn(aResponse().withStatus(503)));
        assertThatThrownBy(() -> vertex().model(name, VertexCallTest::quick).chat(brief()))
                .hasMessageContaining("503");
        SERVER.verify(
                postRequestedFor(urlEqualTo(P + path)).withRequestBody(matchingJsonPath("$.model", equalTo(model))));
    }

    @Test
    void anEndpointHasOneModelThatNeedsNoName() {
        String url = P + "/endpoints/12/chat/completions";
        SERVER.stubFor(post(url).willReturn(aResponse().withStatus(503)));
        assertThatThrownBy(() -> vertex().model(
                                "endpoints/12", it -> it.family("llama-3.3").reasons(false))
                        .chat(brief()))
                .hasMessageContaining("503");
        SERVER.verify(postRequestedFor(urlEqualTo(url)).withRequestBody(matchingJsonPath("$[?(!@.model)]")));
    }

    @Test
    void mediaByReferenceForClaudeIsRefusedBeforeAnythingIsSent() {
        ChatRequest request = ChatRequest.builder()
                .message(Message.user(
                        Text.of("What is this?"), Media.of("image/png", URI.create("https://example.com/a.png"))))
                .maxOutputTokens(100)
                .build();

        assertThatThrownBy(() -> vertex().model("claude-haiku-4-5", VertexCallTest::quick)
                        .chat(request))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("as bytes alone, not by reference");
        SERVER.verify(0, anyRequestedFor(anyUrl()));
    }

    @Test
    void theClassOfServiceIsAHeader() {
        SERVER.stubFor(post(GEMINI).willReturn(okJson(HELLO)));
        ChatModel model = vertex().model("gemini-3.6-flash", VertexCallTest::quick);

        model.chat(ChatRequest.builder()
                .user("Hi")
                .maxOutputTokens(100)
                .options(it -> it.serviceTier("priority"))
                .build());
        model.chat(ChatRequest.builder()
                .user("Hi")
                .maxOutputTokens(100)
                .options(it -> it.serviceTier("dedicated"))
                .build());

        SERVER.verify(
                1,
                postRequestedFor(urlEqualTo(GEMINI))
                        .withHeader("X-Vertex-AI-LLM-Shared-Request-Type", equalTo("priority"))
                        .withRequestBody(matchingJsonPath("$[?(!@.serviceTier)]")));
        SERVER.verify(
                1,
                postRequestedFor(urlEqualTo(GEMINI)).withHeader("X-Vertex-AI-LLM-Request-Type", equalTo("dedicated")));
    }

    @Test
    void theClassOfServiceIsAHeaderAlsoWhereTheFormatKnowsNone() {
        String url = P + "/publishers/anthropic/models/claude-haiku-4-5:rawPredict";
        SERVER.stubFor(post(url)
                .willReturn(okJson("{\"type\":\"message\",\"role\":\"assistant\",\"stop_reason\":\"end_turn\","
                        + "\"content\":[{\"type\":\"text\",\"text\":\"Hello.\"}]}")));
        ChatModel model = vertex().model("claude-haiku-4-5", VertexCallTest::quick);

        for (String word : List.of("priority", "dedicated", "auto", "unheard-of")) {
            ChatResponse response = model.chat(ChatRequest.builder()
                    .user("Hi")
                    .maxOutputTokens(100)
                    .options(it -> it.serviceTier(word))
                    .build());
            assertThat(response.notices())
                    .extracting(Notice::subject)
                    .isEqualTo(word.equals("unheard-of") ? List.of("serviceTier") : List.of());
        }

        RequestPatternBuilder plain =
                postRequestedFor(urlEqualTo(url)).withRequestBody(matchingJsonPath("$[?(!@.service_tier)]"));
        SERVER.verify(1, plain.withHeader("X-Vertex-AI-LLM-Shared-Request-Type", equalTo("priority")));
        SERVER.verify(
                1, postRequestedFor(urlEqualTo(url)).withHeader("X-Vertex-AI-LLM-Request-Type", equalTo("dedicated")));
    }

    @Test
    void theServerLearnsOfTheDeadlineOfAWholeAnswerThatRidesOnAStream() {
        String url = P + "/publishers/google/models/gemini-3.6-flash:streamGenerateContent?alt=sse";
        SERVER.stubFor(post(urlEqualTo(url))
                .willReturn(aResponse()
                        .withHeader("Content-Type", "text/event-stream")
                        .withBody("data: " + HELLO.replace("\n", "") + "\n\n")));
        ChatModel model = vertex().model("gemini-3.6-flash");

        model.chat(brief(), CallContext.within(Duration.ofSeconds(30)));
        model.chat(brief());
        model.stream(brief(), CallContext.within(Duration.ofHours(1))).close();
        model.stream(brief()).close();

        SERVER.verify(1, postRequestedFor(urlEqualTo(url)).withHeader("X-Server-Timeout", equalTo("30")));
        SERVER.verify(1, postRequestedFor(urlEqualTo(url)).withHeader("X-Server-Timeout", equalTo("600")));
        SERVER.verify(1, postRequestedFor(urlEqualTo(url)).withHeader("X-Server-Timeout", equalTo("1200")));
        // until the first content alone there is a limit of our own, and none that is the server's
        SERVER.verify(1, postRequestedFor(urlEqualTo(url)).withoutHeader("X-Server-Timeout"));
    }

    @Test
    void theServerLearnsHowLongAnybodyWaits() {
        SERVER.stubFor(post(GEMINI).willReturn(okJson(HELLO)));
        ChatModel model = vertex().model("gemini-3.6-flash", VertexCallTest::quick);

        model.chat(brief(), CallContext.within(Duration.ofSeconds(30)));
        model.chat(brief(), CallContext.within(Duration.ofHours(1)));

        SERVER.verify(1, postRequestedFor(urlEqualTo(GEMINI)).withHeader("X-Server-Timeout", equalTo("30")));
        SERVER.verify(1, postRequestedFor(urlEqualTo(GEMINI)).withHeader("X-Server-Timeout", equalTo("600")));
    }

    @Test
    void aRefusedTokenIsReplacedOnce() {
        SERVER.stubFor(post(GEMINI).willReturn(aResponse().withStatus(401)));
        SERVER.stubFor(
                post(GEMINI).withHeader("Authorization", equalTo("Bearer t2")).willReturn(okJson(HELLO)));
        AtomicInteger fetched = new AtomicInteger();
        ChatModel model = vertex().token(() ->
                        Token.of("t" + fetched.incrementAndGet(), Instant.now().plusSeconds(3600)))
                .quotaProject("payer")
                .model("gemini-3.6-flash", VertexCallTest::quick);
        CallContext call = CallContext.create();

        assertThat(model.chat(brief(), call).text()).isEqualTo("Hello.");
        assertThat(call.trail().hops()).extracting(Hop::why).containsExactly(Hop.Why.FIRST, Hop.Why.REPAIR);
        SERVER.verify(
                2,
                postRequestedFor(urlEqualTo(GEMINI))
                        .withHeader("x-goog-user-project", equalTo("payer"))
                        .withoutHeader("x-goog-api-key"));
    }

    @Test
    void aSecondRefusalIsTheEndOfIt() {
        SERVER.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(401)));
        AtomicInteger fetched = new AtomicInteger();
        ChatModel model = vertex().token(() ->
                        Token.of("t" + fetched.incrementAndGet(), Instant.now().plusSeconds(3600)))
                .model("gemini-3.6-flash", VertexCallTest::quick);

        assertThatThrownBy(() -> model.chat(brief())).isInstanceOf(DeniedException.class);
        SERVER.verify(2, anyRequestedFor(anyUrl()));
    }

    @Test
    void everyTenantHasItsOwnKey() {
        SERVER.stubFor(post(GEMINI).willReturn(okJson(HELLO)));
        ChatModel model = vertex().credentials(
                        call -> call.tags().get("tenant"), tenant -> VertexCredential.apiKey("key-of-" + tenant))
                .model("gemini-3.6-flash", VertexCallTest::quick);

        model.chat(brief(), CallContext.create().tag("tenant", "acme"));

        SERVER.verify(1, postRequestedFor(urlEqualTo(GEMINI)).withHeader("x-goog-api-key", equalTo("key-of-acme")));
        assertThat(model.profile().credentialKey(CallContext.create().tag("tenant", "acme")))
                .isEqualTo("acme");
    }

    @Test
    void anErrorInAListIsUnderstood() {
        SERVER.stubFor(post(GEMINI)
                .willReturn(aResponse()
                        .withStatus(429)
                        .withBody("[{\"error\":{\"code\":429,\"message\":\"Resource exhausted.\","
                                + "\"status\":\"RESOURCE_EXHAUSTED\"}}]")));

        assertThatThrownBy(() -> vertex().model("gemini-3.6-flash", VertexCallTest::quick)
                        .chat(brief()))
                .isInstanceOf(RateLimitedException.class)
                .hasMessageStartingWith("vertex/demo/global/gemini-3.6-flash: ");
    }
}
