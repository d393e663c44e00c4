package dev.interline.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.identity.DefaultAzureCredentialBuilder;
import dev.interline.wire.auth.Token;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Entra ID through the library that may be missing. */
class EntraIdTest {
    private static final OffsetDateTime END = OffsetDateTime.parse("2026-11-20T13:00:00Z");
    private static final List<String> SEEN = new ArrayList<>();

    /** Stands for the library's builder, which is reached by name. */
    public static final class Builder {
        public Builder authorityHost(String host) {
            SEEN.add("authority " + host);
            return this;
        }

        public TokenCredential build() {
            SEEN.add("build");
            return new TokenCredential() {
                @Override
                public Mono<AccessToken> getToken(TokenRequestContext request) {
                    SEEN.add("scopes " + request.getScopes());
                    return Mono.just(new AccessToken("jwt", END));
                }
            };
        }
    }

    @BeforeEach
    void forget() {
        SEEN.clear();
    }

    @Test
    void asksForTheAudienceAndTellsWhenTheTokenEnds() throws Exception {
        Token token = new EntraId(Builder.class.getName(), null).token("https://ai.azure.com/.default", false);

        assertThat(token.secret().reveal()).isEqualTo("jwt");
        assertThat(token.expires()).isEqualTo(Instant.parse("2026-11-20T13:00:00Z"));
        assertThat(SEEN).containsExactly("build", "scopes [https://ai.azure.com/.default]");
    }

    @Test
    void sovereignCloudsHaveAnIssuerOfTheirOwn() throws Exception {
        new EntraId(Builder.class.getName(), "https://login.microsoftonline.us").token("s", false);
        assertThat(SEEN).startsWith("authority https://login.microsoftonline.us");
    }

    @Test
    void afterARefusalTheLibraryBeginsAnew() throws Exception {
        EntraId entra = new EntraId(Builder.class.getName(), null);
        entra.token("s", false);
        entra.token("s", false);
        entra.token("s", true);
        assertThat(SEEN).containsExactly("build", "scopes [s]", "scopes [s]", "build", "scopes [s]");
    }

    @Test
    void theLibrarysBuilderHasTheMethodsThatAreCalledByName() throws Exception {
        assertThat(NoToken.LIBRARY).isEqualTo(DefaultAzureCredentialBuilder.class.getName());
        assertThat(NoToken.isLibraryThere()).isTrue();
        assertThat(DefaultAzureCredentialBuilder.class.getMethod("authorityHost", String.class))
                .isNotNull();
        assertThat(DefaultAzureCredentialBuilder.class.getMethod("disableInstanceDiscovery"))
                .isNotNull();
        assertThat(DefaultAzureCredentialBuilder.class.getMethod("build").getReturnType())
                .isAssignableTo(TokenCredential.class);
    }

    @Test
    void withoutTheLibraryItIsNamed() {
        assertThatThrownBy(() -> new EntraId("com.azure.identity.Missing", null).token("s", false))
                .isInstanceOf(ClassNotFoundException.class)
                .satisfies(e -> assertThat(NoToken.explain(e)).hasMessageContaining("com.azure:azure-identity"));
    }
}
