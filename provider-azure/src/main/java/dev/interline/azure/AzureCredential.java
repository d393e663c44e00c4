package dev.interline.azure;

import dev.interline.time.Time;
import dev.interline.wire.Signer;
import dev.interline.wire.auth.Renewed;
import dev.interline.wire.auth.Secret;
import dev.interline.wire.auth.SecretHeader;
import dev.interline.wire.auth.SecretSource;
import dev.interline.wire.auth.Token;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How to sign in at Azure. Nothing is fetched before the first request; what was fetched is kept with the credential, so
 * that all models that share one share its tokens, too. Thread-safe; prints no secret.
 *
 * <p>Sources: "Configure Microsoft Entra ID authentication" and "Deploy and use Claude models in Microsoft Foundry" of
 * the Azure AI documentation.
 *
 * <pre>{@code
 * Azure azure = Azure.at("https://my-resource.openai.azure.com").credential(AzureCredential.entra());
 * }</pre>
 */
public final class AzureCredential {
    private static final Logger LOG = LoggerFactory.getLogger(AzureCredential.class);

    private final String mode;
    private final Function<Site, Signer> signers;
    private final Map<Site, Signer> made = new ConcurrentHashMap<>();

    private AzureCredential(String mode, Function<Site, Signer> signers) {
        this.mode = mode;
        this.signers = signers;
    }

    /**
     * What a signer depends on beside the credential.
     *
     * @param scope the audience of a token
     * @param authority who issues tokens; null for the public cloud
     * @param keyHeader the header that a key goes into
     */
    record Site(String scope, @Nullable String authority, String keyHeader, Time time) {
        boolean isClaude() {
            return keyHeader.equals("x-api-key");
        }

        // by hand, for the start's sake, as those of a ModelId are

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Site that
                    && keyHeader.equals(that.keyHeader)
                    && scope.equals(that.scope)
                    && Objects.equals(authority, that.authority)
                    && time.equals(that.time);
        }

        @Override
        public int hashCode() {
            return 31 * scope.hashCode() + keyHeader.hashCode();
        }
    }

    /**
     * A key of the resource.
     *
     * @throws IllegalArgumentException when it is blank or cannot stand in a header
     */
    public static AzureCredential apiKey(String key) {
        // checked now: a key that was not found is noticed when the program starts
        String checked = Secret.of(key).reveal();
        return apiKey(() -> checked);
    }

    /**
     * A key of the resource, asked for at every request on the calling thread, so that a key that was changed is used at
     * once.
     */
    public static AzureCredential apiKey(Supplier<? extends @Nullable String> key) {
        SecretSource source =
                SecretSource.asked(key, "there is no key for Azure: the supplier of apiKey(...) gave none");
        return new AzureCredential("API key", site -> SecretHeader.named(site.keyHeader(), source));
    }

    /**
     * Tokens of Entra ID from elsewhere. The supplier may block: it runs on a thread of its own, once for all waiting
     * requests, and again some minutes before the token expires or after the target has refused it.
     */
    public static AzureCredential token(Supplier<Token> tokens) {
        return tokens("token supplier", (site, anew) -> tokens.get());
    }

    /**
     * As {@link #token}, where nobody says how long a token lives: asked again after a minute, so the supplier should keep
     * tokens itself.
     */
    public static AzureCredential bearer(Supplier<String> tokens) {
        return tokens("bearer supplier", (site, anew) -> Token.of(tokens.get()));
    }

    /**
     * Entra ID through the library {@code com.azure:azure-identity}, which has to be on the class path: its
     * {@code DefaultAzureCredential} with everything that it reads from the environment. The audience is the one that
     * belongs to the endpoint.
     */
    public static AzureCredential entra() {
        return entraFor(null);
    }

    /** As {@link #entra()}, for another audience, such as {@code https://cognitiveservices.azure.com/.default}. */
    public static AzureCredential entra(String scope) {
        return entraFor(scope);
    }

    private static AzureCredential entraFor(@Nullable String scope) {
        return new AzureCredential("Entra ID", site -> {
            EntraId entra = new EntraId(NoToken.LIBRARY, site.authority());
            return bearer("Entra ID", anew -> entra.token(scope == null ? site.scope() : scope, anew), site.time());
        });
    }

    /**
     * What the environment offers: a key in {@code AZURE_OPENAI_API_KEY} (for Claude also in
     * {@code ANTHROPIC_FOUNDRY_API_KEY}), else {@link #entra()} where the library is there.
     */
    public static AzureCredential environment() {
        return environment(System::getenv, NoToken.isLibraryThere());
    }

    static AzureCredential environment(Function<String, @Nullable String> variables, boolean entra) {
        AzureCredential tokens = entra();
        return new AzureCredential("environment", site -> {
            boolean foundry = site.isClaude() && isSet(variables.apply("ANTHROPIC_FOUNDRY_API_KEY"));
            String variable = foundry ? "ANTHROPIC_FOUNDRY_API_KEY" : "AZURE_OPENAI_API_KEY";
            if (isSet(variables.apply(variable))) {
                LOG.info("Azure is signed in to with the API key in {}", variable);
            } else if (entra) {
                LOG.info("Azure is signed in to with Entra ID, for AZURE_OPENAI_API_KEY is not set");
                return tokens.signer(site);
            }
            return SecretHeader.named(
                    site.keyHeader(),
                    SecretSource.asked(
                            () -> variables.apply(variable),
                            "there is no credential for Azure: set "
                                    + (site.isClaude() ? "ANTHROPIC_FOUNDRY_API_KEY or " : "")
                                    + "AZURE_OPENAI_API_KEY, or give apiKey(...) or token(...), "
                                    + "or add com.azure:azure-identity to sign in with Entra ID"));
        });
    }

    private static boolean isSet(@Nullable String value) {
        return value != null && !value.isBlank();
    }

    private interface Fetch {
        Token fetch(Site site, boolean anew) throws Exception;
    }

    /** Tokens that are the same for every site. */
    private static AzureCredential tokens(String mode, Fetch fetch) {
        Map<Time, Signer> one = new ConcurrentHashMap<>();
        return new AzureCredential(
                mode,
                site -> one.computeIfAbsent(site.time(), time -> bearer(mode, anew -> fetch.fetch(site, anew), time)));
    }

    private static Signer bearer(String mode, Renewed.Source<Token> source, Time time) {
        return SecretHeader.bearer(SecretSource.kept(
                new Renewed<>("the token for Azure (" + mode + ")", source, Token::expires, NoToken::explain, time)));
    }

    Signer signer(Site site) {
        return made.computeIfAbsent(site, where -> {
            LOG.debug("Azure is signed in to by {}", mode);
            return signers.apply(where);
        });
    }

    @Override
    public String toString() {
        return "AzureCredential[" + mode + "]";
    }
}
