package dev.interline.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interline.error.Advice;
import dev.interline.error.ChatException;
import dev.interline.error.DeniedException;
import dev.interline.error.UnavailableException;
import dev.interline.error.UnreadableException;
import java.io.IOException;
import java.time.Duration;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Protocol;
import okio.Buffer;
import okio.BufferedSink;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the settings of a transport do on the wire. */
class TransportTest {
    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private RecordedRequest asked(Transport.Builder settings) throws InterruptedException {
        server.enqueue(Plain.answer());
        try (Transport transport = settings.build()) {
            assertThat(Plain.model(server.url("/v1"), transport).ask("Hi")).isEqualTo("Hello.");
        }
        return server.takeRequest();
    }

    @Test
    void saysWhoIsAsking() throws InterruptedException {
        assertThat(asked(Transport.builder()).getHeaders().get("User-Agent")).startsWith("interline");
        assertThat(asked(Transport.builder().userAgent("shop/1.2")).getHeaders().get("User-Agent"))
                .isEqualTo("shop/1.2");
    }

    @Test
    void headersOfTheCallersAreSentAndDoNotCoverOurs() throws InterruptedException {
        RecordedRequest request =
                asked(Transport.builder().header("x-team", "search").header("X-Other", "1"));

        assertThat(request.getHeaders().get("x-team")).isEqualTo("search");
        assertThat(request.getHeaders().values("authorization")).containsExactly("Bearer " + Plain.KEY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Authorization | x | set by the library",
                "HOST | x | set by the library",
                "Content-Length | 1 | set by the library",
                "Transfer-Encoding | chunked | set by the library",
                "X-Amz-Security-Token | x | set by the library",
                "bad name | x | printable ASCII",
                "x-fine | schön | printable ASCII",
            })
    void headersThatAreNotTheCallersAreRefused(String name, String value, String words) {
        assertThatThrownBy(() -> Transport.builder().header(name, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Injected: 1", "a\nb", "a\0"})
    void aValueCannotBreakOutOfItsLine(String value) {
        assertThatThrownBy(() -> Transport.builder().header("x-team", value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("Injected");
        assertThatThrownBy(() -> Transport.builder().userAgent(value)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Some are taken where they arrive and some go through all of OkHttp: whoever asks sees no difference. */
    @Test
    void plainAndCompressedAnswersAreReadAndConnectionsUsedAgain() throws Exception {
        Buffer compressed = new Buffer();
        try (BufferedSink sink = Okio.buffer(new GzipSink(compressed))) {
            sink.writeUtf8(Plain.ANSWER);
        }
        try (Transport transport = Transport.create()) {
            for (int i = 0; i < 4; i++) {
                server.enqueue(
                        i % 2 == 0
                                ? Plain.answer()
                                : new MockResponse.Builder()
                                        .setHeader("Content-Type", "application/json")
                                        .setHeader("Content-Encoding", "gzip")
                                        .body(compressed.copy())
                                        .build());
                assertThat(Plain.model(server.url("/v1"), transport).ask("Hi")).isEqualTo("Hello.");
                RecordedRequest request = server.takeRequest();
                assertThat(request.getConnectionIndex()).isZero();
                assertThat(request.getExchangeIndex()).isEqualTo(i);
            }
            assertThat(transport.connections()).isEqualTo(1);
        }
    }

    @Test
    void refusesAnswersThatAreTooLong() {
        try (Transport transport =
                Transport.builder().longestAnswer(Plain.ANSWER.length() - 1).build()) {
            server.enqueue(Plain.answer());
            assertThatThrownBy(() -> Plain.model(server.url("/v1"), transport).ask("Hi"))
                    .isInstanceOfSatisfying(
                            UnreadableException.class,
                            e -> assertThat(e.advice()).isEqualTo(Advice.FAIL_OVER))
                    .hasMessageContaining("larger than " + (Plain.ANSWER.length() - 1) + " bytes: raise longestAnswer");
            server.enqueue(new MockResponse.Builder()
                    .setHeader("Content-Type", "text/event-stream")
                    .body("data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n".repeat(50))
                    .build());
            assertThatThrownBy(() -> Plain.model(server.url("/v1"), transport).stream("Hi")
                            .response())
                    .isInstanceOf(ChatException.class)
                    .hasStackTraceContaining("raise longestAnswer");
        }
        assertThatThrownBy(() -> Transport.builder().longestAnswer(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void asksTheProxyForOtherHosts() throws InterruptedException {
        server.enqueue(Plain.answer());
        try (Transport transport = Transport.builder()
                .proxy("http://127.0.0.1:" + server.getPort())
                .build()) {
            assertThat(Plain.model("http://cloud.example.com/v1", transport).ask("Hi"))
                    .isEqualTo("Hello.");
        }
        assertThat(server.takeRequest().getRequestLine())
                .isEqualTo("POST http://cloud.example.com/v1/chat/completions HTTP/1.1");
    }

    @Test
    void signsInAtTheProxyAndOnlyThere() throws InterruptedException {
        server.enqueue(new MockResponse.Builder().code(403).build());
        try (Transport transport = Transport.builder()
                .proxy("http://me:secret@127.0.0.1:" + server.getPort())
                .build()) {
            assertThatThrownBy(() -> Plain.model("https://cloud.example.com/v1", transport)
                            .ask("Hi"))
                    .isInstanceOf(UnavailableException.class)
                    .hasStackTraceContaining("CONNECT")
                    .hasMessageNotContaining("secret");
        }
        RecordedRequest request = server.takeRequest();
        assertThat(request.getRequestLine()).isEqualTo("CONNECT cloud.example.com:443 HTTP/1.1");
        assertThat(request.getHeaders().get("Proxy-Authorization")).isEqualTo("Basic bWU6c2VjcmV0");
        assertThat(request.getHeaders().get("Authorization")).isNull();
    }

    @Test
    void aProxyThatRefusesThePasswordIsADenialAndIsNotAskedForEver() {
        for (int i = 0; i < 3; i++) {
            server.enqueue(new MockResponse.Builder()
                    .code(407)
                    .addHeader("Proxy-Authenticate", "Basic realm=\"way out\"")
                    .build());
        }
        try (Transport transport = Transport.builder()
                .proxy("http://me:secret@127.0.0.1:" + server.getPort())
                .build()) {
            assertThatThrownBy(() -> Plain.model("https://cloud.example.com/v1", transport)
                            .ask("Hi"))
                    .isInstanceOf(DeniedException.class)
                    .hasMessageContaining("check user name and password in the proxy's address")
                    .hasMessageNotContaining("secret");
        }
        assertThat(server.getRequestCount()).isLessThan(3);
    }

    @Test
    void speaksTheVersionOfHttpThatIsAskedFor() {
        assertThat(Transport.builder().http1().build().clients().whole().protocols())
                .containsExactly(Protocol.HTTP_1_1);
    }

    @Test
    void settingsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> Transport.builder().pool(-1, Duration.ofMinutes(1)))
                .hasMessageContaining("0 or more");
        assertThatThrownBy(() -> Transport.builder().pool(1, Duration.ZERO)).hasMessageContaining("above zero");
        assertThatThrownBy(() -> Transport.builder().connectTimeout(Duration.ZERO))
                .hasMessageContaining("between 1 ms and a day");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectCarriesNoKeyElsewhere(int status) throws IOException {
        try (MockWebServer other = new MockWebServer();
                Transport transport = Transport.create()) {
            other.start();
            server.enqueue(new MockResponse.Builder()
                    .code(status)
                    .setHeader("Location", other.url("/v1/chat/completions").toString())
                    .build());

            assertThatThrownBy(() -> Plain.model(server.url("/v1"), transport).ask("Hi"))
                    .hasMessageContaining("sends requests elsewhere");
            assertThat(other.getRequestCount()).isZero();
        }
    }
}
