package dev.interline.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.Batching;
import dev.interline.Notice;
import dev.interline.Profile;
import dev.interline.Usage;
import dev.interline.wire.EmbeddingFormat;
import dev.interline.wire.EmbeddingTask;
import dev.interline.wire.Encoded;
import dev.interline.wire.Json;
import dev.interline.wire.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Google's embedContent, from the second Gemini Embedding on, one text a request. Source: EmbedContentRequest in the protocol
 * definition {@code prediction_service} of the Vertex AI API.
 */
public final class EmbedContent implements EmbeddingFormat {
    /** The format. */
    public static final EmbeddingFormat FORMAT = new EmbedContent();

    private EmbedContent() {}

    @Override
    public String name() {
        return "gemini-embed-content";
    }

    @Override
    public Batching batching(Profile profile) {
        return Batching.SINGLE;
    }

    @Override
    public Encoded encode(EmbeddingTask task) {
        List<Notice> notices = new ArrayList<>();
        ObjectNode body = Json.object();
        body.putObject("content")
                .putArray("parts")
                .addObject()
                .put("text", task.request().texts().get(0));
        ObjectNode config = body.putObject("embedContentConfig");
        if (task.request().purpose() != null) {
            config.put("taskType", EmbeddingTaskType.of(task.request().purpose()));
        }
        Integer dimensions = Predict.dimensions(task);
        if (dimensions != null) {
            config.put("outputDimensionality", dimensions);
        }
        // by itself the service cuts in silence
        config.put("autoTruncate", task.request().truncate());
        task.leaveOut(notices, false, true, false);
        return new Encoded(body, notices);
    }

    @Override
    public Vectors decode(JsonNode answer, Function<String, @Nullable String> headers) {
        JsonNode counts = answer.path("usageMetadata");
        Usage.Builder usage = Usage.builder().input(Json.count(counts, "promptTokenCount"));
        if (counts.isObject()) {
            usage.vendor(() -> Json.compact(counts));
        }
        List<Notice> notices = answer.path("truncated").asBoolean() ? List.of(Predict.cut()) : List.of();
        return new Vectors(List.of(Vectors.vector(answer.at("/embedding/values"))), usage.build(), "", notices);
    }
}
