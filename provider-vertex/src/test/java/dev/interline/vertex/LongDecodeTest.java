package dev.interline.vertex;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.interline.CallContext;
import dev.interline.ChatEvent;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Ending;
import dev.interline.Hop;
import dev.interline.StopReason;
import dev.interline.error.ChatException;
import dev.interline.error.StreamBrokenException;
import dev.interline.error.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Answers that take several requests are one answer to whoever asked. */
class LongDecodeTest {
    private static final ChatRequest REQUEST = ChatRequest.builder()
            .user("Tell me all.")
            .maxOutputTokens(100)
            .options(it -> it.extra("vertex", Map.of("labels", Map.of("team", "search"))))
            .build();

    @RegisterExtension
    static final WireMockExtension SERVER =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    private static ChatModel model(int rounds) {
        return Vertex.of("demo", "global")
                .endpoint(SERVER.baseUrl())
                .apiKey("k")
                .model("gemini-4-argon", it -> it.reasons(false).longDecode(rounds));
    }

    private static String part(String text, String word, String token) {
        return "{\"responseId\":\"id-" + token
                + "\",\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\""
                + text + "\"}]},\"finishReason\":\"" + word + "\""
                + (token.isEmpty() ? "" : ",\"continuationToken\":\"" + token + "\"")
                + "}],\"usageMetadata\":{\"promptTokenCount\":7,\"candidatesTokenCount\":4,\"totalTokenCount\":11}}";
    }

    private static ResponseDefinitionBuilder whole(String text, String word, String token) {
        return aResponse().withHeader("content-type", "application/json").withBody(part(text, word, token));
    }

    private static ResponseDefinitionBuilder streamed(String text, String word, String token) {
        return aResponse()
                .withHeader("content-type", "text/event-stream")
                .withBody("data: " + part(text, word, token) + "\r\n\r\n");
    }

    private static void answers(ResponseDefinitionBuilder... answers) {
        String state = Scenario.STARTED;
        for (int i = 0; i < answers.length; i++) {
            String next = "after " + i;
            SERVER.stubFor(any(anyUrl())
                    .inScenario("rounds")
                    .whenScenarioStateIs(state)
                    .willReturn(answers[i])
                    .willSetStateTo(next));
            state = next;
        }
    }

    private static List<String> bodies() {
        return SERVER.findAll(anyRequestedFor(anyUrl())).stream()
                .map(LoggedRequest::getBodyAsString)
                .toList();
    }

    private static void isWhole(ChatResponse response) {
        assertThat(response.text()).isEqualTo("One, two, three.");
        assertThat(response.message().parts()).hasSize(1);
        assertThat(response.stopReason().kind()).isEqualTo(StopReason.Kind.STOP);
        assertThat(response.usage().input()).hasValue(7);
        assertThat(response.usage().output()).hasValue(12);
        assertThat(response.id()).isEqualTo("id-t1");
        assertThat(response.trail().hops().stream().map(Hop::why))
                .containsExactly(Hop.Why.FIRST, Hop.Why.CONTINUATION, Hop.Why.CONTINUATION);
        List<String> bodies = bodies();
        assertThat(bodies.get(0)).doesNotContain("continuationToken").contains("search");
        assertThat(bodies.get(1)).contains("\"continuationToken\":\"t1\"", "Tell me all.", "search");
        assertThat(bodies.get(2)).contains("\"continuationToken\":\"t2\"");
    }

    @Test
    void aWholeAnswerIsPutTogether() {
        answers(
                whole("One, ", "CONTINUATION", "t1"),
                whole("two, ", "CONTINUATION", "t2"),
                whole("three.", "STOP", ""));
        List<Ending> endings = new ArrayList<>();
        CallContext context = CallContext.create();
        context.onEnd(endings::add);

        isWhole(model(9).chat(REQUEST, context));
        assertThat(endings).hasSize(1);
        assertThat(endings.get(0).usage().output()).hasValue(12);
    }

    @Test
    void aStreamGoesOnWithoutASeam() {
        answers(
                streamed("One, ", "CONTINUATION", "t1"),
                streamed("two, ", "CONTINUATION", "t2"),
                streamed("three.", "STOP", ""));
        StringBuilder text = new StringBuilder();
        int finished = 0;
        try (ChatStream stream = model(9).stream(REQUEST)) {
            for (ChatEvent event : stream) {
                if (event instanceof ChatEvent.TextDelta delta) {
                    text.append(delta.text());
                }
                finished += event instanceof ChatEvent.Finished ? 1 : 0;
            }
            isWhole(stream.response());
        }
        assertThat(text).hasToString("One, two, three.");
        assertThat(finished).isEqualTo(1);
    }

    @Test
    void afterTheLastRoundTheAnswerIsCut() {
        answers(whole("One, ", "CONTINUATION", "t1"), whole("two, ", "CONTINUATION", "t2"));

        ChatResponse response = model(2).chat(REQUEST);

        assertThat(response.text()).isEqualTo("One, two, ");
        assertThat(response.stopReason().kind()).isEqualTo(StopReason.Kind.LENGTH);
        assertThat(response.details()).containsEntry("continuationToken", "\"t2\"");
    }

    @Test
    void theCallersOwnCapIsTheEnd() {
        answers(whole("One, ", "MAX_TOKENS", "t1"));

        assertThat(model(9).chat(REQUEST).text()).isEqualTo("One, ");
        assertThat(bodies()).hasSize(1);
    }

    @Test
    void aLaterRoundThatFailsFailsTheCallWithAllOfTheTrail() {
        answers(whole("One, ", "CONTINUATION", "t1"), aResponse().withStatus(503));

        assertThatThrownBy(() -> model(9).chat(REQUEST))
                .isInstanceOfSatisfying(
                        UnavailableException.class,
                        e -> assertThat(e.trail().hops()).hasSize(2));
    }

    @Test
    void aStreamThatBreaksInALaterRoundKeepsWhatWasShown() {
        answers(streamed("One, ", "CONTINUATION", "t1"), aResponse().withStatus(503));

        try (ChatStream stream = model(9).stream(REQUEST)) {
            assertThatThrownBy(stream::response).isInstanceOfSatisfying(StreamBrokenException.class, e -> {
                assertThat(e.getCause()).isInstanceOf(UnavailableException.class);
                assertThat(e.partial().orElseThrow().text()).isEqualTo("One, ");
            });
        }
    }

    @Test
    void whoHasGivenUpIsNotAskedForMore() {
        answers(streamed("One, ", "CONTINUATION", "t1"), streamed("two, ", "STOP", ""));
        CallContext context = CallContext.create();
        try (ChatStream stream = model(9).stream(REQUEST, context)) {
            context.cancel();
            assertThatThrownBy(stream::response).isInstanceOf(ChatException.class);
        }
        assertThat(bodies()).hasSize(1);
    }

    @Test
    void isGeminisAlone() {
        assertThatThrownBy(() -> Vertex.of("demo", "global").model("claude-opus-5", it -> it.longDecode(2)))
                .hasMessage("long decode is Gemini's alone: leave it out for claude-opus-5");
        assertThatThrownBy(() -> model(0)).hasMessage("an answer takes at least 1 round, not 0");
    }
}
