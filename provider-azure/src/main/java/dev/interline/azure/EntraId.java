package dev.interline.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import dev.interline.wire.auth.Token;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of Entra ID through azure-identity, an optional library: this class is the only one that knows it, and is
 * touched when a token is first needed. Its builder is reached by reflection, for on a module path the library drags in
 * modules that do not resolve.
 */
final class EntraId {
    private final String builder;
    private final @Nullable String authority;
    // written by one fetch at a time, read by the next
    private volatile @Nullable TokenCredential credential;

    EntraId(String builder, @Nullable String authority) {
        this.builder = builder;
        this.authority = authority;
    }

    /** A token; blocks. */
    Token token(String scope, boolean anew) throws Exception {
        TokenCredential with = credential;
        if (with == null || anew) {
            // the library keeps tokens with the credential: a new one has none that was refused
            with = open();
            credential = with;
        }
        AccessToken token = with.getTokenSync(new TokenRequestContext().addScopes(scope));
        return Token.of(token.getToken(), token.getExpiresAt().toInstant());
    }

    private TokenCredential open() throws ReflectiveOperationException {
        Class<?> type = Class.forName(builder, true, EntraId.class.getClassLoader());
        Object made = type.getConstructor().newInstance();
        if (authority != null && System.getenv("AZURE_AUTHORITY_HOST") == null) {
            type.getMethod("authorityHost", String.class).invoke(made, authority);
        }
        return (TokenCredential) type.getMethod("build").invoke(made);
    }
}
