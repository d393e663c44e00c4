package dev.interline.azure;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.interline.CallContext;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Hop;
import dev.interline.Notice;
import dev.interline.RateLimit;
import dev.interline.ToolDefinition;
import dev.interline.error.BlockedException;
import dev.interline.error.RateLimitedException;
import dev.interline.error.TimedOutException;
import dev.interline.testing.ManualTime;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What clients of Azure got wrong where address, headers and answer meet, by the numbers of the wire document. */
class AzureTrapsTest {
    private static final String CHAT = "/openai/v1/chat/completions";
    private static final String RESPONSES = "/openai/v1/responses";
    private static final String HELLO = """
            {"choices":[{"finish_reason":"stop","message":{"content":"Hello."}}],"model":"gpt-4.1-2025-04-14"}""";
    private static final String RESPONSE = """
            {"id":"resp_1","status":"completed","model":"my-deployment","service_tier":"default","output":[{"id":"msg_1",
             "type":"message","role":"assistant","content":[{"type":"output_text","text":"Hello.","annotations":[]}]}]}""";

    @RegisterExtension
    static final WireMockExtension SERVER =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    private static ChatModel model(UnaryOperator<AzureModel> options) {
        return Azure.at(SERVER.baseUrl()).apiKey("k").model("main", it -> options.apply(it.reasons(false)));
    }

    private static ChatModel chatModel() {
        return model(it -> it.format(AzureFormat.CHAT_COMPLETIONS));
    }

    private static ChatRequest brief() {
        return ChatRequest.builder().user("Hi").maxOutputTokens(100).build();
    }

    private static void answers(String path, ResponseDefinitionBuilder answer) {
        SERVER.stubFor(post(urlEqualTo(path)).willReturn(answer));
    }

    /** The same as whole and as a stream, for the caller has seen nothing of either. */
    @Test
    void trap3ALimitInsideAStreamThatBeganWellIsALimitWithTheWaitOfItsHeaders() {
        answers(
                RESPONSES,
                aResponse()
                        .withHeader("Content-Type", "text/event-stream")
                        .withHeader("retry-after", "7")
                        .withBody("""
                                event: response.failed
                                data: {"type":"response.failed","sequence_number":1,"response":{"id":"resp_8","object":"response","status":"failed","error":null,"incomplete_details":null,"output":[],"usage":null}}

                                event: error
                                data: {"type":"error","sequence_number":2,"error":{"type":"too_many_requests","code":"rate_limit_exceeded","message":"deployment over its limit","param":null,"headers":{"x-ms-fe-error":"true"}}}

                                """));
        ChatModel model = Azure.at(SERVER.baseUrl()).apiKey("k").model("main");

        for (RateLimitedException limited : java.util.List.of(
                catchThrowableOfType(RateLimitedException.class, () -> model.stream(brief())),
                catchThrowableOfType(RateLimitedException.class, () -> model.chat(brief())))) {
            assertThat(limited.retryAfter()).contains(Duration.ofSeconds(7));
            assertThat(limited.advice()).isEqualTo(dev.interline.error.Advice.RETRY);
            assertThat(limited.code()).isEqualTo("rate_limit_exceeded");
        }
    }

    @Test
    void aFullProvisionedDeploymentSaysInMillisecondsWhenThereIsRoom() {
        answers(
                CHAT,
                aResponse()
                        .withStatus(429)
                        .withHeader("retry-after-ms", "730")
                        .withHeader("retry-after", "1")
                        .withHeader("azure-openai-deployment-utilization", "104.0%")
                        .withBody("{\"error\":{\"code\":\"429\",\"message\":\"at capacity\"}}"));

        RateLimitedException full = catchThrowableOfType(
                RateLimitedException.class, () -> chatModel().chat(brief()));
        assertThat(full.retryAfter()).contains(Duration.ofMillis(730));

        answers(CHAT, okJson(HELLO).withHeader("x-ms-spillover-from-deployment", "main-ptu"));
        assertThat(chatModel().chat(brief()).details()).containsEntry("x-ms-spillover-from-deployment", "\"main-ptu\"");
    }

