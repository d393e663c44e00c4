package dev.interline.wire.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.Batching;
import dev.interline.Notice;
import dev.interline.Profile;
import dev.interline.Purpose;
import dev.interline.Usage;
import dev.interline.wire.EmbeddingFormat;
import dev.interline.wire.EmbeddingTask;
import dev.interline.wire.Encoded;
import dev.interline.wire.Json;
import dev.interline.wire.Vectors;
import dev.interline.wire.amazon.InvokeCount;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Cohere Embed, from version 3 on. The body names no model; a cloud that wants one says so in its dialect. Source: "Cohere
 * Embed v4" and "Cohere Embed v3" in the Bedrock user guide.
 */
public final class CohereEmbed implements EmbeddingFormat {
    /** The format. */
    public static final EmbeddingFormat FORMAT = new CohereEmbed();

    private static final Batching MOST = new Batching(96, Long.MAX_VALUE);

    private CohereEmbed() {}

    @Override
    public String name() {
        return "cohere-embed";
    }

    @Override
    public Batching batching(Profile profile) {
        return MOST;
    }

    @Override
    public Encoded encode(EmbeddingTask task) {
        List<Notice> notices = new ArrayList<>();
        ObjectNode body = Json.object();
        task.request().texts().forEach(body.putArray("texts")::add);
        body.put("input_type", inputType(task.request().purpose(), notices));
        body.put("truncate", task.request().truncate() ? "END" : "NONE");
        body.putArray("embedding_types").add("float");
        if (task.family().matches(".*embed-(english|multilingual).*")) {
            // the third version has one length, but for the light ones
            task.dimensionsAmong(task.family().contains("light") ? 384 : 1_024);
        } else {
            Integer dimensions = task.dimensionsAmong(1_536, 1_024, 512, 256);
            if (dimensions != null) {
                body.put("output_dimension", dimensions);
            }
        }
        task.leaveOut(notices, false, true, false);
        return new Encoded(body, notices);
    }

    private static String inputType(@Nullable Purpose purpose, List<Notice> notices) {
        if (purpose == null) {
            notices.add(Notice.defaulted("purpose", "this model needs to know it; sent that of a document"));
            return "search_document";
        }
        return switch (purpose) {
            case QUERY, QUESTION, FACT_CHECK, CODE_QUERY -> "search_query";
            case DOCUMENT -> "search_document";
            case CLASSIFICATION -> "classification";
            case CLUSTERING -> "clustering";
            case SIMILARITY -> {
                notices.add(Notice.mapped("purpose", "the nearest that this model knows is clustering"));
                yield "clustering";
            }
        };
    }

    @Override
    public Vectors decode(JsonNode answer, Function<String, @Nullable String> headers) {
        // by type where types are asked for; older versions answer with the list itself
        JsonNode embeddings = answer.path("embeddings");
        JsonNode list = embeddings.isObject() ? embeddings.path("float") : embeddings;
        JsonNode billed = answer.at("/meta/billed_units");
        long tokens = Json.count(billed, "input_tokens");
        Usage usage = Usage.builder()
                .input(tokens >= 0 ? tokens : InvokeCount.input(headers))
                .build();
        return Vectors.of(Vectors.list(list), usage);
    }
}
