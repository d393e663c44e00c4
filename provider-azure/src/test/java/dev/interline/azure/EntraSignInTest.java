package dev.interline.azure;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ways to a token that azure-identity knows, each to its end: the question that goes out with it. */
class EntraSignInTest {
    private static final String TENANT = "11111111-2222-3333-4444-555555555555";
    private static final String TOKEN = "/" + TENANT + "/oauth2/v2.0/token";
    private static final String MODEL = "/openai/v1/chat/completions";
    private static final String PASSWORD = "changeit";

    @TempDir
    static Path directory;

    private static Path store = Path.of("");
    private static WireMockServer server = new WireMockServer();

    /** Entra ID is asked over TLS alone. */
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
        server.stubFor(post(urlPathEqualTo(MODEL)).willReturn(okJson("""
                {"id":"c","model":"gpt-4o","choices":[{"index":0,"message":{"role":"assistant","content":"yes"},
                 "finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}
                """)));
        String issuer = issuer();
        server.stubFor(get(urlPathEqualTo("/" + TENANT + "/v2.0/.well-known/openid-configuration"))
                .willReturn(okJson("""
                {"issuer":"%1$s/%2$s/v2.0","authorization_endpoint":"%1$s/%2$s/oauth2/v2.0/authorize",
                 "token_endpoint":"%1$s%3$s","device_authorization_endpoint":"%1$s/%2$s/oauth2/v2.0/devicecode"}
                """.formatted(issuer, TENANT, TOKEN))));
    }

    private static String issuer() {
        return "https://localhost:" + server.httpsPort();
    }

    private static String java(String program) {
        return Path.of(System.getProperty("java.home"), "bin", program).toString();
    }

    /** The environment says who asks, and only a process of its own can be given another one. */
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
        builder.environment().put("HOME", directory.toString());
        builder.environment().putAll(variables);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String[] lines = said.split("\\R");
        return lines[lines.length - 1];
    }

    @Test
    void aClientSecret() throws Exception {
        server.stubFor(post(TOKEN)
                .willReturn(okJson("{\"token_type\":\"Bearer\",\"expires_in\":3599,\"access_token\":\"by-secret\"}")));

        assertThat(ask(client(Map.of("AZURE_CLIENT_SECRET", "a-client-secret"))))
                .isEqualTo("yes");
        server.verify(1, postRequestedFor(urlEqualTo(TOKEN)).withRequestBody(containing("a-client-secret")));
        server.verify(postRequestedFor(urlPathEqualTo(MODEL)).withHeader("Authorization", equalTo("Bearer by-secret")));
    }

    private static Map<String, String> client(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(more);
        all.put("AZURE_TENANT_ID", TENANT);
        all.put("AZURE_CLIENT_ID", "66666666-7777-8888-9999-000000000000");
        all.put("AZURE_AUTHORITY_HOST", issuer());
        return all;
    }

    @Test
    void aWorkloadIdentity() throws Exception {
        Path file = Files.writeString(directory.resolve("federated"), "a-kubernetes-token");
        server.stubFor(post(TOKEN)
                .willReturn(
                        okJson("{\"token_type\":\"Bearer\",\"expires_in\":3599,\"access_token\":\"by-workload\"}")));

        assertThat(ask(client(Map.of("AZURE_FEDERATED_TOKEN_FILE", file.toString()))))
                .isEqualTo("yes");
        server.verify(1, postRequestedFor(urlEqualTo(TOKEN)).withRequestBody(containing("a-kubernetes-token")));
        server.verify(
                postRequestedFor(urlPathEqualTo(MODEL)).withHeader("Authorization", equalTo("Bearer by-workload")));
    }

    @Test
    void aManagedIdentity() throws Exception {
        server.stubFor(get(urlPathEqualTo("/msi/token")).willReturn(okJson("""
                {"access_token":"by-machine","expires_on":"4102444800","resource":"https://ai.azure.com",
                 "token_type":"Bearer"}
                """)));

        assertThat(ask(Map.of(
                        "IDENTITY_ENDPOINT",
                        "http://127.0.0.1:" + server.port() + "/msi/token",
                        "IDENTITY_HEADER",
                        "a-header")))
                .isEqualTo("yes");
        server.verify(
                1, getRequestedFor(urlPathEqualTo("/msi/token")).withHeader("X-IDENTITY-HEADER", equalTo("a-header")));
        server.verify(
                postRequestedFor(urlPathEqualTo(MODEL)).withHeader("Authorization", equalTo("Bearer by-machine")));
    }

    @Test
    void aSecretThatIsRefusedIsADenialAndNothingIsAsked() throws Exception {
        server.stubFor(post(TOKEN).willReturn(aResponse().withStatus(401).withBody("""
                {"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided.",
                 "error_codes":[7000215]}
                """)));

        assertThat(ask(client(Map.of("AZURE_CLIENT_SECRET", "a-client-secret"))))
                .isEqualTo("DENIED");
        server.verify(0, postRequestedFor(urlPathEqualTo(MODEL)));
    }

    /** A program that signs in with what it finds. */
    static final class Machine {
        public static void main(String[] args) {
            ChatModel model = Azure.at(args[0])
                    .credential(AzureCredential.entra())
                    .model(
                            "gpt-4o",
                            options -> options.format(AzureFormat.CHAT_COMPLETIONS)
                                    .family("gpt-4o")
                                    .reasons(false));
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
