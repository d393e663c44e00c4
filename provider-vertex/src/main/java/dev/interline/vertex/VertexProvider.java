package dev.interline.vertex;

import dev.interline.ChatModel;
import dev.interline.EmbeddingModel;
import dev.interline.Profile;
import dev.interline.config.Provider;
import dev.interline.config.Settings;
import dev.interline.config.Shared;
import dev.interline.wire.Transport;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Vertex AI in a configuration file.
 *
 * <table>
 * <caption>Keys</caption>
 * <tr><th>key</th><th>meaning</th></tr>
 * <tr><td>{@code project}, {@code location}</td><td>as in {@link Vertex#of}; required, but for express mode</td></tr>
 * <tr><td>{@code express}</td><td>{@code true} for express mode, with {@code api-key}, without project and location</td></tr>
 * <tr><td>{@code model-id}</td><td>the model's name as in {@link Vertex#model(String)}; where it is missing, {@code model}
 *     is that name</td></tr>
 * <tr><td>{@code api-key}</td><td>an API key; one credential is given, not two</td></tr>
 * <tr><td>{@code token}</td><td>an access token, for a try: it is not renewed</td></tr>
 * <tr><td>{@code credentials-file}</td><td>as in {@link VertexCredential#file}; without any of the credentials,
 *     {@link VertexCredential#applicationDefault()} is used</td></tr>
 * <tr><td>{@code quota-project}</td><td>as in {@link Vertex#quotaProject}</td></tr>
 * <tr><td>{@code kind}</td><td>{@code embeddings} for a model that makes vectors, which then may have {@code dimensions} and
 *     has no {@code format}</td></tr>
 * <tr><td>{@code format}</td><td>{@code generate-content}, {@code messages}, {@code chat-completions} or
 *     {@code responses}; else the model's maker decides</td></tr>
 * <tr><td>{@code long-decode}</td><td>how many requests one answer may take, as in {@link VertexModel#longDecode}</td>
 *     </tr>
 * <tr><td>{@code api-version}</td><td>as in {@link Vertex#apiVersion}</td></tr>
 * <tr><td>{@code endpoint}, {@code allow-plain-http}</td><td>another address than Google's public one</td></tr>
 * <tr><td>{@code transport}</td><td>as in {@link Transport#of}</td></tr>
 * <tr><td>{@code headers}</td><td>more headers by name, as in {@link VertexModel#header}</td></tr>
 * </table>
 *
 * <p>Beside them the keys that say what the model is ({@code model}, {@code family}, {@code reasons} and so on), which mean
 * the same for every provider.
 */
public final class VertexProvider implements Provider {
    /** For the {@link java.util.ServiceLoader}. */
    public VertexProvider() {}

    @Override
    public String name() {
        return VertexCloud.NAME;
    }

    @Override
    public ChatModel open(Settings settings, Shared shared) {
        Vertex vertex = opened(settings, shared);
        String name = name(settings);
        Optional<VertexFormat> format = settings.word("format", VertexFormat.class);
        OptionalInt rounds = settings.integer("long-decode");
        UnaryOperator<VertexModel> known = known(settings);
        return at(
                settings,
                "",
                () -> vertex.model(name, model -> {
                    format.ifPresent(model::format);
                    rounds.ifPresent(count -> at(settings, "long-decode", () -> model.longDecode(count)));
                    return known.apply(model);
                }));
    }

    @Override
    public EmbeddingModel openEmbeddings(Settings settings, Shared shared) {
        Vertex vertex = opened(settings, shared);
        String name = name(settings);
        UnaryOperator<VertexModel> known = known(settings);
        return at(settings, "", () -> vertex.embeddings(name, known));
    }

    private static String name(Settings settings) {
        return settings.optional("model-id")
                .or(() -> settings.optional("model"))
                .orElseThrow(() ->
                        settings.problem("model-id", "is missing: write the model's id, such as gemini-3.6-flash"));
    }

    private static UnaryOperator<VertexModel> known(Settings settings) {
        boolean declared = settings.optional("model-id").isPresent();
        Map<String, String> headers = settings.map("headers");
        return model -> {
            model.profile(known -> profile(settings, known.build(), declared));
            headers.forEach(model::header);
            return model;
        };
    }

    private static Vertex opened(Settings settings, Shared shared) {
        Vertex vertex = door(settings, shared.get(Ways.class, Ways::new))
                .transport(Transport.of(settings, shared))
                .catalogue(shared.catalogue())
                .time(shared.time());
        shared.onClose(vertex);
        settings.optional("quota-project")
                .ifPresent(project -> at(settings, "quota-project", () -> vertex.quotaProject(project)));
        settings.optional("api-version")
                .ifPresent(version -> at(settings, "api-version", () -> vertex.apiVersion(version)));
        settings.optional("endpoint").ifPresent(address -> at(settings, "endpoint", () -> vertex.endpoint(address)));
        if (settings.flag("allow-plain-http").orElse(false)) {
            vertex.allowPlainHttp();
        }
        shared.listing(settings, call -> vertex.models().list(call));
        return vertex;
    }

    /** What the file declares, and where it is silent what the name tells. */
    private static Profile.Builder profile(Settings settings, Profile told, boolean declaresModel) {
        Profile declared = settings.profile(told.id()).build();
        Profile.Builder profile = declared.toBuilder();
        if (!declaresModel || declared.model().isEmpty()) {
            profile.model(told.model().orElse(null));
        }
        return declared.region().isPresent()
                ? profile
                : profile.region(told.region().orElse(null));
    }

    private static Vertex door(Settings settings, Ways ways) {
        Optional<String> project = settings.optional("project");
        Optional<String> location = settings.optional("location");
        if (settings.flag("express").orElse(false)) {
            if (project.isPresent() || location.isPresent()) {
                throw settings.problem("express", "goes without project and location: remove these, or express");
            }
            String key = settings.optional("api-key")
                    .orElseThrow(() -> settings.problem("api-key", "is missing: express mode needs one"));
            if (!settings.isReplaced("api-key")) {
                onlyOne(settings, "token", settings.optional("token").isPresent(), "api-key");
                onlyOne(
                        settings,
                        "credentials-file",
                        settings.optional("credentials-file").isPresent(),
                        "api-key");
            }
            return at(settings, "api-key", () -> Vertex.express(key));
        }
        String in = project.orElseThrow(
                () -> settings.problem("project", "is missing: write the id of the Google Cloud project"));
        String where = location.orElseThrow(() -> settings.problem(
                "location",
                "is missing: write global, which has every model but promises nothing about where data stays, or us, eu or "
                        + "a region such as europe-west4"));
        return at(settings, "", () -> Vertex.of(in, where)).credential(credential(settings, ways));
    }

    private static VertexCredential credential(Settings settings, Ways ways) {
        Optional<String> key = settings.optional("api-key");
        Optional<String> token = settings.optional("token");
        Optional<String> file = settings.optional("credentials-file");
        if (key.isPresent()) {
            if (!settings.isReplaced("api-key")) {
                onlyOne(settings, "token", token.isPresent(), "api-key");
                onlyOne(settings, "credentials-file", file.isPresent(), "api-key");
            }
            return at(settings, "api-key", () -> VertexCredential.apiKey(key.get()));
        }
        if (token.isPresent()) {
            onlyOne(settings, "credentials-file", file.isPresent(), "token");
            String fixed = token.get();
            return VertexCredential.bearer(() -> fixed);
        }
        return file.map(ways::file).orElse(ways.applicationDefault);
    }

    /** Nobody could tell which of two is meant. */
    private static void onlyOne(Settings settings, String second, boolean given, String first) {
        if (given) {
            throw settings.problem(
                    second,
                    "is a second credential beside " + first + ": keep one of api-key, token and credentials-file");
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
        final VertexCredential applicationDefault = VertexCredential.applicationDefault();
        private final Map<String, VertexCredential> files = new ConcurrentHashMap<>();

        VertexCredential file(String path) {
            return files.computeIfAbsent(path, file -> VertexCredential.file(Path.of(file)));
        }
    }
}
