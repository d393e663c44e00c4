package dev.interline.azure;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.interline.CallContext;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.Hop;
import dev.interline.Media;
import dev.interline.Message;
import dev.interline.Text;
import dev.interline.error.DeniedException;
import dev.interline.error.RateLimitedException;
import dev.interline.error.UnsupportedException;
import dev.interline.wire.auth.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What goes over the wire to Azure, and what comes of the answers. */
class AzureCallTest {
    private static final String CHAT = "/openai/v1/chat/completions";
    private static final String HELLO = """
            {"id":"chatcmpl-1","object":"chat.completion","created":1790000000,"model":"gpt-4.1-2025-04-14",
             "choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"Hello."}}],
             "usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}
            """;

    @RegisterExtension
    static final WireMockExtension SERVER =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    private Azure azure() {
        return Azure.at(SERVER.baseUrl());
    }

    private static AzureModel chat(AzureModel model) {
        return model.format(AzureFormat.CHAT_COMPLETIONS).reasons(false);
    }

    private static ChatRequest brief() {
        return ChatRequest.builder().user("Hi").maxOutputTokens(100).build();
    }

    @Test
    void aKeyGoesIntoApiKeyAndTheDeploymentIntoTheBody() {
        SERVER.stubFor(post(CHAT).willReturn(okJson(HELLO)));

        String text = azure().apiKey("k-123")
                .model("main", AzureCallTest::chat)
                .chat(brief())
                .text();

        assertThat(text).isEqualTo("Hello.");
        SERVER.verify(postRequestedFor(urlEqualTo(CHAT))
                .withHeader("api-key", equalTo("k-123"))
                .withoutHeader("Authorization")
                .withHeader("Content-Type", equalTo("application/json"))
                .withRequestBody(matchingJsonPath("$.model", equalTo("main"))));
    }

    @Test
    void datedRoutesNameTheDeploymentInTheAddress() {
        String url = "/openai/deployments/main/chat/completions?api-version=2024-10-21";
        SERVER.stubFor(post(urlEqualTo(url)).willReturn(okJson(HELLO)));

        assertThat(azure().apiVersion("2024-10-21")
                        .apiKey("k")
                        .model("main", AzureCallTest::chat)
                        .chat(brief())
                        .text())
                .isEqualTo("Hello.");
    }

    @Test
    void claudeTakesItsKeyAndVersionAsHeaders() {
        SERVER.stubFor(post("/anthropic/v1/messages").willReturn(aResponse().withStatus(529)));
        ChatModel claude = azure().apiKey("k-123")
                .model(
                        "sonnet",
                        model -> model.family("claude-sonnet-4-5")
                                .reasons(false)
                                .header("anthropic-beta", "context-1m-2025-08-07"));

        assertThatThrownBy(() -> claude.chat(brief())).hasMessageContaining("azure/localhost:" + SERVER.getPort());

        SERVER.verify(postRequestedFor(urlEqualTo("/anthropic/v1/messages"))
                .withHeader("x-api-key", equalTo("k-123"))
                .withHeader("anthropic-version", equalTo("2023-06-01"))
                .withHeader("anthropic-beta", equalTo("context-1m-2025-08-07"))
                .withoutHeader("api-key")
                .withoutHeader("Authorization")
                .withRequestBody(matchingJsonPath("$.model", equalTo("sonnet"))));
    }

    @Test
    void responsesIsTheDefaultAndTheFamilyDecides() {
        Azure azure = azure().apiKey("k");
        assertThat(azure.model("anything")).asString().contains("openai-responses");
        assertThat(azure.model("a", it -> it.family("gpt-5.1-codex")))
                .asString()
                .contains("openai-responses");
        assertThat(azure.model("a", it -> it.family("o4-mini"))).asString().contains("openai-responses");
        assertThat(azure.model("a", it -> it.family("claude-opus-5")))
                .asString()
                .contains("anthropic-messages");
        assertThat(azure.model("a", it -> it.family("DeepSeek-V4"))).asString().contains("openai-chat");
        assertThat(azure.model("a", it -> it.family("openai/gpt-oss-120b")))
                .asString()
                .contains("openai-chat");
        assertThat(azure.model("claude-like-name")).asString().contains("openai-responses");
        assertThat(azure.model("a", it -> it.family("gpt-5").format(AzureFormat.CHAT_COMPLETIONS)))
                .asString()
                .contains("openai-chat");
    }

    @Test
    void otherMakersModelsGetTheOlderNameOfTheCap() {
        SERVER.stubFor(post(CHAT).willReturn(okJson(HELLO)));

        azure().apiKey("k")
                .model("llama", model -> model.family("llama-3.3-70b").reasons(false))
                .chat(brief());

        SERVER.verify(postRequestedFor(urlEqualTo(CHAT))
                .withRequestBody(matchingJsonPath("$.max_tokens", equalTo("100")))
                .withRequestBody(matchingJsonPath("$[?(!@.max_completion_tokens)]")));
    }

    @Test
    void aDocumentInChatCompletionsIsRefusedBeforeAnythingIsSent() {
        ChatRequest request = ChatRequest.builder()
                .message(Message.user(Text.of("Read this"), Media.of("application/pdf", new byte[] {1, 2, 3})))
                .build();

        assertThatThrownBy(() ->
                        azure().apiKey("k").model("main", AzureCallTest::chat).chat(request))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("use the Responses format");
        assertThat(SERVER.getAllServeEvents()).isEmpty();
    }

