package dev.interline.bedrock;

import dev.interline.wire.auth.Renewed;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;

/**
 * AWS's own search for keys: system properties, environment, web identity, shared profile, container, instance metadata,
 * in this order ("Default credentials provider chain", AWS SDK for Java developer guide). The only class that touches the
 * SDK, which is therefore loaded when the first key is asked for. Thread-safe.
 */
final class AwsChain implements Renewed.Source<AwsKeys> {
    private static final Logger LOG = LoggerFactory.getLogger(AwsChain.class);

    private final @Nullable String profile;
    private final AtomicReference<@Nullable AwsCredentialsProvider> provider = new AtomicReference<>();

    /**
     * Looks nowhere yet.
     *
     * @param profile the one of the shared files to use; null for the whole chain
     */
    AwsChain(@Nullable String profile) {
        this.profile = profile;
    }

    @Override
    public AwsKeys fetch(boolean anew) {
        if (anew) {
            // the providers keep what they have until it expires; only new ones forget it
            forget();
        }
        AwsCredentials found = provider().resolveCredentials();
        String token = found instanceof AwsSessionCredentials session ? session.sessionToken() : null;
        Instant expires = found.expirationTime().orElse(null);
        return new AwsKeys(found.accessKeyId(), found.secretAccessKey(), token, expires);
    }

    private AwsCredentialsProvider provider() {
        AwsCredentialsProvider now = provider.get();
        if (now != null) {
            return now;
        }
        AwsCredentialsProvider made = profile == null
                ? DefaultCredentialsProvider.builder().build()
                : ProfileCredentialsProvider.builder().profileName(profile).build();
        return provider.compareAndSet(null, made) ? made : provider();
    }

    private void forget() {
        AwsCredentialsProvider old = provider.getAndSet(null);
        if (old instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                LOG.debug("the AWS credentials provider could not be closed", e);
            }
        }
    }
}
