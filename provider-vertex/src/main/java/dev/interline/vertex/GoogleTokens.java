package dev.interline.vertex;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import dev.interline.wire.auth.Token;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens through Google's auth library, which is touched when a token is first needed. The library keeps tokens,
 * too, but renews them later than we ask: so it is told to refresh whenever it is asked.
 */
final class GoogleTokens {
    /** Without it the tokens of service accounts are good for nothing. */
    private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";

    private final @Nullable Path file;
    private final Finder finder;
    // written by one fetch at a time, read by the next and by signers
    private volatile @Nullable GoogleCredentials credentials;

    /** Where the credentials come from; may read files and the metadata server. */
    @FunctionalInterface
    interface Finder {
        GoogleCredentials find() throws IOException;
    }

    /** There are no credentials: the search itself failed, not the fetch of a token. */
    static final class NotFound extends IOException {
        private static final long serialVersionUID = 1L;

        /** Where they should be; null when no file was named. */
        final transient @Nullable Path file;

        NotFound(@Nullable Path file, IOException cause) {
            super(cause.getMessage(), cause);
            this.file = file;
        }
    }

    GoogleTokens(Finder finder) {
        this(null, finder);
    }

    /**
     * With a file that is to hold the credentials.
     *
     * @param file to be named when they are not found; null when there is none
     */
    GoogleTokens(@Nullable Path file, Finder finder) {
        this.file = file;
        this.finder = finder;
    }

    /** A token; blocks. */
    Token fetch() throws IOException {
        GoogleCredentials with = credentials;
        if (with == null) {
            try {
                // its own retries wait for seconds: whether to wait or to move on is the policies' to say
                with = finder.find().createScoped(SCOPE).createWithCustomRetryStrategy(false);
            } catch (IOException e) {
                throw new NotFound(file, e);
            }
            credentials = with;
        }
        with.refresh();
        AccessToken token = with.getAccessToken();
        if (token == null) {
            throw new IOException("the credentials were refreshed and hold no token");
        }
        Date end = token.getExpirationTime();
        return end == null ? Token.of(token.getTokenValue()) : Token.of(token.getTokenValue(), end.toInstant());
    }

    /** The project that quota is taken from and bills go to, as the credentials say; null when they do not. */
    @Nullable
    String quotaProject() {
        GoogleCredentials with = credentials;
        return with == null ? null : with.getQuotaProjectId();
    }
}
