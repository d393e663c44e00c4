package dev.interline.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interline.CallContext;
import dev.interline.ChatRequest;
import dev.interline.error.Advice;
import dev.interline.error.TimedOutException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

/** A peer that takes the connection and then says nothing has not connected. */
class ConnectClockTest {
    private static final Duration SHORT = Duration.ofMillis(150);

    private static void runsOut(String url, Transport.Builder settings) {
        try (Transport transport = settings.connectTimeout(SHORT).build()) {
            CallContext call = CallContext.within(Duration.ofSeconds(20));
            TimedOutException e = catchThrowableOfType(
                    TimedOutException.class, () -> Plain.model(url, transport).chat(ChatRequest.of("Hi"), call));

            assertThat(e.clock()).isEqualTo(TimedOutException.Clock.CONNECT);
            assertThat(e.ran()).isEqualTo(SHORT);
            assertThat(e.advice()).isEqualTo(Advice.RETRY);
            assertThat(e).hasMessageContaining("no connection within 150 ms");
            assertThat(call.trail().cost().total()).as("nothing was sent").hasValue(java.math.BigDecimal.ZERO);
            assertThat(transport.connections()).isZero();
        }
    }

    /** The system takes connections for it, and nobody ever reads them. */
    private static ServerSocket silent() throws IOException {
        return new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    }

    @Test
    void handshakeThatHangsIsNoConnection() throws IOException {
        try (ServerSocket silent = silent()) {
            runsOut("https://127.0.0.1:" + silent.getLocalPort() + "/v1", Transport.builder());
        }
    }

    @Test
    void theSameOverAClientOfTheCallers() throws IOException {
        OkHttpClient theirs = new OkHttpClient.Builder().fastFallback(false).build();
        try (ServerSocket silent = silent()) {
            runsOut(
                    "https://127.0.0.1:" + silent.getLocalPort() + "/v1",
                    Transport.builder().client(theirs));
        }
    }

    @Test
    void proxyThatDoesNotOpenItsTunnelIsNoConnection() throws IOException {
        try (ServerSocket silent = silent()) {
            runsOut(
                    "https://cloud.example.com/v1",
                    Transport.builder().proxy("http://127.0.0.1:" + silent.getLocalPort()));
        }
    }

    @Test
    void targetThatThinksLongerThanThatIsConnected() throws IOException {
        try (MockWebServer server = new MockWebServer();
                Transport transport = Transport.builder().connectTimeout(SHORT).build()) {
            server.start();
            server.enqueue(Plain.answer()
                    .newBuilder()
                    .headersDelay(SHORT.toMillis() * 3, TimeUnit.MILLISECONDS)
                    .build());
            assertThat(Plain.model(server.url("/v1"), transport).ask("Hi")).isEqualTo("Hello.");
        }
    }
}
