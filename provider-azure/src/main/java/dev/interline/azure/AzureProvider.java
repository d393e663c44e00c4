package dev.interline.azure;

import dev.interline.ChatModel;
import dev.interline.EmbeddingModel;
import dev.interline.config.Provider;
import dev.interline.config.Settings;
import dev.interline.config.Shared;
import dev.interline.wire.Transport;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Azure in a configuration file.
 *
 * <table>
 * <caption>Keys</caption>
 * <tr><th>key</th><th>meaning</th></tr>
 * <tr><td>{@code endpoint}</td><td>the address of the resource, as in {@link Azure#at}; required</td></tr>
 * <tr><td>{@code deployment}</td><td>the name of the deployment; required</td></tr>
 * <tr><td>{@code api-key}</td><td>a key of the resource; one credential is given, not two</td></tr>
 * <tr><td>{@code token}</td><td>a token of Entra ID, for a try: it is not renewed</td></tr>
 * <tr><td>{@code credential}</td><td>{@code entra} (see {@link AzureCredential#entra()}) or {@code environment}, the
 *     default (see {@link AzureCredential#environment()})</td></tr>
 * <tr><td>{@code scope}</td><td>the audience of tokens, with {@code credential: entra}</td></tr>
 * <tr><td>{@code kind}</td><td>{@code embeddings} for a model that makes vectors, which then may have {@code dimensions} and
 *     has no {@code format}</td></tr>
 * <tr><td>{@code format}</td><td>{@code responses}, {@code chat-completions} or {@code messages}; else the family
 *     decides</td></tr>
 * <tr><td>{@code api-version}</td><td>as in {@link Azure#apiVersion}</td></tr>
 * <tr><td>{@code headers}</td><td>more headers by name, as in {@link AzureModel#header}</td></tr>
 * <tr><td>{@code transport}</td><td>as in {@link Transport#of}</td></tr>
 * <tr><td>{@code allow-plain-http}</td><td>{@code true} as in {@link Azure#allowPlainHttp}</td></tr>
 * </table>
 *
 * <p>Beside them the keys that say what the model is ({@code model}, {@code family}, {@code reasons} and so on), which mean
 * the same for every provider.
 */
public final class AzureProvider implements Provider {
    private enum Credential {
        ENVIRONMENT,
        ENTRA
    }

    /** For the {@link java.util.ServiceLoader}. */
    public AzureProvider() {}

    @Override
    public String name() {
        return AzureCloud.NAME;
    }

    @Override
    public ChatModel open(Settings settings, Shared shared) {
        Azure azure = door(settings, shared);
        String deployment = settings.text("deployment");
        Optional<AzureFormat> format = settings.word("format", AzureFormat.class);
        UnaryOperator<AzureModel> known = known(settings);
        return at(
                settings,
                "",
                () -> azure.model(deployment, model -> {
                    format.ifPresent(model::format);
                    return known.apply(model);
                }));
    }

    @Override
    public EmbeddingModel openEmbeddings(Settings settings, Shared shared) {
        Azure azure = door(settings, shared);
        String deployment = settings.text("deployment");
        UnaryOperator<AzureModel> known = known(settings);
        return at(settings, "", () -> azure.embeddings(deployment, known));
    }

    private static UnaryOperator<AzureModel> known(Settings settings) {
        Map<String, String> headers = settings.map("headers");
        return model -> {
            model.profile(known -> settings.profile(known.build().id()));
            headers.forEach(model::header);
            return model;
        };
    }

    private static Azure door(Settings settings, Shared shared) {
        Azure azure = at(settings, "endpoint", () -> Azure.at(settings.text("endpoint")))
                .credential(credential(settings, shared.get(Ways.class, Ways::new)))
                .transport(Transport.of(settings, shared))
                .catalogue(shared.catalogue())
                .time(shared.time());
        shared.onClose(azure);
        settings.optional("api-version")
                .ifPresent(version -> at(settings, "api-version", () -> azure.apiVersion(version)));
        if (settings.flag("allow-plain-http").orElse(false)) {
            azure.allowPlainHttp();
        }
        shared.listing(settings, call -> azure.models().list(call));
        return azure;
    }

    private static AzureCredential credential(Settings settings, Ways ways) {
        Optional<String> key = settings.optional("api-key");
        Optional<String> token = settings.optional("token");
        Optional<String> scope = settings.optional("scope");
        Optional<Credential> credential = settings.word("credential", Credential.class);
        if (key.isPresent()) {
            if (!settings.isReplaced("api-key")) {
                onlyOne(settings, "token", token.isPresent(), "api-key");
                onlyOne(settings, "credential", credential.isPresent(), "api-key");
                onlyOne(settings, "scope", scope.isPresent(), "api-key");
            }
            return at(settings, "api-key", () -> AzureCredential.apiKey(key.get()));
        }
        if (token.isPresent()) {
            onlyOne(settings, "credential", credential.isPresent(), "token");
            onlyOne(settings, "scope", scope.isPresent(), "token");
            String fixed = token.get();
            return AzureCredential.bearer(() -> fixed);
        }
        if (credential.orElse(Credential.ENVIRONMENT) == Credential.ENTRA) {
            return scope.map(ways::entra).orElse(ways.entra);
        }
        if (scope.isPresent()) {
            throw settings.problem("scope", "is the audience of a token: add credential: entra, or leave it out");
        }
        return ways.environment;
    }

    /** Nobody could tell which of two is meant. */
    private static void onlyOne(Settings settings, String second, boolean given, String first) {
        if (given) {
            throw settings.problem(
                    second,
                    "is a second credential beside " + first + ": keep one of api-key, token, and credential"
                            + " with its scope");
        }
    }

    /** What is refused in code is wrong in the file: at this key. */
    private static <T> T at(Settings settings, String key, Supplier<T> make) {
        try {
            return make.get();
        } catch (IllegalArgumentException e) {
            throw settings.problem(key, String.valueOf(e.getMessage()));
        }
    }

    /** One of each for a file, so that its deployments share their tokens. */
    private static final class Ways {
        final AzureCredential environment = AzureCredential.environment();
        final AzureCredential entra = AzureCredential.entra();
        private final Map<String, AzureCredential> audiences = new ConcurrentHashMap<>();

        AzureCredential entra(String scope) {
            return audiences.computeIfAbsent(scope, AzureCredential::entra);
        }
    }
}
