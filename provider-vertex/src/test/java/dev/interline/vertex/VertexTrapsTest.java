package dev.interline.vertex;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.Notice;
import dev.interline.error.Advice;
import dev.interline.error.RateLimitedException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What clients of Vertex AI got wrong beyond the formats themselves, by the numbers of the wire document. */
class VertexTrapsTest {
    private static final String P = "/v1/projects/demo/locations/global/publishers/";
    private static final String GEMINI = P + "google/models/gemini-3.6-flash:generateContent";
    private static final String HELLO = """
            {"candidates":[{"content":{"role":"model","parts":[{"text":"Hello."}]},"finishReason":"STOP",
             "logprobsResult":{"chosenCandidates":[{"token":"Hello","logProbability":-0.1}]}}],
             "usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":2,"totalTokenCount":5}}""";
    private static final String CLAUDE = """
            {"id":"msg_vrtx_1","type":"message","content":[{"type":"text","text":"Hello."}],"stop_reason":"end_turn"}""";

    @RegisterExtension
    static final WireMockExtension SERVER =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    private static Vertex vertex() {
        return Vertex.of("demo", "global").endpoint(SERVER.baseUrl()).apiKey("k-123");
    }

    private static ChatRequest labelled(Map<String, String> labels) {
        return ChatRequest.builder()
                .user("Hi")
                .maxOutputTokens(100)
                .options(it -> it.metadata(labels))
                .build();
    }

    @Test
    void trap14WithoutAHintTheRouteDoesNotWaitForOne() {
        SERVER.stubFor(post(GEMINI)
                .willReturn(aResponse()
                        .withStatus(429)
                        .withBody(
                                "{\"error\":{\"code\":429,\"message\":\"Resource exhausted. Please try again later.\","
                                        + "\"status\":\"RESOURCE_EXHAUSTED\"}}")));

        RateLimitedException limited = catchThrowableOfType(
                RateLimitedException.class,
                () -> vertex().model("gemini-3.6-flash", it -> it.reasons(false))
                        .chat(labelled(Map.of())));

        assertThat(limited.retryAfter()).isEmpty();
        assertThat(limited.advice()).isEqualTo(Advice.RETRY);
    }

    @Test
    void trap17AKeyBesideAProjectDoesNotChooseExpressMode() {
        SERVER.stubFor(post(GEMINI).willReturn(okJson(HELLO)));

        vertex().model("gemini-3.6-flash", it -> it.reasons(false)).chat(labelled(Map.of()));

        SERVER.verify(postRequestedFor(urlEqualTo(GEMINI)).withHeader("x-goog-api-key", equalTo("k-123")));
    }

    @Test
    void logProbabilitiesDoNotRideOnAStream() {
        SERVER.stubFor(post(GEMINI).willReturn(okJson(HELLO)));

        ChatResponse response = vertex().model("gemini-3.6-flash")
                .chat(ChatRequest.builder()
                        .user("Hi")
                        .options(it -> it.logProbabilities(1))
                        .build());

        assertThat(response.details().get("logprobsResult")).contains("-0.1");
        assertThat(response.notices()).isEmpty();
        SERVER.verify(postRequestedFor(urlEqualTo(GEMINI))
                .withRequestBody(matchingJsonPath("$.generationConfig.responseLogprobs", equalTo("true"))));
    }

    @Test
    void labelsOfWhatIsHandedThroughTravelInAHeader() {
        String claude = P + "anthropic/models/claude-haiku-4-5:rawPredict";
        String mistral = P + "mistralai/models/mistral-medium-3:rawPredict";
        SERVER.stubFor(post(claude).willReturn(okJson(CLAUDE).withHeader("X-Vertex-AI-Deployed-Model-Id", "7")));
        SERVER.stubFor(post(mistral)
                .willReturn(
                        okJson("{\"choices\":[{\"message\":{\"content\":\"Hello.\"},\"finish_reason\":\"stop\"}]}")));
        Map<String, String> labels = Map.of("team", "blue", "cost-centre", "42");
        String header = Base64.getEncoder()
                .encodeToString("{\"cost-centre\":\"42\",\"team\":\"blue\"}".getBytes(StandardCharsets.UTF_8));

        ChatResponse fromClaude =
                vertex().model("claude-haiku-4-5", it -> it.reasons(false)).chat(labelled(labels));
        ChatResponse fromMistral =
                vertex().model("mistral-medium-3", it -> it.reasons(false)).chat(labelled(labels));

        SERVER.verify(postRequestedFor(urlEqualTo(claude)).withHeader("X-Vertex-AI-Labels", equalTo(header)));
        SERVER.verify(postRequestedFor(urlEqualTo(mistral))
                .withHeader("X-Vertex-AI-Labels", equalTo(header))
                .withRequestBody(matchingJsonPath("$[?(!@.metadata)]")));
        assertThat(fromClaude.notices()).isEmpty();
        assertThat(fromMistral.notices()).isEmpty();
        assertThat(fromClaude.details()).containsEntry("x-vertex-ai-deployed-model-id", "\"7\"");
    }

    @Test
    void aLabelThatGoogleWouldRefuseIsLeftOutWithANotice() {
        String claude = P + "anthropic/models/claude-haiku-4-5:rawPredict";
        SERVER.stubFor(post(claude).willReturn(okJson(CLAUDE)));

        ChatResponse response =
                vertex().model("claude-haiku-4-5", it -> it.reasons(false)).chat(labelled(Map.of("Team", "Blue")));

        assertThat(response.notices()).extracting(Notice::subject).containsExactly("metadata");
        SERVER.verify(postRequestedFor(urlEqualTo(claude)).withoutHeader("X-Vertex-AI-Labels"));
    }
}
