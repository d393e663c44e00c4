package dev.interline.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import okhttp3.Call;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FakeCloudsTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final FakeClouds clouds = FakeClouds.start();
    private final Caller caller = new Caller();

    @AfterEach
    void close() {
        caller.close();
        clouds.close();
    }

    @ParameterizedTest
    @EnumSource(Roads.class)
    void everyRoadSaysWhatThePlaySays(Roads road) {
        String target = road.name().matches("CONVERSE.*|INVOKE.*") ? "bedrock" : "azure";
        clouds.on(target)
                .says("Grüße")
                .calls("tide", "{\"port\":", "\"Brest\"}")
                .thinks("hm");

        Caller.Heard heard = caller.post(clouds.url(target) + road.path, road.body);

        assertThat(heard.status()).isEqualTo(200);
        String said = heard.text();
        if (String.valueOf(heard.header("content-type")).contains("eventstream")) {
            said = Told.stream("eventstream", heard.body()).toString();
        }
        assertThat(said).contains("Grüße", "hm", "tide", "Brest");
        assertThat(clouds.on(target).lastRequest().path()).isEqualTo(road.path);
    }

    @ParameterizedTest
    @CsvSource({
        "/openai/deployments/mine/chat/completions?api-version=2024-10-21, AZURE, CHAT, mine, false",
        "/openai/responses?api-version=2025-03-01-preview, AZURE, RESPONSES, body, true",
        "/api/projects/p/openai/v1/chat/completions, AZURE, CHAT, body, true",
        "/v1/chat/completions, BEDROCK, CHAT, body, true",
        "/v1/responses, BEDROCK, RESPONSES, body, true",
        "/model/arn%3Aaws%3Abedrock%3Aeu%3A1%3Ainference-profile%2Fx/converse, BEDROCK, CONVERSE,"
                + " arn:aws:bedrock:eu:1:inference-profile/x, false",
        "/v1/publishers/google/models/gemini-4-argon:generateContent, VERTEX, GEMINI, gemini-4-argon, false",
        "/v1beta1/projects/p/locations/us/endpoints/77:streamGenerateContent, VERTEX, GEMINI, 77, true",
        "/v1/projects/p/locations/us/publishers/mistralai/models/mistral-medium-3:streamRawPredict, VERTEX, CHAT,"
                + " mistral-medium-3, true",
        "/v1/projects/p/locations/global/publishers/openai/v1/responses, VERTEX, RESPONSES, body, true",
        "/v1/projects/p/locations/us/endpoints/77/chat/completions, VERTEX, CHAT, body, true",
    })
    void realPathsAreKnown(String target, Vendor vendor, Format format, String model, boolean streaming) {
        String[] path = target.split("\\?");
        String body = "{\"model\":\"body\",\"stream\":" + (streaming && model.equals("body")) + "}";

        Route route = Route.of(null, path[0], path.length > 1 ? path[1] : "", Told.json(body));

        assertThat(route).isNotNull();
        assertThat(route.vendor()).isEqualTo(vendor);
        assertThat(route.format()).isEqualTo(format);
        assertThat(route.model()).isEqualTo(model);
        assertThat(route.streaming()).isEqualTo(streaming);
    }

    @Test
    void aStreamOfGeminiWithoutSseIsOneArray() {
        clouds.on("vertex").says("one two");

        String body = caller.post(
                        clouds.url("vertex") + Roads.GEMINI_STREAM.path.replace("?alt=sse", ""), Roads.GEMINI.body)
                .text();

        assertThat(Told.json(body).isArray()).isTrue();
        assertThat(Told.json(body).size()).isGreaterThan(2);
    }

    @Test
    void anUnknownPathIsAnsweredAsTheCloudDoes() {
        clouds.on("azure").says("x");
        clouds.on("bedrock").says("x");
        clouds.on("vertex").says("x");

        assertThat(caller.post(clouds.url("azure") + "/openai/v2", "{}").status())
                .isEqualTo(404);
        Caller.Heard bedrock = caller.post(clouds.url("bedrock") + "/model/a/b/converse", "{}");
        assertThat(bedrock.status()).isEqualTo(200);
        assertThat(bedrock.text()).contains("UnknownOperationException");
        assertThat(caller.post(clouds.url("vertex") + "/v1/publishers/google/models/x:y", "{}")
                        .header("content-type"))
                .startsWith("text/html");
    }

    @Test
    void anUnknownTargetIsNamedWithTheKnownOnes() {
        clouds.on("azure").says("x");

        Caller.Heard heard = caller.post(clouds.url("azure").replace("azure", "azur") + Caller.CHAT, "{}");

        assertThat(heard.status()).isEqualTo(404);
        assertThat(heard.text()).contains("\"azur\"").contains("[azure]");
    }

    @Test
    void aTargetThatWasToldNothingSaysSo() {
        assertThat(caller.chat(clouds.on("azure")).text()).contains("Nothing is scripted for azure");
        assertThatThrownBy(() -> clouds.on("azure").paced(Duration.ofMillis(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("says(");
    }

    @Test
    void queuedPlaysComeFirstAndOnceEach() {
        FakeCloud azure = clouds.on("azure").says("always").next(Play.fails(503), Play.throttles());

        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            statuses.add(caller.chat(azure).status());
        }

        assertThat(statuses).containsExactly(503, 429, 200, 200);
        assertThat(azure.calls()).isEqualTo(4);
    }

    @Test
    void keysAreAskedForAndNeverRepeated() {
        FakeCloud azure = clouds.on("azure").says("hello").accepts("right");
        FakeCloud bedrock = clouds.on("bedrock").says("hello").accepts("right");
        FakeCloud vertex = clouds.on("vertex").says("hello").accepts("right");

        assertThat(caller.post(azure.url() + Caller.CHAT, Caller.CHAT_WHOLE, "api-key", "right")
                        .status())
                .isEqualTo(200);
        Caller.Heard none = caller.chat(azure);
        Caller.Heard wrong = caller.post(azure.url() + Caller.CHAT, Caller.CHAT_WHOLE, "api-key", "wrong-secret");
        Caller.Heard bearer = caller.post(
                bedrock.url() + Roads.CONVERSE.path, Roads.CONVERSE.body, "Authorization", "Bearer wrong-secret");
        Caller.Heard signed = caller.post(
                bedrock.url() + Roads.CONVERSE.path,
                Roads.CONVERSE.body,
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=right/20261101/eu/bedrock/aws4_request, SignedHeaders=host, Signature=0");
        Caller.Heard google =
                caller.post(vertex.url() + Roads.GEMINI.path, Roads.GEMINI.body, "x-goog-api-key", "wrong-secret");

        assertThat(Told.json(none.text()).path("statusCode").asInt()).isEqualTo(401);
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(bearer.status()).isEqualTo(403);
        assertThat(Told.json(bearer.text()).has("Message")).isTrue();
        assertThat(signed.status()).isEqualTo(200);
        assertThat(google.status()).isEqualTo(400);
        assertThat(google.text()).contains("API_KEY_INVALID");
        assertThat(wrong.text() + bearer.text() + google.text()).doesNotContain("secret");
        assertThat(azure.lastRequest().toString()).isEqualTo("POST " + Caller.CHAT);
    }

    @ParameterizedTest
    @CsvSource({
        "azure, CHAT, '{\"model\":\"m\"}', messages",
        "azure, MESSAGES, '{\"model\":\"m\",\"messages\":[{}]}', max_tokens",
        "vertex, CLAUDE, '{\"model\":\"m\",\"max_tokens\":1,\"messages\":[{}],\"anthropic_version\":\"x\"}', model",
        "bedrock, INVOKE, '{\"max_tokens\":1,\"messages\":[{}]}', anthropic_version",
        "vertex, GEMINI, 'no json', JSON",
    })
    void aRequestThatNoCloudWouldTakeIsRefused(String target, Roads road, String body, String named) {
        clouds.on(target).says("hello");

        Caller.Heard heard = caller.post(clouds.url(target) + road.path, body);

        assertThat(heard.status()).isEqualTo(400);
        assertThat(heard.text()).contains(named);
    }

    @Test
    void theNameOfATargetTellsWhoseItIsUnlessDeclared() {
        clouds.on("bedrock-eu").throttles();
        clouds.on("second").as(Vendor.BEDROCK).throttles();

        for (String target : List.of("bedrock-eu", "second")) {
            Caller.Heard heard = caller.chat(clouds.on(target));
            assertThat(heard.header("x-amzn-requestid")).isNotNull();
        }
    }

    @Test
    void namesThatAreNoSegmentAreRefused() {
        assertThatThrownBy(() -> clouds.on("a/b")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPlayDoesNotChange() {
        Play play = Play.says("one two");
        Play cut = play.cutAfterTokens(1);
        clouds.on("azure").next(play, cut);

        assertThat(caller.chat(clouds.on("azure")).text()).contains(" two");
        assertThat(caller.chat(clouds.on("azure")).text()).doesNotContain(" two");
    }

    @Test
    void modifiersOfARefusalThatNeedWordsAreRefused() {
        assertThatThrownBy(() -> Play.fails(503).thinks("x"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("says");
        assertThatThrownBy(() -> Play.fails(99)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Play.says("x").cutAfterTokens(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tokensAreWordsWithTheBlanksBeforeThem() {
        assertThat(Speech.tokens(" One  two\nthree ")).containsExactly(" One", "  two", "\nthree", " ");
        assertThat(Speech.tokens("")).isEmpty();
    }

    @Test
    void closingEndsEveryAnswerAndLeavesNoThread() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        FakeClouds other = FakeClouds.start();
        other.on("azure").says("one two").silentAfterTokens(1);
        other.on("bedrock").hangs();
        Call streaming = caller.call(other.url("azure") + Caller.CHAT, Caller.CHAT_STREAM);
        try (Response open = streaming.execute()) {
            assertThat(open.code()).isEqualTo(200);
            caller.call(other.url("bedrock") + Roads.CONVERSE.path, Roads.CONVERSE.body)
                    .enqueue(new Ignored());
            other.on("bedrock").awaitCalls(1, SOON);
            assertThat(other.connectionsOpen()).isEqualTo(2);

            other.close();
        }

        assertThat(other.connectionsOpen()).isZero();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!before.contains(thread) && thread.getName().contains("MockWebServer")) {
                thread.join(SOON.toMillis());
                assertThat(thread.isAlive()).isFalse();
            }
        }
    }

    @Test
    void waitsThatAreNotMetSayWhatWasFound() {
        assertThatThrownBy(() -> clouds.on("azure").awaitCalls(1, Duration.ZERO))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("azure had 0 calls of 1");
    }

    private static final class Ignored implements okhttp3.Callback {

        @Override
        public void onFailure(Call call, IOException e) {
            // as expected
        }

        @Override
        public void onResponse(Call call, Response response) {
            response.close();
        }
    }
}
