package dev.interline.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.interline.Embedding;
import dev.interline.testing.ScriptedEmbeddings;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Vectors, in the form of whichever format the request is in: each has a field for its texts that no other has. The vectors
 * are made of the words of a text, see {@link ScriptedEmbeddings#vector}.
 */
final class EmbeddingsScript implements WholeScript {
    private static final int OPENAI = 1_536;
    private static final int AMAZON = 1_024;
    private static final int GOOGLE = 768;

    @Override
    public JsonNode whole(Scene scene) {
        JsonNode asked = scene.asked();
        if (asked.has("inputText")) {
            Embedding vector =
                    vector(asked.path("inputText"), asked.path("dimensions").asInt(AMAZON));
            return Json.of(
                    "embedding",
                    numbers(vector),
                    "inputTextTokenCount",
                    scene.counts().input());
        }
        if (asked.has("singleEmbeddingParams")) {
            JsonNode params = asked.path("singleEmbeddingParams");
            Embedding vector = vector(
                    params.path("text").path("value"),
                    params.path("embeddingDimension").asInt(AMAZON));
            return Json.of("embeddings", Json.list(Json.of("embeddingType", "TEXT", "embedding", numbers(vector))));
        }
        if (asked.has("texts")) {
            List<JsonNode> vectors = new ArrayList<>();
            int dimensions = asked.path("output_dimension").asInt(AMAZON);
            asked.path("texts").forEach(text -> vectors.add(numbers(vector(text, dimensions))));
            return Json.of(
                    "id", scene.id("embed-"),
                    "response_type", "embeddings_by_type",
                    "embeddings", Json.of("float", Json.list(vectors)));
        }
        return asked.has("input") ? openAi(scene) : google(scene);
    }

    private static JsonNode openAi(Scene scene) {
        JsonNode asked = scene.asked();
        JsonNode input = asked.path("input").isArray()
                ? asked.path("input")
                : Json.list(asked.path("input").asText());
        boolean packed = asked.path("encoding_format").asText().equals("base64");
        List<JsonNode> data = new ArrayList<>();
        for (JsonNode text : input) {
            Embedding vector = vector(text, asked.path("dimensions").asInt(OPENAI));
            data.add(Json.of(
                    "object", "embedding", "index", data.size(), "embedding", packed ? pack(vector) : numbers(vector)));
        }
        int tokens = scene.counts().input();
        return Json.of(
                "object", "list",
                "data", Json.list(data),
                "model", scene.model(),
                "usage", Json.of("prompt_tokens", tokens, "total_tokens", tokens));
    }

    private static JsonNode google(Scene scene) {
        JsonNode asked = scene.asked();
        if (asked.has("content")) {
            Embedding vector = vector(
                    asked.at("/content/parts/0/text"),
                    asked.at("/embedContentConfig/outputDimensionality").asInt(GOOGLE));
            return Json.of(
                    "embedding", Json.of("values", numbers(vector)),
                    "usageMetadata", Json.of("promptTokenCount", scene.counts().input()),
                    "truncated", false);
        }
        List<JsonNode> predictions = new ArrayList<>();
        int dimensions = asked.at("/parameters/outputDimensionality").asInt(GOOGLE);
        for (JsonNode instance : asked.path("instances")) {
            String text = instance.path("content").asText();
            predictions.add(Json.of(
                    "embeddings",
                    Json.of(
                            "values", numbers(vector(instance.path("content"), dimensions)),
                            "statistics", Json.of("token_count", text.length() / 4 + 1, "truncated", false))));
        }
        return Json.of("predictions", Json.list(predictions));
    }

    private static Embedding vector(JsonNode text, int dimensions) {
        return ScriptedEmbeddings.vector(text.asText(), dimensions);
    }

    private static ArrayNode numbers(Embedding vector) {
        ArrayNode numbers = Json.list();
        for (float number : vector.vector()) {
            numbers.add(number);
        }
        return numbers;
    }

    private static String pack(Embedding vector) {
        ByteBuffer bytes =
                ByteBuffer.allocate(vector.dimensions() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector.vector());
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
