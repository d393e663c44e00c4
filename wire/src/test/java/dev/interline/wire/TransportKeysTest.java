package dev.interline.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interline.Interline;
import dev.interline.error.ChatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.X509TrustManager;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each key of the section {@code transport} changes, beside what happens without it. */
class TransportKeysTest {
    private static final Path TLS = Path.of("src/test/resources/tls").toAbsolutePath();
    private static final String PASSWORD = "changeit";

    private final MockWebServer server = new MockWebServer();

    @TempDir
    Path files;

    @AfterEach
    void stop() {
        server.close();
    }

    private Interline load(String endpoint, String transport) {
        try {
            return Interline.loader().warm(false).load(Files.writeString(files.resolve("interline.yaml"), """
                    transport: {%s}
                    deployments:
                      one:
                        provider: openai-compatible
                        endpoint: %s
                        model-id: any
                        reasons: false
                        max-output: 100
                        allow-plain-http: true
                    models: {chat: {route: [one], max-attempts: 1}}
                    """.formatted(
                            transport, endpoint)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String ask(String endpoint, String transport) {
        try (Interline interline = load(endpoint, transport)) {
            return interline.model("chat").ask("Hi");
        } catch (ChatException e) {
            return "failed: " + e.trail().hops().get(0).failure().orElseThrow().getMessage();
        }
    }

    private void plain() throws IOException {
        server.start();
        for (int i = 0; i < 300; i++) {
            server.enqueue(Plain.answer());
        }
    }

    private String encrypted() throws IOException {
        X509TrustManager clients = KeyFile.trusted(TLS.resolve("client.pem"), null);
        server.useHttps(KeyFile.context(KeyFile.own(TLS.resolve("server.p12"), PASSWORD), clients)
                .getSocketFactory());
        plain();
        return "https://localhost:" + server.getPort() + "/v1";
    }

    @Test
    void proxyIsAskedAndNoProxyGoesPastIt() throws Exception {
        plain();
        String proxy = "proxy: \"http://127.0.0.1:" + server.getPort() + "\"";
        assertThat(ask("http://shop.invalid/v1", proxy)).isEqualTo("Hello.");
        assertThat(server.takeRequest().getRequestLine()).startsWith("POST http://shop.invalid/v1/chat/completions");
        assertThat(ask("http://shop.invalid/v1", proxy + ", no-proxy: [shop.invalid]"))
                .contains("UnknownHost");
        assertThat(ask("http://shop.invalid/v1", "proxy: none")).contains("UnknownHost");
    }

    @Test
    void trustIsWhomToBelieve() throws Exception {
        String address = encrypted();
        assertThat(ask(address, "")).startsWith("failed: ");
        assertThat(ask(address, "trust: " + TLS.resolve("server.pem"))).isEqualTo("Hello.");
    }

    @Test
    void trustPasswordOpensAStore() throws Exception {
        String address = encrypted();
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream certificate = Files.newInputStream(TLS.resolve("server.pem"))) {
            trusted.setCertificateEntry(
                    "server", CertificateFactory.getInstance("X.509").generateCertificate(certificate));
        }
        Path file = files.resolve("trust.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            trusted.store(out, PASSWORD.toCharArray());
        }
        String store = "trust: " + file + ", trust-password: ";
        assertThat(ask(address, store + PASSWORD)).isEqualTo("Hello.");
        assertThatThrownBy(() -> load(address, store + "wrong")).hasMessageContaining("transport.trust");
    }

    @Test
    void certificateIsShownToWhoeverAsksForIt() throws Exception {
        server.requireClientAuth();
        String address = encrypted();
        String trust = "trust: " + TLS.resolve("server.pem");
        assertThat(ask(address, trust)).startsWith("failed: ");
        String own = trust + ", certificate: " + TLS.resolve("client.p12") + ", certificate-password: ";
        assertThat(ask(address, own + PASSWORD)).isEqualTo("Hello.");
        assertThatThrownBy(() -> load(address, own + "wrong")).hasMessageContaining("transport.certificate");
    }

    @Test
    void httpVersionIsTheOneThatIsSpoken() throws Exception {
        String address = encrypted();
        String trust = "trust: " + TLS.resolve("server.pem");
        ask(address, trust + ", http-version: 1.1");
        assertThat(server.takeRequest().getRequestLine()).endsWith("HTTP/1.1");
        ask(address, trust);
        assertThat(server.takeRequest().getRequestLine()).endsWith("HTTP/2");
    }

    /** On which connection the second of two calls came. */
    private int second(String transport) throws Exception {
        try (Interline interline = load(server.url("/v1").toString(), transport)) {
            interline.model("chat").ask("Hi");
            interline.model("chat").ask("Hi");
        }
        int first = server.takeRequest().getConnectionIndex();
        return server.takeRequest().getConnectionIndex() - first;
    }

    @Test
    void poolIsAsLargeAsItSays() throws Exception {
        plain();
        assertThat(second("pool-size: 1")).isZero();
        assertThat(second("")).isZero();
        assertThat(second("pool-size: 0")).isOne();
    }

    @Test
    void keepAliveIsHowLongAConnectionStays() throws Exception {
        plain();
        try (Interline interline = load(server.url("/v1").toString(), "keep-alive: 1ms")) {
            int latest = 0;
            for (int calls = 0; calls < 200 && latest == 0; calls++) {
                interline.model("chat").ask("Hi");
                latest = server.takeRequest().getConnectionIndex();
                // the connection has to lie idle for as long as it says, and OkHttp's own thread to look at it
                LockSupport.parkNanos(5_000_000);
            }
            assertThat(latest).as("another connection was made").isPositive();
        }
    }

    @Test
    void connectTimeoutIsHowLongAConnectionMayTake() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            assertThat(ask("https://127.0.0.1:" + silent.getLocalPort() + "/v1", "connect-timeout: 150ms"))
                    .contains("no connection within 150 ms");
        }
    }

    @Test
    void longestAnswerIsAsLongAsItSays() throws IOException {
        server.start();
        String text = "a".repeat(2 << 20);
        for (int i = 0; i < 2; i++) {
            server.enqueue(new MockResponse.Builder()
                    .setHeader("Content-Type", "application/json")
                    .body("{\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":\"" + text + "\"}}]}")
                    .build());
        }
        assertThat(ask(server.url("/v1").toString(), "longest-answer-mb: 1")).startsWith("failed: ");
        assertThat(ask(server.url("/v1").toString(), "")).isEqualTo(text);
    }

    @Test
    void namesOfHeadersAreSent() throws Exception {
        plain();
        ask(server.url("/v1").toString(), "user-agent: shop/1.2, headers: {x-team: billing}");
        RecordedRequest with = server.takeRequest();
        ask(server.url("/v1").toString(), "");
        RecordedRequest without = server.takeRequest();
        assertThat(with.getHeaders().get("User-Agent")).isEqualTo("shop/1.2");
        assertThat(with.getHeaders().get("x-team")).isEqualTo("billing");
        assertThat(without.getHeaders().get("User-Agent")).startsWith("interline");
        assertThat(without.getHeaders().get("x-team")).isNull();
    }
}