    @Test
    void trap5AModelOfWhichNothingIsDeclaredMayHaveNoThoughtsToSeal() {
        SERVER.stubFor(post(RESPONSES)
                .inScenario("include")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("asked again")
                .willReturn(aResponse()
                        .withStatus(400)
                        .withBody("{\"error\":{\"message\":\"Encrypted content is not supported with this model.\","
                                + "\"type\":\"invalid_request_error\",\"param\":\"include\",\"code\":null}}")));
        SERVER.stubFor(post(RESPONSES)
                .inScenario("include")
                .whenScenarioStateIs("asked again")
                .willReturn(okJson(RESPONSE)));
        CallContext call = CallContext.create();

        ChatModel undeclared = Azure.at(SERVER.baseUrl())
                .apiKey("k")
                .model("main", it -> it.profile(known -> known.cannot(dev.interline.Ability.STREAM)));
        assertThat(undeclared.chat(brief(), call).text()).isEqualTo("Hello.");

        assertThat(call.trail().hops()).extracting(Hop::why).containsExactly(Hop.Why.FIRST, Hop.Why.REPAIR);
        SERVER.verify(
                1,
                postRequestedFor(urlEqualTo(RESPONSES))
                        .withRequestBody(matchingJsonPath("$.include[0]", equalTo("reasoning.encrypted_content"))));
        SERVER.verify(
                1,
                postRequestedFor(urlEqualTo(RESPONSES))
                        .withRequestBody(matchingJsonPath("$[?(@.include.size() == 0)]")));
    }

    @Test
    void trap14ABlockedPromptAndABlockedAnswerAreOneKindOfFailure() {
        answers(
                CHAT,
                aResponse()
                        .withStatus(400)
                        .withBody(
                                "{\"error\":{\"message\":\"blocked\",\"param\":\"prompt\",\"code\":\"content_filter\"}}"));
        assertThatThrownBy(() -> chatModel().chat(brief())).isInstanceOf(BlockedException.class);

        answers(
                CHAT,
                okJson("{\"choices\":[{\"finish_reason\":\"content_filter\",\"message\":{\"content\":\"It is\"},"
                        + "\"content_filter_results\":{\"violence\":{\"filtered\":true,\"severity\":\"medium\"}}}]}"));
        BlockedException answer =
                catchThrowableOfType(BlockedException.class, () -> chatModel().chat(brief()));
        assertThat(answer.partial()).get().extracting(ChatResponse::text).isEqualTo("It is");
        assertThat(answer.partial().get().details().get("content_filter_results"))
                .contains("medium");
    }

    @Test
    void trap16LimitsThatMeanNothingAreNotTold() {
        answers(
                CHAT,
                okJson(HELLO)
                        .withHeader("x-ratelimit-limit-tokens", "150000")
                        .withHeader("x-ratelimit-remaining-tokens", "149000")
                        .withHeader("x-ratelimit-reset-tokens", "2")
                        .withHeader("x-ratelimit-limit-requests", "-1")
                        .withHeader("x-ratelimit-remaining-requests", "-1")
                        .withHeader("x-ratelimit-reset-requests", "0"));

        ChatResponse response = chatModel().chat(brief());

        assertThat(response.rateLimits()).singleElement().satisfies(limit -> {
            assertThat(limit.what()).isEqualTo(RateLimit.What.TOKENS);
            assertThat(limit.remaining()).hasValue(149_000);
            assertThat(limit.reset()).contains(Duration.ofSeconds(2));
        });
    }

    @Test
    void trap19TheWayToSignInIsNotGuessedFromTheHost() {
        answers("/gateway" + CHAT, okJson(HELLO));

        Azure.at(SERVER.baseUrl() + "/gateway")
                .apiKey("k")
                .model("main", it -> it.format(AzureFormat.CHAT_COMPLETIONS).reasons(false))
                .chat(brief());

        SERVER.verify(postRequestedFor(urlEqualTo("/gateway" + CHAT))
                .withHeader("api-key", equalTo("k"))
                .withoutHeader("Authorization"));
    }

