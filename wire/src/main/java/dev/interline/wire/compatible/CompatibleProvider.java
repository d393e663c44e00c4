package dev.interline.wire.compatible;

import dev.interline.ChatModel;
import dev.interline.Profile;
import dev.interline.config.Provider;
import dev.interline.config.Settings;
import dev.interline.config.Shared;
import dev.interline.wire.Transport;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A service in the manner of OpenAI in a configuration file, as {@code provider: openai-compatible}.
 *
 * <table>
 * <caption>Keys</caption>
 * <tr><th>key</th><th>meaning</th></tr>
 * <tr><td>{@code endpoint}</td><td>the base address, as in {@link OpenAiCompatible#at}; required</td></tr>
 * <tr><td>{@code model-id}</td><td>the model as the service calls it; where it is missing, {@code model} is that name</td>
 *     </tr>
 * <tr><td>{@code api-key}</td><td>a key; without it none is sent</td></tr>
 * <tr><td>{@code format}</td><td>{@code chat-completions}, the default, or {@code responses}</td></tr>
 * <tr><td>{@code headers}</td><td>more headers by name, as in {@link CompatibleModel#header}</td></tr>
 * <tr><td>{@code allow-plain-http}</td><td>{@code true} as in {@link OpenAiCompatible#allowPlainHttp}</td></tr>
 * <tr><td>{@code transport}</td><td>as in {@link Transport#of}</td></tr>
 * </table>
 *
 * <p>Beside them the keys that say what the model is ({@code model}, {@code family}, {@code reasons} and so on), which mean
 * the same for every provider.
 */
public final class CompatibleProvider implements Provider {
    /** For the {@link java.util.ServiceLoader}. */
    public CompatibleProvider() {}

    @Override
    public String name() {
        return CompatibleCloud.NAME;
    }

    @Override
    public ChatModel open(Settings settings, Shared shared) {
        OpenAiCompatible service = at(settings, "endpoint", () -> OpenAiCompatible.at(settings.text("endpoint")))
                .transport(Transport.of(settings, shared))
                .catalogue(shared.catalogue())
                .time(shared.time());
        shared.onClose(service);
        settings.optional("api-key").ifPresent(key -> at(settings, "api-key", () -> service.apiKey(key)));
        if (settings.flag("allow-plain-http").orElse(false)) {
            service.allowPlainHttp();
        }
        shared.listing(settings, call -> service.models().list(call));
        Optional<String> id = settings.optional("model-id");
        String name = id.or(() -> settings.optional("model"))
                .orElseThrow(() -> settings.problem("model-id", "is missing: write what the service calls the model"));
        Optional<CompatibleFormat> format = settings.word("format", CompatibleFormat.class);
        Map<String, String> headers = settings.map("headers");
        return at(
                settings,
                "",
                () -> service.model(name, model -> {
                    model.profile(known -> profile(settings, known.build()));
                    format.ifPresent(model::format);
                    headers.forEach(model::header);
                    return model;
                }));
    }

    /** What the file declares, and where it is silent what the name tells. */
    private static Profile.Builder profile(Settings settings, Profile told) {
        Profile declared = settings.profile(told.id()).build();
        return declared.model().isPresent()
                ? declared.toBuilder()
                : declared.toBuilder().model(told.model().orElse(null));
    }

    /** What is refused in code is wrong in the file: at this key. */
    private static <T> T at(Settings settings, String key, Supplier<T> make) {
        try {
            return make.get();
        } catch (IllegalArgumentException e) {
            throw settings.problem(key, String.valueOf(e.getMessage()));
        }
    }
}
