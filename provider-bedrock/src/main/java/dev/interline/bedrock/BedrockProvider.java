package dev.interline.bedrock;

import dev.interline.ChatModel;
import dev.interline.EmbeddingModel;
import dev.interline.Profile;
import dev.interline.config.ConfigException;
import dev.interline.config.Provider;
import dev.interline.config.Settings;
import dev.interline.config.Shared;
import dev.interline.wire.Transport;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens the deployments of a configuration file that have {@code provider: bedrock}. Their keys:
 *
 * <table>
 * <caption>Keys</caption>
 * <tr><td>{@code region}</td><td>must be there, such as {@code us-east-1}</td></tr>
 * <tr><td>{@code model-id}</td><td>must be there: a model id, an inference profile or an ARN</td></tr>
 * <tr><td>{@code api-key}</td><td>a Bedrock API key</td></tr>
 * <tr><td>{@code access-key-id}, {@code secret-access-key}, {@code session-token}</td><td>AWS keys</td></tr>
 * <tr><td>{@code profile}</td><td>a profile of the AWS configuration files</td></tr>
 * <tr><td>{@code endpoint}, {@code allow-plain-http}</td><td>another address than AWS's public one</td></tr>
 * <tr><td>{@code mantle}, {@code fips}, {@code dual-stack}</td><td>{@code true} for hosts of that kind</td></tr>
 * <tr><td>{@code kind}</td><td>{@code embeddings} for a model that makes vectors, which then may have {@code dimensions} and
 *     has neither {@code format} nor {@code guardrail}</td></tr>
 * <tr><td>{@code format}</td><td>one of {@link BedrockFormat}, such as {@code converse}</td></tr>
 * <tr><td>{@code guardrail}</td><td>{@code id}, {@code version} and perhaps {@code trace} of a {@link Guardrail}</td></tr>
 * <tr><td>{@code latency}</td><td>{@code optimized} as in {@link BedrockModel#optimizedLatency}, or {@code standard}</td>
 *     </tr>
 * <tr><td>{@code service-tier}</td><td>as in {@link BedrockModel#serviceTier}</td></tr>
 * <tr><td>{@code request-metadata}</td><td>labels by name, as in {@link BedrockModel#requestMetadata}</td></tr>
 * <tr><td>{@code transport}</td><td>as in {@link Transport#of}</td></tr>
 * </table>
 *
 * <p>Without any of the credentials, {@link BedrockCredential#environment()} is used.
 */
public final class BedrockProvider implements Provider {
    /** For the service loader. */
    public BedrockProvider() {}

    @Override
    public String name() {
        return BedrockCloud.NAME;
    }

    @Override
    public ChatModel open(Settings settings, Shared shared) {
        Bedrock bedrock = door(settings, shared);
        String modelId = modelId(settings);
        Optional<BedrockFormat> format = settings.word("format", BedrockFormat.class);
        Optional<Guardrail> guardrail = settings.section("guardrail").map(BedrockProvider::guardrail);
        Optional<Terms.Latency> latency = settings.word("latency", Terms.Latency.class);
        Optional<String> tier = settings.optional("service-tier");
        Map<String, String> labels = settings.map("request-metadata");
        return at(
                settings,
                "",
                () -> bedrock.model(modelId, it -> {
                    format.ifPresent(it::format);
                    if (latency.orElse(Terms.Latency.STANDARD) == Terms.Latency.OPTIMIZED) {
                        it.optimizedLatency();
                    }
                    tier.ifPresent(word -> at(settings, "service-tier", () -> it.serviceTier(word)));
                    at(settings, "request-metadata", () -> it.requestMetadata(labels));
                    guardrail.ifPresent(it::guardrail);
                    return it.profile(known -> declared(settings, known.build()));
                }));
    }

    @Override
    public EmbeddingModel openEmbeddings(Settings settings, Shared shared) {
        Bedrock bedrock = door(settings, shared);
        String modelId = modelId(settings);
        return at(
                settings,
                "",
                () -> bedrock.embeddings(modelId, it -> it.profile(known -> declared(settings, known.build()))));
    }

    private static String modelId(Settings settings) {
        String modelId = settings.text("model-id");
        return at(settings, "model-id", () -> ModelName.check(modelId));
    }

    private static Bedrock door(Settings settings, Shared shared) {
        Bedrock bedrock = at(settings, "region", () -> Bedrock.in(region(settings)))
                .transport(Transport.of(settings, shared))
                .catalogue(shared.catalogue())
                .time(shared.time())
                .credential(credential(settings, shared));
        shared.onClose(bedrock);
        Optional<String> endpoint = settings.optional("endpoint");
        endpoint.ifPresentOrElse(bedrock::endpoint, () -> at(settings, "region", () -> Site.known(region(settings))));
        on(settings, "allow-plain-http", bedrock::allowPlainHttp);
        on(settings, "mantle", bedrock::mantle);
        // an address that the program itself has set takes the place of whichever host the file means
        boolean turned = settings.isReplaced("endpoint");
        on(settings, "fips", turned ? () -> {} : bedrock::fips);
        on(settings, "dual-stack", turned ? () -> {} : bedrock::dualStack);
        shared.listing(settings, call -> bedrock.models().list(call));
        return bedrock;
    }

    private static String region(Settings settings) {
        return settings.optional("region")
                .orElseThrow(() -> settings.problem(
                        "region", "is missing: say where the model is to be asked, such as us-east-1"));
    }

    private static BedrockCredential credential(Settings settings, Shared shared) {
        Optional<String> apiKey = settings.optional("api-key");
        Optional<String> accessKey = settings.optional("access-key-id");
        Optional<String> secretKey = settings.optional("secret-access-key");
        Optional<String> sessionToken = settings.optional("session-token");
        Optional<String> profile = settings.optional("profile");
        if (apiKey.isPresent() && settings.isReplaced("api-key")) {
            return BedrockCredential.apiKey(apiKey.get());
        }
        if (accessKey.isEmpty() && (secretKey.isPresent() || sessionToken.isPresent())) {
            throw settings.problem("access-key-id", "is missing beside the other parts of the AWS keys");
        }
        if (accessKey.isPresent() && secretKey.isEmpty()) {
            throw settings.problem("secret-access-key", "is missing beside access-key-id");
        }
        onlyOne(settings, "access-key-id", accessKey.isPresent(), "api-key", apiKey.isPresent());
        onlyOne(settings, "profile", profile.isPresent(), "api-key", apiKey.isPresent());
        onlyOne(settings, "profile", profile.isPresent(), "access-key-id", accessKey.isPresent());
        if (apiKey.isPresent()) {
            return at(settings, "api-key", () -> BedrockCredential.apiKey(apiKey.get()));
        }
        if (accessKey.isPresent() && secretKey.isPresent()) {
            return at(
                    settings,
                    "access-key-id",
                    () -> BedrockCredential.keys(
                            new AwsKeys(accessKey.get(), secretKey.get(), sessionToken.orElse(null))));
        }
        // one for the file, so that the search and its result are shared
        return profile.map(BedrockCredential::profile)
                .orElseGet(() -> shared.get(BedrockCredential.class, BedrockCredential::environment));
    }

    /** Nobody could tell which of two is meant. */
    private static void onlyOne(Settings settings, String second, boolean given, String first, boolean before) {
        if (given && before) {
            throw settings.problem(
                    second,
                    "is a second credential beside " + first
                            + ": keep one of api-key, access-key-id with its secret, and profile");
        }
    }

    private static Guardrail guardrail(Settings section) {
        String id = section.text("id");
        String version = section.text("version");
        Guardrail.@Nullable Trace trace =
                section.word("trace", Guardrail.Trace.class).orElse(null);
        return at(section, "", () -> new Guardrail(id, version, trace));
    }

    /** What the file declares, and where it is silent what the id tells. */
    private static Profile.Builder declared(Settings settings, Profile told) {
        Profile declared = settings.profile(told.id()).build();
        Profile.Builder profile = declared.toBuilder();
        return declared.model().isPresent()
                ? profile
                : profile.model(told.model().orElse(null));
    }

    private static void on(Settings settings, String key, Runnable set) {
        if (settings.flag(key).orElse(false)) {
            set.run();
        }
    }

    /** What is refused in code is wrong in the file: at this key. */
    private static <T> T at(Settings settings, String key, Supplier<T> make) {
        try {
            return make.get();
        } catch (ConfigException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw settings.problem(key, String.valueOf(e.getMessage()));
        }
    }
}