    @Test
    void trap20OldVersionsAreNotSentWhatTheyDoNotKnow() {
        ChatRequest request = ChatRequest.builder()
                .user("Hi")
                .tools(ToolDefinition.of("tide", "High water"))
                .options(it -> it.parallelToolCalls(false).maxOutputTokens(100))
                .build();
        for (String version : new String[] {"2024-06-01", "2024-10-21"}) {
            String url = "/openai/deployments/main/chat/completions?api-version=" + version;
            answers(
                    url,
                    aResponse()
                            .withHeader("Content-Type", "text/event-stream")
                            .withBody("data: " + HELLO.replace("message", "delta") + "\n\ndata: [DONE]\n\n"));
            ChatModel model = Azure.at(SERVER.baseUrl())
                    .apiVersion(version)
                    .apiKey("k")
                    .model("main", it -> it.format(AzureFormat.CHAT_COMPLETIONS));
            boolean old = version.equals("2024-06-01");

            try (ChatStream stream = model.stream(request)) {
                assertThat(stream.response().notices())
                        .extracting(Notice::subject)
                        .isEqualTo(old ? java.util.List.of("parallelToolCalls") : java.util.List.of());
            }

            String absent =
                    old ? "$[?(!@.stream_options && !@.parallel_tool_calls)]" : "$.stream_options.include_usage";
            SERVER.verify(postRequestedFor(urlEqualTo(url)).withRequestBody(matchingJsonPath(absent)));
        }
    }

    @Test
    void trap21AModelThatGaveUpIsAskedElsewhere() {
        answers(
                CHAT,
                aResponse()
                        .withStatus(408)
                        .withBody("{\"error\":{\"code\":\"Timeout\",\"message\":\"operation timed out\"}}"));

        assertThat(catchThrowableOfType(
                                TimedOutException.class, () -> chatModel().chat(brief()))
                        .clock())
                .isEqualTo(TimedOutException.Clock.SERVER);
    }

    @Test
    void trap21AShortSilenceIsNotMeantForAnswersThatComeWhole() {
        ManualTime time = new ManualTime();
        try (dev.interline.testkit.FakeClouds clouds = dev.interline.testkit.FakeClouds.start()) {
            clouds.on("azure").hangs();
            ChatModel model = Azure.at(clouds.url("azure"))
                    .time(time)
                    .apiKey("k")
                    .model("main", it -> it.format(AzureFormat.CHAT_COMPLETIONS).reasons(false));
            CallContext call = CallContext.create();
            call.silence(Duration.ofSeconds(1));
            java.util.concurrent.CompletableFuture<Void> later = java.util.concurrent.CompletableFuture.runAsync(() -> {
                clouds.on("azure").awaitCalls(1, Duration.ofSeconds(5));
                time.advance(Duration.ofSeconds(61));
            });

            TimedOutException silent = catchThrowableOfType(TimedOutException.class, () -> model.chat(brief(), call));

            later.join();
            assertThat(silent.ran()).isEqualTo(Duration.ofMinutes(1));
        }
    }

    @Test
    void trap23TheSnapshotIsInAHeader() {
        answers(
                RESPONSES,
                okJson(RESPONSE)
                        .withHeader("x-ms-served-model", "gpt-5.1-2025-11-13")
                        .withHeader("x-ms-region", "Sweden Central")
                        .withHeader("azure-openai-deployment-utilization", "87.5%"));

        ChatResponse response = model(it -> it.family("gpt-4.1")).chat(brief());

        assertThat(response.servedModel()).isEqualTo("gpt-5.1-2025-11-13");
        assertThat(response.servedTier()).isEqualTo("default");
        assertThat(response.details())
                .containsEntry("x-ms-region", "\"Sweden Central\"")
                .containsEntry("azure-openai-deployment-utilization", "\"87.5%\"");
        answers(RESPONSES, okJson(RESPONSE));
        assertThat(model(it -> it.family("gpt-4.1")).chat(brief()).servedModel())
                .isEqualTo("my-deployment");
    }

    @Test
    void trap26AllWordsForTooMuchAreOne() {
        for (String body : new String[] {
            "{\"error\":{\"code\":\"429\",\"message\":\"token rate limit of the deployment exceeded\"}}",
            "{\"error\":{\"code\":\"too_many_requests\",\"message\":\"The system is experiencing high demand\"}}",
            "{\"error\":{\"code\":\"NoCapacity\",\"message\":\"peak load\"}}",
        }) {
            answers(CHAT, aResponse().withStatus(429).withBody(body));
            assertThatThrownBy(() -> chatModel().chat(brief())).isInstanceOf(RateLimitedException.class);
        }
    }
}
