package dev.interline.bedrock;

import dev.interline.time.Time;
import dev.interline.wire.Signer;
import dev.interline.wire.auth.Renewed;
import dev.interline.wire.auth.Secret;
import dev.interline.wire.auth.SecretSource;
import dev.interline.wire.auth.Token;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who asks Bedrock: a Bedrock API key, or AWS keys that sign each request. Nothing is looked for before the first
 * request; what was fetched is kept with the credential, so that all models that share one share its keys, too.
 * Thread-safe; prints no secret.
 *
 * <p>Sources: "API keys", "API keys reference" and "Signature Version 4 signing process" of the AWS documentation.
 */
public final class BedrockCredential {
    private static final Logger LOG = LoggerFactory.getLogger(BedrockCredential.class);

    private final String mode;
    private final Making making;

    private BedrockCredential(String mode, Making making) {
        this.mode = mode;
        this.making = making;
    }

    @FunctionalInterface
    private interface Making {
        Signer signer(Site site, Time time, Skew skew);
    }

    /**
     * A Bedrock API key that stays the same.
     *
     * @throws IllegalArgumentException when it is blank or cannot stand in a header
     */
    public static BedrockCredential apiKey(String key) {
        // checked now: a key that was not found is noticed when the program starts
        String checked = Secret.of(key).reveal();
        return apiKey(() -> checked);
    }

    /**
     * A Bedrock API key that is asked for on the calling thread for every request, for keys that are at hand and may
     * change. Keys that take time to make are for {@link #token}.
     */
    public static BedrockCredential apiKey(Supplier<? extends @Nullable String> key) {
        return asked("a Bedrock API key", key, "there is no Bedrock API key: the supplier of apiKey(...) gave none");
    }

    /**
     * Bedrock API keys that are made anew before they expire, such as the short-term ones: one at a time for all
     * callers, on a helper thread.
     */
    public static BedrockCredential token(Supplier<Token> keys) {
        return bearer(
                "Bedrock API keys that are made as needed",
                time -> SecretSource.kept(new Renewed<>(
                        "a Bedrock API key",
                        anew -> keys.get(),
                        Token::expires,
                        cause -> MissingKeys.supplier("Bedrock API keys", cause),
                        time)));
    }

    /** AWS keys that stay the same. */
    public static BedrockCredential keys(AwsKeys keys) {
        return signing("given AWS keys", time -> KeySource.of(keys));
    }

    /**
     * AWS keys that are fetched anew before they expire: once for all callers, on a helper thread. Keys that do not say
     * when they expire are asked for again every minute.
     */
    public static BedrockCredential keys(Supplier<AwsKeys> keys) {
        return signing(
                "supplied AWS keys",
                time -> KeySource.kept(new Renewed<>(
                        "AWS keys",
                        anew -> keys.get(),
                        AwsKeys::expires,
                        cause -> MissingKeys.supplier("AWS keys", cause),
                        time)));
    }

    /**
     * What a profile of {@code ~/.aws/config} and {@code ~/.aws/credentials} says. Profiles that assume a role need
     * {@code software.amazon.awssdk:sts} on the class path, those of the identity center {@code sso} and {@code ssooidc}.
     *
     * @throws IllegalArgumentException when the name is blank
     */
    public static BedrockCredential profile(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of the AWS profile is blank");
        }
        return searching("AWS profile " + name, name);
    }

    /** What AWS's own search finds: environment, profile, web identity, container, instance metadata. */
    public static BedrockCredential chain() {
        return searching("AWS keys of the default chain", null);
    }

    private static BedrockCredential searching(String mode, @Nullable String profile) {
        return signing(
                mode,
                time -> KeySource.kept(new Renewed<>(
                        "AWS keys",
                        new AwsChain(profile),
                        AwsKeys::expires,
                        cause -> MissingKeys.chain(profile, cause),
                        time)));
    }

    /**
     * What the environment offers: the Bedrock API key in {@code AWS_BEARER_TOKEN_BEDROCK}, else {@link #chain()}. Which
     * of the two it is gets logged once.
     */
    public static BedrockCredential environment() {
        return environment(Surroundings.OWN);
    }

    static BedrockCredential environment(Surroundings surroundings) {
        BedrockCredential key = asked(
                "the Bedrock API key in " + Surroundings.KEY,
                surroundings::apiKey,
                Surroundings.KEY + " is no longer set");
        BedrockCredential chain = chain();
        AtomicBoolean told = new AtomicBoolean();
        return new BedrockCredential("what the environment offers", (site, time, skew) -> {
            BedrockCredential found = surroundings.apiKey() == null ? chain : key;
            if (!told.getAndSet(true)) {
                if (found == key) {
                    LOG.info("Bedrock is signed in to with {}", key);
                } else { // nobody knows yet whether there are any
                    LOG.info(
                            "{} is not set: AWS keys for Bedrock are looked for in the default chain",
                            Surroundings.KEY);
                }
            }
            return found.signer(site, time, skew);
        });
    }

    private static BedrockCredential asked(String mode, Supplier<? extends @Nullable String> key, String missing) {
        return bearer(mode, time -> SecretSource.asked(key, missing));
    }

    private static BedrockCredential bearer(String mode, Function<Time, SecretSource> source) {
        Map<Time, SecretSource> shared = new ConcurrentHashMap<>();
        return new BedrockCredential(mode, (site, time, skew) -> new KeySigner(shared.computeIfAbsent(time, source)));
    }

    private static BedrockCredential signing(String mode, Function<Time, KeySource> source) {
        Map<Time, KeySource> shared = new ConcurrentHashMap<>();
        return new BedrockCredential(
                mode, (site, time, skew) -> new AwsSigner(site, shared.computeIfAbsent(time, source), skew));
    }

    /** Its signer; called when the first request is about to be sent. */
    Signer signer(Site site, Time time, Skew skew) {
        LOG.debug("Bedrock in {} is signed in to with {}", site.region(), mode);
        return making.signer(site, time, skew);
    }

    /** Its kind, without the secret. */
    @Override
    public String toString() {
        return mode;
    }
}
