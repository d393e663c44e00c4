package dev.interline.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interline.Interline;
import dev.interline.config.ConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The section {@code transport} of a file: at its top for all deployments, or in one of them for it alone. */
class TransportSectionTest {
    private static final String DEPLOYMENT = """
            deployments:
              one:
                provider: openai-compatible
                endpoint: %s
                model-id: any
                reasons: false
                max-output: 100
            models:
              chat:
                route: [one]
            """;

    private final MockWebServer server = new MockWebServer();

    @TempDir
    Path files;

    @BeforeEach
    void start() throws IOException {
        server.start();
        server.enqueue(Plain.answer());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Interline load(String top, String own, Map<String, String> environment) {
        String file = DEPLOYMENT.formatted(server.url("/v1")).replace("    reasons:", own + "    reasons:") + top;
        try {
            Path path = Files.writeString(files.resolve("interline.yaml"), file);
            return Interline.loader().environment(environment).load(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RecordedRequest asked(String top, String own, Map<String, String> environment) throws InterruptedException {
        try (Interline interline = load(top, own, environment)) {
            assertThat(interline.model("chat").ask("Hi")).isEqualTo("Hello.");
        }
        return server.takeRequest();
    }

    @Test
    void holdsForAllDeployments() throws InterruptedException {
        RecordedRequest request = asked("""
                transport:
                  user-agent: shop/1.2
                  headers: {x-team: "${TEAM}"}
                  http-version: 1.1
                  connect-timeout: 2s
                  pool-size: 10
                  keep-alive: 1m
                  longest-answer-mb: 8
                  proxy: none
                  no-proxy: [internal.example.com]
                """, "", Map.of("TEAM", "search"));

        assertThat(request.getHeaders().get("User-Agent")).isEqualTo("shop/1.2");
        assertThat(request.getHeaders().get("x-team")).isEqualTo("search");
    }

    @Test
    void aDeploymentMayHaveItsOwn() throws InterruptedException {
        RecordedRequest request =
                asked("transport:\n  user-agent: shop/1.2\n", "    transport:\n      user-agent: own/1\n", Map.of());
        assertThat(request.getHeaders().get("User-Agent")).isEqualTo("own/1");
    }

    @Test
    void theEnvironmentOverridesIt() throws InterruptedException {
        assertThat(asked("transport: {user-agent: shop/1.2}\n", "", Map.of("INTERLINE_TRANSPORT_USER_AGENT", "ops/9"))
                        .getHeaders()
                        .get("User-Agent"))
                .isEqualTo("ops/9");
        server.enqueue(Plain.answer());
        assertThat(asked("", "", Map.of("INTERLINE_TRANSPORT_USER_AGENT", "ops/9"))
                        .getHeaders()
                        .get("User-Agent"))
                .isEqualTo("ops/9");
    }

    @Test
    void aProxyIsNotAskedForThisMachine() throws InterruptedException {
        assertThat(asked("transport: {proxy: \"http://nowhere.example.com:1\"}\n", "", Map.of())
                        .getRequestLine())
                .startsWith("POST /v1/chat/completions");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "usre-agent: x       | transport.usre-agent: is not known here; did you mean user-agent?",
                "http-version: 3     | transport.http-version: is 1.1 or 2",
                "proxy: 'ftp://p:1'  | transport.proxy: the proxy is no address of a proxy",
                "pool-size: -1       | transport.pool-size: a pool keeps 0 or more",
                "trust: nowhere.pem  | transport.trust: trust: nowhere.pem cannot be read",
                "trust-password: x   | transport.trust: is missing beside trust-password",
                "certificate: a.p12  | transport.certificate-password: is missing beside certificate",
                "headers: {host: x}  | transport.headers: header host is set by the library",
                "connect-timeout: 0s | transport.connect-timeout: the connect timeout is between",
                "user-agent: ${NAME} | these variables are set neither",
                "longest-answer-mb: 0 | transport.longest-answer-mb: the longest answer must be",
            })
    void whatIsWrongIsSaidAtItsKey(String line, String message) {
        assertThatThrownBy(() -> load("transport:\n  " + line + "\n", "", Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message);
        if (!line.contains("$")) {
            assertThatThrownBy(() -> load("", "    transport:\n      " + line + "\n", Map.of()))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("deployments.one." + message);
        }
    }
}
