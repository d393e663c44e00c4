package dev.interline.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interline.error.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.X509TrustManager;
import mockwebserver3.MockWebServer;
import okhttp3.Protocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trust, certificates of the caller's own, and versions of HTTP, over TLS on this machine. */
class TransportTlsTest {
    private static final Path TLS = Path.of("src/test/resources/tls");
    private static final Path TRUST = TLS.resolve("server.pem");
    private static final String PASSWORD = "changeit";

    private final MockWebServer server = new MockWebServer();

    @TempDir
    Path files;

    @BeforeEach
    void start() throws IOException {
        X509TrustManager clients = KeyFile.trusted(TLS.resolve("client.pem"), null);
        server.useHttps(KeyFile.context(KeyFile.own(TLS.resolve("server.p12"), PASSWORD), clients)
                .getSocketFactory());
        server.start();
        server.enqueue(Plain.answer());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String ask(Transport.Builder settings) {
        try (Transport transport = settings.build()) {
            return Plain.model("https://localhost:" + server.getPort() + "/v1", transport)
                    .ask("Hi");
        }
    }

    @Test
    void aServerThatNobodyVouchesForIsNotAsked() {
        assertThatThrownBy(() -> ask(Transport.builder())).isInstanceOf(UnavailableException.class);
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void aFileVouchesForIt() throws InterruptedException {
        assertThat(ask(Transport.builder().trust(TRUST, null))).isEqualTo("Hello.");
        assertThat(server.takeRequest().getRequestLine()).endsWith("HTTP/2");
    }

    @Test
    void theNameOnTheCertificateMustBeThatOfTheHost() throws IOException {
        server.enqueue(Plain.answer());
        try (Transport transport = Transport.builder().trust(TRUST, null).build()) {
            assertThatThrownBy(() -> Plain.model("https://127.0.0.2:" + server.getPort() + "/v1", transport)
                            .ask("Hi"))
                    .isInstanceOf(UnavailableException.class);
        }
    }

    @Test
    void httpOneOneWhereItIsAskedFor() throws InterruptedException {
        assertThat(ask(Transport.builder().trust(TRUST, null).http1())).isEqualTo("Hello.");
        assertThat(server.takeRequest().getRequestLine()).endsWith("HTTP/1.1");
    }

    @Test
    void aServerThatKnowsNoHttpTwoIsAskedTheOldWay() throws InterruptedException {
        server.setProtocols(List.of(Protocol.HTTP_1_1));
        assertThat(ask(Transport.builder().trust(TRUST, null))).isEqualTo("Hello.");
        assertThat(server.takeRequest().getRequestLine()).endsWith("HTTP/1.1");
    }

    @Test
    void theCallersCertificateIsShown() throws InterruptedException {
        server.requireClientAuth();
        assertThatThrownBy(() -> ask(Transport.builder().trust(TRUST, null))).isInstanceOf(UnavailableException.class);
        assertThat(ask(Transport.builder().trust(TRUST, null).certificate(TLS.resolve("client.p12"), PASSWORD)))
                .isEqualTo("Hello.");
    }

    @Test
    void filesThatAreNotWhatTheyShouldBeAreNamedWithoutThePassword() throws IOException {
        Path nonsense = Files.writeString(files.resolve("nonsense.pem"), "-----BEGIN NOTHING-----");
        Path none = files.resolve("none.pem");
        assertThatThrownBy(() -> Transport.builder().trust(none, null))
                .hasMessage("trust: " + none + " cannot be read: is the path right?");
        assertThatThrownBy(() -> Transport.builder().trust(nonsense, null))
                .hasMessageStartingWith("trust: " + nonsense);
        assertThatThrownBy(() -> Transport.builder().certificate(TLS.resolve("client.p12"), "a-wrong-one"))
                .hasMessageStartingWith("certificate: ")
                .hasMessageContaining("cannot be understood")
                .hasMessageNotContaining("a-wrong-one");
        assertThatThrownBy(() -> Transport.builder().trust(TLS.resolve("client.p12"), PASSWORD))
                .hasMessageContaining("holds no certificate to trust");
    }
}
