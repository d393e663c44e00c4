package dev.interline.vertex;

import com.google.auth.oauth2.GoogleCredentials;
import dev.interline.time.Time;
import dev.interline.wire.Signer;
import dev.interline.wire.auth.Renewed;
import dev.interline.wire.auth.Secret;
import dev.interline.wire.auth.SecretHeader;
import dev.interline.wire.auth.SecretSource;
import dev.interline.wire.auth.Token;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How to sign in at Google Cloud. Nothing is read or fetched before the first request; what was fetched is kept with the
 * credential, so that all models that share one share its tokens, too. Thread-safe; prints no secret.
 *
 * <p>Sources: "Application Default Credentials" and "API keys" of the Google Cloud documentation.
 */
public final class VertexCredential {
    private static final Logger LOG = LoggerFactory.getLogger(VertexCredential.class);

    private final String mode;
    private final Function<Time, Signer> signers;
    private final Map<Time, Signer> made = new ConcurrentHashMap<>();

    private VertexCredential(String mode, Function<Time, Signer> signers) {
        this.mode = mode;
        this.signers = signers;
    }

    /**
     * An API key, for express mode or bound to a service account. It is taken for Gemini's published models, not for those
     * of partners and not for endpoints.
     *
     * @throws IllegalArgumentException when it is blank or cannot stand in a header
     */
    public static VertexCredential apiKey(String key) {
        // checked now: a key that was not found is noticed when the program starts
        String checked = Secret.of(key).reveal();
        return apiKey(() -> checked);
    }

    /** As {@link #apiKey(String)}, asked for at every request on the calling thread. */
    public static VertexCredential apiKey(Supplier<? extends @Nullable String> key) {
        SecretSource source =
                SecretSource.asked(key, "there is no API key for Google Cloud: the supplier of apiKey(...) gave none");
        return new VertexCredential("API key", time -> SecretHeader.named("x-goog-api-key", source));
    }

    /**
     * Access tokens from elsewhere. The supplier may block: it runs on a thread of its own, once for all waiting requests,
     * and again some minutes before the token expires or after the target has refused it.
     */
    public static VertexCredential token(Supplier<Token> tokens) {
        return new VertexCredential("token supplier", time -> bearer("token supplier", anew -> tokens.get(), time));
    }

    /**
     * As {@link #token}, where nobody says how long a token lives: asked again after a minute, so the supplier should keep
     * tokens itself.
     */
    public static VertexCredential bearer(Supplier<String> tokens) {
        return new VertexCredential(
                "bearer supplier", time -> bearer("bearer supplier", anew -> Token.of(tokens.get()), time));
    }

    /**
     * Application Default Credentials: the file that {@code GOOGLE_APPLICATION_CREDENTIALS} names, that of {@code gcloud},
     * or the service account of the machine. An API key in the environment is never looked at.
     */
    public static VertexCredential applicationDefault() {
        return google(
                "application default credentials", () -> new GoogleTokens(GoogleCredentials::getApplicationDefault));
    }

    /**
     * The credentials in a file: those of a service account or a user, a configuration of workload identity federation or
     * of impersonation. Take no such file from strangers: it names the hosts that are asked for tokens.
     */
    public static VertexCredential file(Path file) {
        return google(
                "credentials file",
                () -> new GoogleTokens(file, () -> {
                    try (InputStream in = Files.newInputStream(file)) {
                        return GoogleCredentials.fromStream(in);
                    }
                }));
    }

    /** Nothing of Google's library is loaded before somebody signs in by it. */
    private static VertexCredential google(String mode, Supplier<GoogleTokens> tokens) {
        return new VertexCredential(mode, time -> {
            GoogleTokens google = tokens.get();
            return new QuotaProject(bearer(mode, anew -> google.fetch(), time), google::quotaProject);
        });
    }

    private static Signer bearer(String mode, Renewed.Source<Token> source, Time time) {
        return SecretHeader.bearer(SecretSource.kept(new Renewed<>(
                "the token for Google Cloud (" + mode + ")", source, Token::expires, NoToken::explain, time)));
    }

    Signer signer(Time time) {
        return made.computeIfAbsent(time, clock -> {
            LOG.debug("Vertex AI is signed in to by {}", mode);
            return signers.apply(clock);
        });
    }

    @Override
    public String toString() {
        return "VertexCredential[" + mode + "]";
    }
}
