package dev.interline.vertex;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.error.ChatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ways to a token that Google's library knows, each to its end: the question that goes out with it. */
class GoogleSignInTest {
    private static final String MODEL =
            "/v1/projects/demo/locations/global/publishers/google/models/gemini-3.6-flash:generateContent";

    private static final String IMPERSONATE =
            "/v1/projects/-/serviceAccounts/robot@demo.iam.gserviceaccount.com:generateAccessToken";

    private static final String PASSWORD = "changeit";

    @TempDir
    static Path directory;

    private static Path store = Path.of("");
    private static WireMockServer server = new WireMockServer();

    /** The library exchanges tokens over TLS alone. */
    @BeforeAll
    static void start() throws Exception {
        store = directory.resolve("store.p12");
        String options = "-genkeypair -alias a -keyalg RSA -dname CN=localhost -ext san=dns:localhost,ip:127.0.0.1"
                + " -storetype PKCS12 -storepass " + PASSWORD;
        List<String> command = new ArrayList<>(List.of(java("keytool"), "-keystore", store.toString()));
        command.addAll(List.of(options.split(" ")));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        keytool.getInputStream().readAllBytes();
        assertThat(keytool.waitFor()).isZero();
        server = new WireMockServer(options()
                .dynamicPort()
                .dynamicHttpsPort()
                .keystoreType("PKCS12")
                .keystorePath(store.toString())
                .keystorePassword(PASSWORD)
                .keyManagerPassword(PASSWORD));
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @BeforeEach
    void answer() {
        server.resetAll();
        server.stubFor(post(MODEL).willReturn(okJson("""
                {"candidates":[{"content":{"role":"model","parts":[{"text":"yes"}]},"finishReason":"STOP"}]}
                """)));
    }

    private static String java(String program) {
        return Path.of(System.getProperty("java.home"), "bin", program).toString();
    }

    /** The environment says where credentials are, and only a process of its own can be given another one. */
    private static String ask(Map<String, String> variables) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        java("java"),
                        "-Djavax.net.ssl.trustStore=" + store,
                        "-Djavax.net.ssl.trustStorePassword=" + PASSWORD,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Machine.class.getName(),
                        "http://127.0.0.1:" + server.port())
                .redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.put("CLOUDSDK_CONFIG", directory.toString());
        environment.put("GCE_METADATA_HOST", "127.0.0.1:" + server.port());
        environment.remove("GOOGLE_APPLICATION_CREDENTIALS");
        environment.putAll(variables);
        Process process = builder.start();
        String[] lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\\R");
        return lines[lines.length - 1];
    }

    private static Map<String, String> federated(String more) throws IOException {
        Path subject = Files.writeString(directory.resolve("subject"), "a-subject-token");
        Path file = Files.writeString(directory.resolve("federated.json"), """
                {"type":"external_account","subject_token_type":"urn:ietf:params:oauth:token-type:jwt",
                 "audience":"//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/q",
                 "token_url":"%s/v1/token","credential_source":{"file":"%s"}%s}
                """.formatted(issuer(), subject, more));
        return Map.of("GOOGLE_APPLICATION_CREDENTIALS", file.toString());
    }

    private static String issuer() {
        return "https://localhost:" + server.httpsPort();
    }

    private static void exchange() {
        server.stubFor(post("/v1/token").willReturn(okJson("""
                {"access_token":"federated","issued_token_type":"urn:ietf:params:oauth:token-type:access_token",
                 "token_type":"Bearer","expires_in":3600}
                """)));
    }

    @Test
    void aWorkloadOfAnotherCloudExchangesItsToken() throws Exception {
        exchange();

        assertThat(ask(federated(""))).isEqualTo("yes");
        server.verify(1, postRequestedFor(urlEqualTo("/v1/token")).withRequestBody(containing("a-subject-token")));
        server.verify(postRequestedFor(urlEqualTo(MODEL)).withHeader("Authorization", equalTo("Bearer federated")));
    }

    @Test
    void andThenSpeaksForAServiceAccount() throws Exception {
        exchange();
        server.stubFor(post(IMPERSONATE).willReturn(okJson("""
                {"accessToken":"impersonated","expireTime":"2100-01-01T00:00:00Z"}
                """)));

        assertThat(ask(federated(",\"service_account_impersonation_url\":\"" + issuer() + IMPERSONATE + "\"")))
                .isEqualTo("yes");
        server.verify(
                postRequestedFor(urlEqualTo(IMPERSONATE)).withHeader("Authorization", equalTo("Bearer federated")));
        server.verify(postRequestedFor(urlEqualTo(MODEL)).withHeader("Authorization", equalTo("Bearer impersonated")));
    }

    @Test
    void anExchangeThatIsRefusedIsADenialAndNothingIsAsked() throws Exception {
        server.stubFor(post("/v1/token").willReturn(aResponse().withStatus(400).withBody("""
                {"error":"invalid_grant","error_description":"the subject token has expired"}
                """)));
        assertThat(ask(federated(""))).isEqualTo("DENIED");
        server.verify(postRequestedFor(urlEqualTo("/v1/token")));
        server.verify(0, postRequestedFor(urlEqualTo(MODEL)));
    }

    @Test
    void theMetadataServerOfTheMachine() throws Exception {
        server.stubFor(any(anyUrl())
                .atPriority(10)
                .willReturn(aResponse().withStatus(404).withHeader("Metadata-Flavor", "Google")));
        server.stubFor(get("/").willReturn(aResponse().withHeader("Metadata-Flavor", "Google")));
        server.stubFor(get(urlPathEqualTo("/computeMetadata/v1/instance/service-accounts/default/token"))
                .willReturn(
                        okJson("{\"access_token\":\"of-the-machine\",\"expires_in\":3600,\"token_type\":\"Bearer\"}")
                                .withHeader("Metadata-Flavor", "Google")));

        assertThat(ask(Map.of())).isEqualTo("yes");
        server.verify(getRequestedFor(urlPathEqualTo("/computeMetadata/v1/instance/service-accounts/default/token"))
                .withHeader("Metadata-Flavor", equalTo("Google")));
        server.verify(
                postRequestedFor(urlEqualTo(MODEL)).withHeader("Authorization", equalTo("Bearer of-the-machine")));
    }

    @Test
    void anAccountSpeaksForAnother() throws Exception {
        server.stubFor(post("/token")
                .willReturn(okJson("{\"access_token\":\"of-the-one\",\"expires_in\":3599,\"token_type\":\"Bearer\"}")));
        server.stubFor(post(IMPERSONATE).willReturn(okJson("""
                {"accessToken":"of-the-other","expireTime":"2100-01-01T00:00:00Z"}
                """)));
        KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
        keys.initialize(2048);
        String key = Base64.getEncoder()
                .encodeToString(keys.generateKeyPair().getPrivate().getEncoded());
        Path file =
                Files.writeString(directory.resolve("impersonated.json"), """
                {"type":"impersonated_service_account","service_account_impersonation_url":"%1$s%2$s",
                 "delegates":[],"source_credentials":{"type":"service_account","project_id":"demo","private_key_id":"1",
                 "client_id":"2","client_email":"one@demo.iam.gserviceaccount.com","token_uri":"%1$s/token",
                 "private_key":"-----BEGIN PRIVATE KEY-----\\n%3$s\\n-----END PRIVATE KEY-----\\n"}}
                """.formatted(issuer(), IMPERSONATE, key));

        assertThat(ask(Map.of("GOOGLE_APPLICATION_CREDENTIALS", file.toString())))
                .isEqualTo("yes");
        server.verify(
                postRequestedFor(urlEqualTo(IMPERSONATE)).withHeader("Authorization", equalTo("Bearer of-the-one")));
        server.verify(postRequestedFor(urlEqualTo(MODEL)).withHeader("Authorization", equalTo("Bearer of-the-other")));
    }

    @Test
    void aMetadataServerThatHasNoTokenIsADenial() throws Exception {
        server.stubFor(any(anyUrl())
                .atPriority(10)
                .willReturn(aResponse().withStatus(404).withHeader("Metadata-Flavor", "Google")));
        server.stubFor(get("/").willReturn(aResponse().withHeader("Metadata-Flavor", "Google")));

        assertThat(ask(Map.of())).isEqualTo("DENIED");
        server.verify(0, postRequestedFor(urlEqualTo(MODEL)));
    }

    /** A program that signs in with what it finds. */
    static final class Machine {
        public static void main(String[] args) {
            ChatModel model = Vertex.of("demo", "global")
                    .endpoint(args[0])
                    .model(
                            "gemini-3.6-flash",
                            options -> options.family("gemini-3.6-flash").reasons(false));
            try {
                System.out.println(model.chat(ChatRequest.builder()
                                .user("hello")
                                .maxOutputTokens(100)
                                .build())
                        .text());
            } catch (ChatException e) {
                System.out.println(e.kind());
            }
        }
    }
}
