package dev.interline.vertex;

import com.google.api.client.http.HttpResponseException;
import dev.interline.error.ChatException;
import dev.interline.error.DeniedException;
import dev.interline.error.Failure;
import dev.interline.error.UnavailableException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What it means that no token could be had. */
final class NoToken {
    private NoToken() {}

    static ChatException explain(Throwable why) {
        if (why instanceof GoogleTokens.NotFound missing && missing.file != null) {
            return new DeniedException(unusable(missing.file, missing.getCause()), Failure.NONE, why);
        }
        if (why instanceof GoogleTokens.NotFound) {
            return new DeniedException(
                    "there are no credentials for Google Cloud: set GOOGLE_APPLICATION_CREDENTIALS to a credentials file, run "
                            + "gcloud auth application-default login, run where there is a service account, or give "
                            + "apiKey(...) or token(...)",
                    Failure.NONE,
                    why);
        }
        boolean outOfReach = false;
        for (Throwable at = why; at != null; at = at.getCause()) {
            if (isRefusal(at)) {
                return denied(why);
            }
            outOfReach |=
                    at instanceof IOException || at instanceof TimeoutException || at instanceof UnavailableException;
        }
        return outOfReach
                ? new UnavailableException(
                        "the issuer of tokens for Google Cloud could not be reached", Failure.NONE, why)
                : denied(why);
    }

    /** Both ways of naming the file, for whoever reads it has used one of them. */
    private static String unusable(Path file, @Nullable Throwable cause) {
        return "the credentials file " + file + " (credentials-file, or VertexCredential.file) "
                + (cause instanceof NoSuchFileException
                        ? "is not there"
                        : "cannot be used"
                                + (cause == null ? "" : ": " + cause.getClass().getSimpleName()))
                + "; name a readable file in JSON, of a service account, a user or a workload identity";
    }

    /** The issuer has answered, and said no. */
    private static boolean isRefusal(Throwable at) {
        if (at instanceof HttpResponseException answer) {
            int status = answer.getStatusCode();
            return status >= 400 && status < 500 && status != 408 && status != 429;
        }
        // the metadata server of a machine without a service account; the library tells the status in words only
        String message = at.getMessage();
        if (at instanceof IOException && message != null && message.startsWith("Error code 404 ")) {
            return true;
        }
        // the library's own, for the exchange of foreign tokens; not public
        return at.getClass().getSimpleName().equals("OAuthException");
    }

    private static ChatException denied(Throwable why) {
        return new DeniedException(
                "there is no token for Google Cloud (" + why.getClass().getSimpleName()
                        + "): check the token supplier or the credentials file, or sign in anew with gcloud auth "
                        + "application-default login",
                Failure.NONE,
                why);
    }
}
