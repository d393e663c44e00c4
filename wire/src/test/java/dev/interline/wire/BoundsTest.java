package dev.interline.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.error.Advice;
import dev.interline.error.ChatException;
import dev.interline.error.StreamBrokenException;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a server sends, a call takes no more than so much of it, and ends with a typed error. */
class BoundsTest {
    private static final String JSON = "application/json";
    private static final String EVENTS = "text/event-stream";
    private static final String BEFORE =
            "{\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":\"Hi\"}}],\"extra\":";
    private static final String HELLO =
            "data: {\"id\":\"1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"}}]}\n\n";

    private final MockWebServer server = new MockWebServer();
    private final Transport transport =
            Transport.builder().longestAnswer(20 << 20).build();

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        transport.close();
        server.close();
    }

    private static MockResponse.Builder answer(String type, String body) {
        return new MockResponse.Builder().setHeader("Content-Type", type).body(body);
    }

    /** How a call ends that gets this answer; the connection must not be used again with the rest on it. */
    private ChatException ask(boolean streaming, MockResponse.Builder answer) {
        server.enqueue(answer.build());
        try {
            if (streaming) {
                Plain.model(server.url("/v1"), transport).stream("Hi").response();
            } else {
                Plain.model(server.url("/v1"), transport).ask("Hi");
            }
        } catch (ChatException e) {
            server.enqueue(Plain.answer());
            assertThat(Plain.model(server.url("/v1"), transport).ask("Hi")).isEqualTo("Hello.");
            // of a stream something was shown before
            assertThat(e instanceof StreamBrokenException).as(e.toString()).isEqualTo(streaming);
            return streaming ? (ChatException) e.getCause() : e;
        }
        throw new AssertionError("it was taken for an answer");
    }

    private static void is(ChatException e, ChatException.Kind kind, String words) {
        assertThat(e.kind()).as(e.toString()).isEqualTo(kind);
        assertThat(e).hasStackTraceContaining(words);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAnswerIsAsLongAsTheTransportAllows(boolean streaming) {
        String body = streaming ? HELLO.repeat((20 << 20) / HELLO.length() + 1) : " ".repeat((20 << 20) + 1);
        ChatException e = ask(streaming, answer(streaming ? EVENTS : JSON, body));
        is(e, ChatException.Kind.UNREADABLE, "raise longestAnswer of the transport");
        assertThat(e.advice()).isEqualTo(Advice.FAIL_OVER);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsPackedCountsUnpacked(boolean streaming) throws IOException {
        Buffer bomb = new Buffer();
        try (GZIPOutputStream zip = new GZIPOutputStream(bomb.outputStream())) {
            zip.write((streaming ? HELLO : BEFORE + "\"").getBytes(UTF_8));
            byte[] more = (streaming ? ": " + "x".repeat(1 << 20) + "\n" : "x".repeat(1 << 20)).getBytes(UTF_8);
            for (int i = 0; i < 200; i++) {
                zip.write(more);
            }
        }
        assertThat(bomb.size()).isLessThan(1 << 20);
        MockResponse.Builder packed = new MockResponse.Builder()
                .setHeader("Content-Type", streaming ? EVENTS : JSON)
                .setHeader("Content-Encoding", "gzip")
                .body(bomb);
        is(ask(streaming, packed), ChatException.Kind.UNREADABLE, "raise longestAnswer of the transport");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void jsonIsNestedFiveHundredTimesAtMost(boolean streaming) {
        String deep = BEFORE + "[".repeat(600) + "]".repeat(600) + "}";
        String body = streaming ? HELLO + "data: " + deep + "\n\n" : deep;
        is(ask(streaming, answer(streaming ? EVENTS : JSON, body)), ChatException.Kind.UNREADABLE, "500");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aNumberHasAThousandDigitsAtMost(boolean streaming) {
        String large = BEFORE + "1".repeat(1_001) + "}";
        String body = streaming ? HELLO + "data: " + large + "\n\n" : large;
        is(ask(streaming, answer(streaming ? EVENTS : JSON, body)), ChatException.Kind.UNREADABLE, "1000");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aNameHasFiftyThousandCharactersAtMost(boolean streaming) {
        String large = BEFORE + "{\"" + "n".repeat(50_001) + "\":1}}";
        String body = streaming ? HELLO + "data: " + large + "\n\n" : large;
        is(ask(streaming, answer(streaming ? EVENTS : JSON, body)), ChatException.Kind.UNREADABLE, "50000");
    }

    @Test
    void anEventHasSixteenMegabytesAtMost() {
        String large = HELLO + "data: {\"x\":\"" + "x".repeat(17 << 20) + "\"}\n\n";
        is(ask(true, answer(EVENTS, large)), ChatException.Kind.UNAVAILABLE, "an event of the stream is larger than");
    }

    @Test
    void theHeadOfAnAnswerIsBounded() {
        MockResponse.Builder flood = answer(JSON, Plain.ANSWER);
        for (int i = 0; i < 40; i++) {
            flood.addHeader("x-flood-" + i, "x".repeat(8_000));
        }
        is(ask(false, flood), ChatException.Kind.UNAVAILABLE, "the connection failed");
    }

    @Test
    void ofARefusalNoMoreIsReadThanTellsWhy() {
        for (int pad : new int[] {1 << 10, 1 << 20}) {
            String refusal =
                    "{\"error\":{\"pad\":\"" + "x".repeat(pad) + "\",\"code\":\"slow_down\",\"message\":\"no\"}}";
            ChatException e = ask(false, answer(JSON, refusal).code(500));
            assertThat(e.kind()).isEqualTo(ChatException.Kind.UNAVAILABLE);
            assertThat(e.code()).isEqualTo(pad < 64 << 10 ? "slow_down" : "");
        }
    }
}
