package dev.interline.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interline.CallContext;
import dev.interline.ModelId;
import dev.interline.Profile;
import dev.interline.error.DeniedException;
import dev.interline.error.UnavailableException;
import dev.interline.time.Time;
import dev.interline.wire.Outgoing;
import dev.interline.wire.Signer;
import dev.interline.wire.auth.Token;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Which credential is used, and what is said when there is none. */
class AzureCredentialTest {
    private static final AzureCredential.Site OPENAI =
            new AzureCredential.Site("https://ai.azure.com/.default", null, "api-key", Time.system());
    private static final AzureCredential.Site CLAUDE =
            new AzureCredential.Site("https://ai.azure.com/.default", null, "x-api-key", Time.system());

    private static Map<String, String> sign(AzureCredential credential, AzureCredential.Site site) {
        return sign(credential.signer(site));
    }

    private static Map<String, String> sign(Signer signer) {
        Outgoing outgoing = new Outgoing(
                "POST",
                "https://example.com",
                null,
                Profile.of(new ModelId("azure", "r", "main")),
                CallContext.create(),
                false);
        signer.sign(outgoing);
        return outgoing.headers();
    }

    @Test
    void withoutAnyTheVariableIsNamed() {
        AzureCredential none = AzureCredential.environment(name -> null, false);

        assertThatThrownBy(() -> sign(none, OPENAI))
                .isInstanceOf(DeniedException.class)
                .hasMessage("there is no credential for Azure: set AZURE_OPENAI_API_KEY, or give apiKey(...) or "
                        + "token(...), or add com.azure:azure-identity to sign in with Entra ID");
        assertThatThrownBy(() -> sign(none, CLAUDE))
                .hasMessageContaining("set ANTHROPIC_FOUNDRY_API_KEY or AZURE_OPENAI_API_KEY");
    }

    @Test
    void theEnvironmentOffersAKey() {
        Map<String, String> both = Map.of("AZURE_OPENAI_API_KEY", "a", "ANTHROPIC_FOUNDRY_API_KEY", "f");
        Function<String, String> variables = both::get;

        assertThat(sign(AzureCredential.environment(variables, true), OPENAI))
                .containsExactly(Map.entry("api-key", "a"));
        assertThat(sign(AzureCredential.environment(variables, true), CLAUDE))
                .containsExactly(Map.entry("x-api-key", "f"));
        assertThat(sign(AzureCredential.environment(Map.of("AZURE_OPENAI_API_KEY", "a")::get, true), CLAUDE))
                .containsExactly(Map.entry("x-api-key", "a"));
    }

    @Test
    void oneCredentialHasOneTokenForAllItsModels() {
        AtomicInteger fetched = new AtomicInteger();
        AzureCredential tokens = AzureCredential.token(
                () -> Token.of("t" + fetched.incrementAndGet(), Instant.now().plusSeconds(3600)));

        sign(tokens, OPENAI);
        sign(tokens, CLAUDE);

        assertThat(fetched).hasValue(1);
    }

    @Test
    void aThousandRequestsAtOnceAskForOneToken() throws Exception {
        int requests = 1_000;
        CountDownLatch begun = new CountDownLatch(requests);
        AtomicInteger fetched = new AtomicInteger();
        Signer signer = AzureCredential.token(() -> {
                    try {
                        begun.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return Token.of(
                            "t" + fetched.incrementAndGet(), Instant.now().plusSeconds(3600));
                })
                .signer(OPENAI);
        Set<String> sent = ConcurrentHashMap.newKeySet();
        ExecutorService threads = Executors.newFixedThreadPool(requests);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < requests; i++) {
                all.add(threads.submit(() -> {
                    begun.countDown();
                    sent.add(sign(signer).get("Authorization"));
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(fetched).hasValue(1);
        assertThat(sent).containsExactly("Bearer t1");
    }

    @Test
    void anIssuerOutOfReachIsNoDenial() {
        AzureCredential broken = AzureCredential.token(() -> {
            throw new UncheckedIOException(new IOException("connection reset"));
        });
        assertThatThrownBy(() -> sign(broken, OPENAI))
                .isInstanceOf(UnavailableException.class)
                .hasMessage("the issuer of tokens for Azure could not be reached");
    }

    @Test
    void aSupplierThatFailsIsADenial() {
        AzureCredential broken = AzureCredential.bearer(() -> {
            throw new IllegalStateException("signed out");
        });
        assertThatThrownBy(() -> sign(broken, OPENAI))
                .isInstanceOf(DeniedException.class)
                .hasMessageContaining("there is no token for Azure (IllegalStateException): check the token supplier")
                .hasMessageContaining("AZURE_CLIENT_ID");
    }

    @Test
    void aMissingLibraryIsNamed() {
        Throwable missing =
                new java.lang.reflect.InvocationTargetException(new NoClassDefFoundError("com/azure/core/Nothing"));
        assertThat(NoToken.explain(missing)).hasMessageContaining("needs the library com.azure:azure-identity");
        assertThat(NoToken.explain(new ClassNotFoundException(NoToken.LIBRARY)))
                .isInstanceOf(DeniedException.class)
                .hasMessageContaining("add it, or give an API key (AZURE_OPENAI_API_KEY) or a token supplier");
    }

    @Test
    void aKeyIsCheckedWhenItIsGiven() {
        assertThatThrownBy(() -> AzureCredential.apiKey(" ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void printsItsModeAlone() {
        assertThat(AzureCredential.apiKey("k-123")).hasToString("AzureCredential[API key]");
    }
}
