package dev.interline.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interline.ChatRequest;
import dev.interline.ChatStream;
import dev.interline.ModelId;
import dev.interline.Profile;
import dev.interline.error.CancelledException;
import dev.interline.error.StreamBrokenException;
import dev.interline.time.Time;
import dev.interline.wire.gemini.GenerateContent;
import java.io.IOException;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A bare object that a front end wrote into a stream: an error, or the whole answer. */
class StrayErrorTest {
    private final MockWebServer server = new MockWebServer();
    private final Transport transport = Transport.create();

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        transport.close();
        server.close();
    }

    private ChatStream stream(String body) {
        server.enqueue(new MockResponse.Builder()
                .code(200)
                .setHeader("Content-Type", "text/event-stream")
                .body(body)
                .build());
        Cloud cloud = new PlainCloud(refusal ->
                new CancelledException(refusal.json().at("/error/status").asText()));
        Dialect dialect = new Dialect(
                GenerateContent.FORMAT,
                (any, streaming) -> server.url("/").toString(),
                Framing.SSE,
                Adjust.NOTHING,
                Signer.NONE);
        Profile profile = Profile.of(new ModelId("test", "", "gemini"));
        return new HttpChatModel(cloud, dialect, profile, transport, Time.system()).stream(ChatRequest.of("q"));
    }

    private static String event(String more) {
        return "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Half \"}]}" + more + "}]%s}\n\n";
    }

    private static final String ERROR = "{\n  \"error\": {\"code\": 499, \"status\": \"CANCELLED\"}\n}\n";

    @Test
    void isAnErrorAlthoughEveryEventHadAReasonToStop() {
        try (ChatStream stream = stream(event(",\"finishReason\":\"STOP\"").formatted("") + ERROR)) {
            assertThatThrownBy(stream::response)
                    .isInstanceOfAny(StreamBrokenException.class, CancelledException.class)
                    .hasMessageContaining("CANCELLED");
        }
    }

    @Test
    void isNoneBehindACompleteAnswer() {
        String counts = ",\"usageMetadata\":{\"promptTokenCount\":1,\"totalTokenCount\":2}";
        try (ChatStream stream = stream(event(",\"finishReason\":\"STOP\"").formatted(counts) + ERROR)) {
            assertThat(stream.response().text()).isEqualTo("Half ");
        }
    }

    @Test
    void aWholeAnswerToWhomAskedForAStreamIsAnAnswer() {
        String whole = "{\n\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"All at once\"}]},"
                + "\"finishReason\":\"STOP\"}],\n\"usageMetadata\":{\"promptTokenCount\":1,\"totalTokenCount\":2}}\n";
        try (ChatStream stream = stream(whole)) {
            assertThat(String.join("", stream.text())).isEqualTo("All at once");
            assertThat(stream.response().usage().input()).hasValue(1);
        }
    }

    @Test
    void aWholeAnswerWithoutAnEndIsNone() {
        assertThatThrownBy(() -> stream("{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"All\"}]}}]}\n"))
                .isInstanceOf(CancelledException.class);
    }
}
