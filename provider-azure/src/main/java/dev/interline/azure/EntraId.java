package dev.interline.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import dev.interline.wire.auth.Token;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of Entra ID through azure-identity, an optional library: this class is the only one that knows it, and is
 * touched when a token is first needed. Its builder is reached by reflection, for on a module path the library drags in
 * modules that do not resolve.
 */
final class EntraId {
    /** Hosts that the library knows, or asks one of these about. */
    private static final Set<String> KNOWN = Set.of(
            "login.microsoftonline.com",
            "login.microsoft.com",
            "login.windows.net",
            "sts.windows.net",
            "login.microsoftonline.us",
            "login.usgovcloudapi.net",
            "login.chinacloudapi.cn",
            "login.partner.microsoftonline.cn");

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
        String told = System.getenv("AZURE_AUTHORITY_HOST");
        if (authority != null && told == null) {
            type.getMethod("authorityHost", String.class).invoke(made, authority);
        }
        String host = told == null ? null : host(told);
        if (host != null && !KNOWN.contains(host)) {
            // a cloud of one's own, which Microsoft's public one is not asked about and perhaps cannot be
            type.getMethod("disableInstanceDiscovery").invoke(made);
        }
        return (TokenCredential) type.getMethod("build").invoke(made);
    }

    private static @Nullable String host(String authority) {
        try {
            return URI.create(authority).getHost();
        } catch (IllegalArgumentException e) {
            // the library says what is wrong with it
            return null;
        }
    }
}
