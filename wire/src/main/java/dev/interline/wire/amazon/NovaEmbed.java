package dev.interline.wire.amazon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.Batching;
import dev.interline.Embedding;
import dev.interline.Notice;
import dev.interline.Profile;
import dev.interline.Purpose;
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
 * Amazon Nova Multimodal Embeddings, of texts, one a request. Source: "Using Nova multimodal embeddings" in the Amazon Nova
 * user guide.
 */
public final class NovaEmbed implements EmbeddingFormat {
    /** The format. */
    public static final EmbeddingFormat FORMAT = new NovaEmbed();

    private NovaEmbed() {}

    @Override
    public String name() {
        return "nova-embed";
    }

    @Override
    public Batching batching(Profile profile) {
        return Batching.SINGLE;
    }

    @Override
    public Encoded encode(EmbeddingTask task) {
        List<Notice> notices = new ArrayList<>();
        ObjectNode body = Json.object().put("taskType", "SINGLE_EMBEDDING");
        ObjectNode params = body.putObject("singleEmbeddingParams");
        params.put("embeddingPurpose", purpose(task.request().purpose(), notices));
        Integer dimensions = task.dimensionsAmong(3_072, 1_024, 384, 256);
        if (dimensions != null) {
            params.put("embeddingDimension", dimensions);
        }
        params.putObject("text")
                .put("truncationMode", task.request().truncate() ? "END" : "NONE")
                .put("value", task.request().texts().get(0));
        task.leaveOut(notices, false, true, false);
        return new Encoded(body, notices);
    }

    private static String purpose(@Nullable Purpose purpose, List<Notice> notices) {
        if (purpose == null) {
            notices.add(Notice.defaulted("purpose", "this model needs to know it; sent that of a document"));
            return "GENERIC_INDEX";
        }
        return switch (purpose) {
            case QUERY, QUESTION, FACT_CHECK, CODE_QUERY -> "TEXT_RETRIEVAL";
            case DOCUMENT -> "GENERIC_INDEX";
            case CLASSIFICATION -> "CLASSIFICATION";
            case CLUSTERING -> "CLUSTERING";
            case SIMILARITY -> {
                notices.add(Notice.mapped("purpose", "the nearest that this model knows is clustering"));
                yield "CLUSTERING";
            }
        };
    }

    @Override
    public Vectors decode(JsonNode answer, Function<String, @Nullable String> headers) {
        List<Embedding> vectors = new ArrayList<>();
        List<Notice> notices = new ArrayList<>();
        for (JsonNode item : answer.path("embeddings")) {
            vectors.add(Vectors.vector(item.path("embedding")));
            if (Json.count(item, "truncatedCharLength") > 0) {
                notices.add(Notice.mapped("truncate", "a text was too long and was cut"));
            }
        }
        Usage usage = Usage.builder().input(InvokeCount.input(headers)).build();
        return new Vectors(vectors, usage, "", notices);
    }
}
