package dev.interline.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
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
 * OpenAI's embeddings. Its own models are asked for vectors in base64: a number takes 5 bytes so, some 20 in digits, and each
 * of 1,536 of them would have to be parsed. Other makers' models may not know it; an answer in digits is read all the same. Source: OpenAI's API specification "Create
 * embeddings", and its guide "Vector embeddings".
 */
public final class OpenAiEmbeddings implements EmbeddingFormat {
    /** The format. */
    public static final EmbeddingFormat FORMAT = new OpenAiEmbeddings();

    private static final Batching MOST = new Batching(2_048, 300_000);
    /** Cohere's own limit holds wherever its models are asked. */
    private static final int COHERE = 96;

    private OpenAiEmbeddings() {}

    @Override
    public String name() {
        return "openai-embeddings";
    }

    @Override
    public Batching batching(Profile profile) {
        return profile.family().orElse("").toLowerCase(Locale.ROOT).contains("cohere") ? MOST.atMost(COHERE) : MOST;
    }

    @Override
    public Encoded encode(EmbeddingTask task) {
        List<Notice> notices = new ArrayList<>();
        ObjectNode body = Json.object();
        body.put("model", task.profile().id().deployment());
        task.request().texts().forEach(body.putArray("input")::add);
        body.put("encoding_format", isOpenAis(task.family()) ? "base64" : "float");
        Integer dimensions = dimensions(task);
        if (dimensions != null) {
            body.put("dimensions", dimensions);
        }
        if (task.request().user() != null) {
            body.put("user", task.request().user());
        }
        task.leaveOut(notices, true, false, true);
        return new Encoded(body, notices);
    }

    private static boolean isOpenAis(String family) {
        return family.isEmpty() || family.startsWith("text-embedding-");
    }

    /** The oldest model has one length and does not know the field. */
    private static @Nullable Integer dimensions(EmbeddingTask task) {
        String family = task.family();
        if (family.startsWith("text-embedding-ada")) {
            task.dimensionsAmong(1_536);
            return null;
        }
        if (family.startsWith("text-embedding-3-small")) {
            return task.dimensionsUpTo(1_536);
        }
        return family.startsWith("text-embedding-3-large") ? task.dimensionsUpTo(3_072) : task.dimensions();
    }

    @Override
    public Vectors decode(JsonNode answer, Function<String, @Nullable String> headers) {
        JsonNode data = answer.path("data");
        if (!data.isArray()) {
            throw new UnreadableException("the answer has no list of vectors");
        }
        @Nullable Embedding[] places = new @Nullable Embedding[data.size()];
        for (int i = 0; i < places.length; i++) {
            JsonNode item = data.get(i);
            int place = item.path("index").asInt(i);
            if (place < 0 || place >= places.length || places[place] != null) {
                throw new UnreadableException("the vectors of the answer are not numbered one by one");
            }
            places[place] = Vectors.vector(item.path("embedding"));
        }
        List<Embedding> vectors = new ArrayList<>(places.length);
        for (Embedding vector : places) {
            if (vector != null) {
                vectors.add(vector);
            }
        }
        JsonNode counts = answer.path("usage");
        Usage.Builder usage = Usage.builder().input(Json.count(counts, "prompt_tokens"));
        if (counts.isObject()) {
            usage.vendor(() -> Json.compact(counts));
        }
        return new Vectors(vectors, usage.build(), Json.text(answer, "model"), List.of());
    }
}
