package dev.interline.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.Batching;
import dev.interline.Embedding;
import dev.interline.Notice;
import dev.interline.Profile;
import dev.interline.Usage;
import dev.interline.error.UnreadableException;
import dev.interline.wire.EmbeddingFormat;
import dev.interline.wire.EmbeddingTask;
import dev.interline.wire.Encoded;
import dev.interline.wire.Json;
import dev.interline.wire.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Google's predict, as its older models that make vectors speak it. Source: "Text embeddings API" and "Get text embeddings"
 * of Google's documentation of Vertex AI.
 */
public final class Predict implements EmbeddingFormat {
    /** The format. */
    public static final EmbeddingFormat FORMAT = new Predict();

    /** Whatever the texts are, all of them together have no more tokens than this. */
    private static final Batching MOST = new Batching(250, 20_000);

    private Predict() {}

    @Override
    public String name() {
        return "vertex-predict";
    }

    /** The first Gemini Embedding was sold with one text a request; a model of which that is not true says so. */
    @Override
    public Batching batching(Profile profile) {
        String family = profile.family().orElse("").toLowerCase(Locale.ROOT);
        return family.startsWith("gemini-embedding") ? Batching.SINGLE : MOST;
    }

    @Override
    public Encoded encode(EmbeddingTask task) {
        List<Notice> notices = new ArrayList<>();
        ObjectNode body = Json.object();
        ArrayNode instances = body.putArray("instances");
        for (String text : task.request().texts()) {
            // snake case here, and in the parameters not
            ObjectNode instance = instances.addObject().put("content", text);
            if (task.request().purpose() != null) {
                instance.put("task_type", EmbeddingTaskType.of(task.request().purpose()));
            }
        }
        ObjectNode parameters = body.putObject("parameters");
        Integer dimensions = dimensions(task);
        if (dimensions != null) {
            parameters.put("outputDimensionality", dimensions);
        }
        // by itself the service cuts in silence
        parameters.put("autoTruncate", task.request().truncate());
        task.leaveOut(notices, false, true, false);
        return new Encoded(body, notices);
    }

    static @Nullable Integer dimensions(EmbeddingTask task) {
        String family = task.family();
        if (family.startsWith("gemini-embedding")) {
            return task.dimensionsUpTo(3_072);
        }
        return family.startsWith("text-embedding-") || family.startsWith("text-multilingual-embedding-")
                ? task.dimensionsUpTo(768)
                : task.dimensions();
    }

    static Notice cut() {
        return Notice.mapped("truncate", "a text was too long and was cut");
    }

    @Override
    public Vectors decode(JsonNode answer, Function<String, @Nullable String> headers) {
        JsonNode predictions = answer.path("predictions");
        if (!predictions.isArray()) {
            throw new UnreadableException("the answer has no list of vectors");
        }
        List<Embedding> vectors = new ArrayList<>();
        List<Notice> notices = new ArrayList<>();
        long tokens = 0;
        for (JsonNode prediction : predictions) {
            JsonNode embeddings = prediction.path("embeddings");
            vectors.add(Vectors.vector(embeddings.path("values")));
            JsonNode statistics = embeddings.path("statistics");
            long count = Json.count(statistics, "token_count");
            tokens = tokens < 0 || count < 0 ? -1 : tokens + count;
            if (statistics.path("truncated").asBoolean() && notices.isEmpty()) {
                notices.add(cut());
            }
        }
        return new Vectors(vectors, Usage.builder().input(tokens).build(), "", notices);
    }
}
