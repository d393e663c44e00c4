package dev.interline.vertex;

import dev.interline.wire.BaseUrl;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where Vertex AI is asked: the host and the path of one location must agree, so both are made here. Sources: "Locations"
 * and "Deployments and endpoints" of the Google Cloud documentation of Vertex AI (now Gemini Enterprise Agent Platform).
 *
 * @param base what paths are appended to
 * @param version the version in them, such as {@code v1}
 * @param project null in express mode
 * @param location null in express mode
 */
record Site(
        BaseUrl base,
        String version,
        @Nullable String project,
        @Nullable String location) {
    private static final Pattern PROJECT = Pattern.compile("[a-z0-9][a-z0-9.:-]*");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern REGION = Pattern.compile("(?=.{1,40}$)[a-z]+-[a-z]+\\d{1,2}");
    private static final String GLOBAL = "aiplatform.googleapis.com";

    /**
     * Checks a project's id or number.
     *
     * @throws IllegalArgumentException when it cannot be one, saying what to write
     */
    static String project(String project) {
        String id = project == null ? "" : project.strip();
        if (!PROJECT.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    id.isEmpty()
                            ? "project is blank: write the id of the Google Cloud project"
                            : "\"" + id
                                    + "\" is no project: write its id or number, of lower-case letters, digits and -");
        }
        return id;
    }

    /**
     * Checks a location's name.
     *
     * @throws IllegalArgumentException when it cannot be one, saying what to write
     */
    static String location(String location) {
        String name = location == null ? "" : location.strip();
        if (name.isEmpty()) {
            throw new IllegalArgumentException(
                    "location is blank: write global, which has every model but promises nothing "
                            + "about where data stays, or us, eu or a region such as europe-west4");
        }
        if (!LABEL.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" is no location: write global, us, eu or a region such as " + "europe-west4");
        }
        return name;
    }

    /**
     * The public host of a location.
     *
     * @throws IllegalArgumentException when it has none that is known
     */
    static BaseUrl host(@Nullable String location) {
        String host;
        if (location == null || location.equals("global")) {
            host = GLOBAL;
        } else if (location.equals("us") || location.equals("eu")) {
            host = "aiplatform." + location + ".rep.googleapis.com";
        } else if (REGION.matcher(location).matches()) {
            host = location + "-" + GLOBAL;
        } else {
            throw new IllegalArgumentException("location \"" + location
                    + "\" has no host that is known: write global, us, eu or a region such as europe-west4, or give the "
                    + "address with endpoint(...)");
        }
        return new BaseUrl("https", host, -1, "");
    }

    /** The beginning of every path. */
    private String root() {
        String path = "/" + version;
        return project == null ? path : path + "/projects/" + project + "/locations/" + location;
    }

    /**
     * The address of a model.
     *
     * @throws IllegalArgumentException when the model cannot be spoken to like this
     */
    String of(VertexFormat format, ModelName name, boolean streaming) {
        return base
                + root()
                + switch (format) {
                    case GENERATE_CONTENT ->
                        resource(name, "google") + (streaming ? ":streamGenerateContent?alt=sse" : ":generateContent");
                    case MESSAGES -> resource(name, "anthropic") + raw(streaming);
                    case CHAT_COMPLETIONS -> {
                        if (name.isMistral()) {
                            yield resource(name, "mistralai") + raw(streaming);
                        }
                        yield (name.isEndpoint() ? resource(name, "") : "/endpoints/openapi") + "/chat/completions";
                    }
                    case RESPONSES -> "/publishers/openai/v1/responses";
                };
    }

    /**
     * The address at which a model makes vectors.
     *
     * @param operation such as {@code :predict}, or {@code /embeddings} for the models of other makers
     */
    String embeddings(ModelName name, String operation) {
        boolean openAi = operation.startsWith("/");
        return base + root() + (openAi ? "/endpoints/openapi" : resource(name, name.publisher())) + operation;
    }

    /** The address at which tokens of a model are counted. */
    String count(VertexFormat format, ModelName name) {
        return base
                + root()
                + (format == VertexFormat.MESSAGES
                        ? "/publishers/anthropic/models/count-tokens:rawPredict"
                        : resource(name, "google") + ":countTokens");
    }

    /** The address at which published models are listed; the version is the only one that has them. */
    String models() {
        return base + "/v1beta1/publishers/*/models";
    }

    private static String resource(ModelName name, String publisher) {
        return name.isEndpoint()
                ? "/endpoints/" + name.model()
                : "/publishers/" + publisher + "/models/" + name.model();
    }

    private static String raw(boolean streaming) {
        return streaming ? ":streamRawPredict" : ":rawPredict";
    }
}
