package dev.interline.vertex;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.interline.CallContext;
import dev.interline.ModelId;
import dev.interline.Profile;
import dev.interline.error.DeniedException;
import dev.interline.error.UnavailableException;
import dev.interline.time.Time;
import dev.interline.wire.Outgoing;
import dev.interline.wire.Refusal;
import dev.interline.wire.Signer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A service account's file and a token server on loopback: every step of Google's library but its addresses. */
class VertexCredentialTest {
    private static final String TOKEN = "/token";

    @RegisterExtension
    static final WireMockExtension SERVER =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    @TempDir
    Path directory;

    private static Map<String, String> sign(Signer signer) {
        Outgoing outgoing = outgoing();
        signer.sign(outgoing);
        return outgoing.headers();
    }

    private static Outgoing outgoing() {
        Profile profile = Profile.of(new ModelId("vertex", "demo/global", "gemini-3.6-flash"));
        return new Outgoing("POST", "https://example.com", null, profile, CallContext.create(), false);
    }

    private Path serviceAccount() throws Exception {
        KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
        keys.initialize(2048);
        String key = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(keys.generateKeyPair().getPrivate().getEncoded());
        return Files.writeString(
                directory.resolve("account.json"), """
                {"type":"service_account","project_id":"demo","private_key_id":"1","client_id":"2",
                 "client_email":"robot@demo.iam.gserviceaccount.com","quota_project_id":"payer",
                 "private_key":"-----BEGIN PRIVATE KEY-----\\n%s\\n-----END PRIVATE KEY-----\\n",
                 "token_uri":"%s%s"}
                """.formatted(key.replace("\n", "\\n"), SERVER.baseUrl(), TOKEN));
    }

    @Test
    void aServiceAccountSignsInAndNamesItsQuotaProject() throws Exception {
        SERVER.stubFor(post(TOKEN)
                .willReturn(okJson("{\"access_token\":\"ya29.a\",\"expires_in\":3599,\"token_type\":\"Bearer\"}")));
        Signer signer = VertexCredential.file(serviceAccount()).signer(Time.system());

        assertThat(sign(signer))
                .containsEntry("Authorization", "Bearer ya29.a")
                .containsEntry("x-goog-user-project", "payer");
        sign(signer);
        SERVER.verify(
                1,
                postRequestedFor(urlEqualTo(TOKEN))
                        .withRequestBody(
                                containing("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer")));
        String form = SERVER.getAllServeEvents().get(0).getRequest().getBodyAsString();
        String claims = form.replaceFirst("(?s).*assertion=[^.]*\\.([^.]*)\\..*", "$1");
        assertThat(new String(Base64.getUrlDecoder().decode(claims), StandardCharsets.UTF_8))
                .contains("https://www.googleapis.com/auth/cloud-platform");
    }

    @Test
    void aThousandRequestsAtOnceAskForOneToken() throws Exception {
        int requests = 1_000;
        SERVER.stubFor(post(TOKEN)
                .willReturn(okJson("{\"access_token\":\"ya29.a\",\"expires_in\":3599,\"token_type\":\"Bearer\"}")));
        Signer signer = VertexCredential.file(serviceAccount()).signer(Time.system());
        CountDownLatch ready = new CountDownLatch(requests);
        Set<String> sent = ConcurrentHashMap.newKeySet();
        ExecutorService threads = Executors.newFixedThreadPool(requests);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < requests; i++) {
                all.add(threads.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return sent.add(sign(signer).get("Authorization"));
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(sent).containsExactly("Bearer ya29.a");
        SERVER.verify(1, postRequestedFor(urlEqualTo(TOKEN)));
    }

    @Test
    void aRefusedTokenIsFetchedAnewThoughItIsNotExpired() throws Exception {
        SERVER.stubFor(post(TOKEN)
                .inScenario("t")
                .whenScenarioStateIs(com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED)
                .willSetStateTo("second")
                .willReturn(okJson("{\"access_token\":\"ya29.a\",\"expires_in\":3599,\"token_type\":\"Bearer\"}")));
        SERVER.stubFor(post(TOKEN)
                .inScenario("t")
                .whenScenarioStateIs("second")
                .willReturn(okJson("{\"access_token\":\"ya29.b\",\"expires_in\":3599,\"token_type\":\"Bearer\"}")));
        Signer signer = VertexCredential.file(serviceAccount()).signer(Time.system());
        Outgoing outgoing = outgoing();
        signer.sign(outgoing);

        assertThat(signer.repair(outgoing, Refusal.answer(401, "", name -> null), new DeniedException("no")))
                .isTrue();
        signer.sign(outgoing);
        assertThat(outgoing.headers()).containsEntry("Authorization", "Bearer ya29.b");
    }

    @Test
    void anAccountThatTheIssuerRefusesIsADenial() throws Exception {
        SERVER.stubFor(post(TOKEN)
                .willReturn(aResponse()
                        .withStatus(400)
                        .withHeader("content-type", "application/json")
                        .withBody("{\"error\":\"invalid_grant\",\"error_description\":\"account not found\"}")));
        Signer signer = VertexCredential.file(serviceAccount()).signer(Time.system());

        assertThatThrownBy(() -> sign(signer))
                .isInstanceOf(DeniedException.class)
                .hasMessageContaining("there is no token for Google Cloud");
    }

    @Test
    void anIssuerOutOfReachIsNoDenial() throws Exception {
        Path file = serviceAccount();
        Files.writeString(file, Files.readString(file).replace(SERVER.baseUrl(), "http://localhost:1"));
        Signer signer = VertexCredential.file(file).signer(Time.system());

        assertThatThrownBy(() -> sign(signer))
                .isInstanceOf(UnavailableException.class)
                .hasMessage("the issuer of tokens for Google Cloud could not be reached");
    }

    @Test
    void withoutAnyTheSearchSaysWhatToSet() {
        GoogleTokens none = new GoogleTokens(() -> {
            throw new IOException("Your default credentials were not found.");
        });
        assertThatThrownBy(none::fetch)
                .isInstanceOf(GoogleTokens.NotFound.class)
                .satisfies(e -> assertThat(NoToken.explain(e))
                        .isInstanceOf(DeniedException.class)
                        .hasMessageContaining("GOOGLE_APPLICATION_CREDENTIALS"));
    }

    @Test
    void printsItsModeAlone() {
        assertThat(VertexCredential.apiKey("k-123")).hasToString("VertexCredential[API key]");
    }

    @Test
    void aFileThatIsNotThereIsNamedWithItsKey() throws Exception {
        Signer missing =
                VertexCredential.file(directory.resolve("nowhere.json")).signer(Time.system());
        assertThatThrownBy(() -> sign(missing))
                .isInstanceOf(DeniedException.class)
                .hasMessageContaining("nowhere.json (credentials-file, or VertexCredential.file) is not there");

        Path broken = Files.writeString(directory.resolve("broken.json"), "private words");
        Signer unusable = VertexCredential.file(broken).signer(Time.system());
        assertThatThrownBy(() -> sign(unusable))
                .isInstanceOf(DeniedException.class)
                .hasMessageContaining("broken.json (credentials-file, or VertexCredential.file) cannot be used")
                .hasMessageNotContaining("private words");
    }
}
