package dev.interline.wire.amazon;

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

/** Amazon Titan Text Embeddings, one text a request. Source: "Amazon Titan Embeddings Text" in the Bedrock user guide. */
public final class TitanEmbed implements EmbeddingFormat {
    /** The format. */
    public static final EmbeddingFormat FORMAT = new TitanEmbed();

    private TitanEmbed() {}

    @Override
    public String name() {
        return "titan-embed";
    }

    @Override
    public Batching batching(Profile profile) {
        return Batching.SINGLE;
    }

    @Override
    public Encoded encode(EmbeddingTask task) {
        List<Notice> notices = new ArrayList<>();
        ObjectNode body = Json.object();
        body.put("inputText", task.request().texts().get(0));
        if (isFirst(task.family())) {
            // has one length, and takes no other field
            task.dimensionsAmong(1_536);
        } else {
            Integer dimensions = task.dimensionsAmong(1_024, 512, 256);
            if (dimensions != null) {
                body.put("dimensions", dimensions);
            }
        }
        task.leaveOut(notices, true, true, true);
        return new Encoded(body, notices);
    }

    private static boolean isFirst(String family) {
        return family.startsWith("titan-embed-text-v1") || family.startsWith("titan-embed-g1");
    }

    @Override
    public Vectors decode(JsonNode answer, Function<String, @Nullable String> headers) {
        long tokens = Json.count(answer, "inputTextTokenCount");
        Usage usage = Usage.builder()
                .input(tokens >= 0 ? tokens : InvokeCount.input(headers))
                .build();
        return Vectors.of(List.of(Vectors.vector(answer.path("embedding"))), usage);
    }
}