    @Test
    void aTokenIsKeptAndGoesAsBearer() {
        SERVER.stubFor(post(CHAT).willReturn(okJson(HELLO)));
        AtomicInteger fetched = new AtomicInteger();
        ChatModel model = azure().token(() ->
                        Token.of("t" + fetched.incrementAndGet(), Instant.now().plusSeconds(3600)))
                .model("main", AzureCallTest::chat);

        model.chat(brief());
        model.chat(brief());

        assertThat(fetched).hasValue(1);
        SERVER.verify(
                2,
                postRequestedFor(urlEqualTo(CHAT))
                        .withHeader("Authorization", equalTo("Bearer t1"))
                        .withoutHeader("api-key"));
    }

    @Test
    void aRefusedTokenIsReplacedOnce() {
        SERVER.stubFor(post(CHAT).willReturn(aResponse().withStatus(401)));
        SERVER.stubFor(
                post(CHAT).withHeader("Authorization", equalTo("Bearer t2")).willReturn(okJson(HELLO)));
        AtomicInteger fetched = new AtomicInteger();
        ChatModel model = azure().token(() ->
                        Token.of("t" + fetched.incrementAndGet(), Instant.now().plusSeconds(3600)))
                .model("main", AzureCallTest::chat);
        CallContext call = CallContext.create();

        assertThat(model.chat(brief(), call).text()).isEqualTo("Hello.");
        assertThat(call.trail().hops()).extracting(Hop::why).containsExactly(Hop.Why.FIRST, Hop.Why.REPAIR);
    }

    @Test
    void aSecondRefusalIsTheEndOfIt() {
        SERVER.stubFor(post(CHAT)
                .willReturn(aResponse()
                        .withStatus(401)
                        .withBody("{\"error\":{\"code\":\"PermissionDenied\",\"message\":\"no data action\"}}")));
        AtomicInteger fetched = new AtomicInteger();
        ChatModel model = azure().token(() ->
                        Token.of("t" + fetched.incrementAndGet(), Instant.now().plusSeconds(3600)))
                .model("main", AzureCallTest::chat);

        assertThatThrownBy(() -> model.chat(brief()))
                .isInstanceOf(DeniedException.class)
                .hasMessageContaining("Cognitive Services OpenAI User");
        SERVER.verify(2, postRequestedFor(urlEqualTo(CHAT)));
    }

    @Test
    void everyTenantHasItsOwnKey() {
        SERVER.stubFor(post(CHAT).willReturn(okJson(HELLO)));
        ChatModel model = azure().credentials(
                        call -> call.tags().get("tenant"), tenant -> AzureCredential.apiKey("key-of-" + tenant))
                .model("main", AzureCallTest::chat);

        model.chat(brief(), CallContext.create().tag("tenant", "acme"));
        model.chat(brief(), CallContext.create());

        SERVER.verify(1, postRequestedFor(urlEqualTo(CHAT)).withHeader("api-key", equalTo("key-of-acme")));
        SERVER.verify(1, postRequestedFor(urlEqualTo(CHAT)).withHeader("api-key", equalTo("key-of-")));
        assertThat(model.profile().credentialKey(CallContext.create().tag("tenant", "acme")))
                .isEqualTo("acme");
    }

    @Test
    void aThrottledDeploymentSaysWhenToComeBack() {
        SERVER.stubFor(post(CHAT)
                .willReturn(aResponse()
                        .withStatus(429)
                        .withHeader("retry-after", "2")
                        .withHeader("retry-after-ms", "1850")
                        .withHeader("apim-request-id", "7d1e")
                        .withBody("{\"error\":{\"code\":\"429\",\"message\":\"over the limit\"}}")));

        RateLimitedException failure = catchThrowableOfType(
                RateLimitedException.class,
                () -> azure().apiKey("k").model("main", AzureCallTest::chat).chat(brief()));

        assertThat(failure.retryAfter()).contains(Duration.ofMillis(1850));
        assertThat(failure.requestId()).isEqualTo("7d1e");
    }

    @Test
    void reasoningThatIsNotKnownIsLeftOutOnce() {
        String url = "/openai/v1/responses";
        SERVER.stubFor(post(url)
                .inScenario("state")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("stripped")
                .willReturn(aResponse()
                        .withStatus(400)
                        .withBody("{\"error\":{\"message\":\"x\",\"type\":\"invalid_request_error\","
                                + "\"code\":\"invalid_encrypted_content\"}}")));
        SERVER.stubFor(post(url)
                .inScenario("state")
                .whenScenarioStateIs("stripped")
                .willReturn(aResponse().withStatus(503)));
        ChatRequest request = ChatRequest.builder()
                .user("Hi")
                .options(it -> it.extra(
                        "azure",
                        Map.of(
                                "input",
                                List.of(
                                        Map.of("type", "reasoning", "id", "rs_1", "encrypted_content", "gAAA"),
                                        Map.of("type", "function_call", "id", "fc_1", "call_id", "call_1")))))
                .build();

        assertThatThrownBy(() -> azure().apiKey("k").model("main").chat(request))
                .hasMessageContaining("503");

        SERVER.verify(postRequestedFor(urlEqualTo(url))
                .withRequestBody(matchingJsonPath(
                        "$.input", equalToJson("[{\"type\":\"function_call\",\"call_id\":\"call_1\"}]"))));
    }
}
