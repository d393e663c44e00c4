package dev.interline.azure;

import dev.interline.error.ChatException;
import dev.interline.error.DeniedException;
import dev.interline.error.Failure;
import dev.interline.error.UnavailableException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** What it means that no token could be had. Knows azure-identity, which may be missing, by name only. */
final class NoToken {
    /** What makes the credential of azure-identity that looks everywhere. */
    static final String LIBRARY = "com.azure.identity.DefaultAzureCredentialBuilder";

    /** These say that the credential is at fault, whatever lies beneath: a metadata server that is not there, too. */
    private static final Set<String> DENIALS =
            Set.of("CredentialUnavailableException", "ClientAuthenticationException");

    private NoToken() {}

    /** Whether azure-identity is on the class path. */
    static boolean isLibraryThere() {
        try {
            Class.forName(LIBRARY, false, NoToken.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    static ChatException explain(Throwable cause) {
        Throwable why =
                cause instanceof InvocationTargetException && cause.getCause() != null ? cause.getCause() : cause;
        if (why instanceof ClassNotFoundException || why instanceof LinkageError) {
            return new DeniedException(
                    "signing in with Entra ID needs the library com.azure:azure-identity on the class path: add it, or "
                            + "give an API key (AZURE_OPENAI_API_KEY) or a token supplier",
                    Failure.NONE,
                    why);
        }
        if (!DENIALS.contains(why.getClass().getSimpleName()) && isOutOfReach(why)) {
            return new UnavailableException("the issuer of tokens for Azure could not be reached", Failure.NONE, why);
        }
        return new DeniedException(
                "there is no token for Azure (" + why.getClass().getSimpleName()
                        + "): check the token supplier, or sign in for Entra ID with AZURE_CLIENT_ID, AZURE_TENANT_ID and "
                        + "AZURE_CLIENT_SECRET, a workload or managed identity, or a developer tool",
                Failure.NONE,
                why);
    }

    private static boolean isOutOfReach(Throwable why) {
        for (Throwable at = why; at != null; at = at.getCause()) {
            if (at instanceof IOException || at instanceof TimeoutException || at instanceof UnavailableException) {
                return true;
            }
        }
        return false;
    }
}
