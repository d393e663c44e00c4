package dev.interline.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.Embedding;
import dev.interline.Notice;
import dev.interline.Usage;
import dev.interline.error.Failure;
import dev.interline.error.UnreadableException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * What one answer holds.
 *
 * @param embeddings in the order of the texts
 * @param usage tokens
 * @param servedModel the model that the vendor says it used; empty when it does not say
 * @param notices what the vendor did differently from what was asked
 */
public record Vectors(List<Embedding> embeddings, Usage usage, String servedModel, List<Notice> notices) {
    /** Copies the lists. */
    public Vectors {
        embeddings = List.copyOf(embeddings);
        notices = List.copyOf(notices);
    }

    /** Vectors and tokens alone. */
    public static Vectors of(List<Embedding> embeddings, Usage usage) {
        return new Vectors(embeddings, usage, "", List.of());
    }

    /**
     * A vector as an array of numbers, or as the same in base64: four bytes a number, the lowest first.
     *
     * @throws UnreadableException when it is neither
     */
    public static Embedding vector(JsonNode node) {
        return node.isTextual() ? packed(node.textValue()) : listed(node);
    }

    private static Embedding listed(JsonNode node) {
        if (!node.isArray() || node.isEmpty()) {
            throw new UnreadableException("a vector of the answer is no list of numbers");
        }
        float[] vector = new float[node.size()];
        for (int i = 0; i < vector.length; i++) {
            JsonNode number = node.get(i);
            if (!number.isNumber()) {
                throw new UnreadableException("a vector of the answer holds something else than numbers");
            }
            vector[i] = number.floatValue();
        }
        return Embedding.of(vector);
    }

    private static Embedding packed(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new UnreadableException("a vector of the answer is no base64", Failure.NONE, e);
        }
        if (bytes.length == 0 || bytes.length % Float.BYTES != 0) {
            throw new UnreadableException("a vector of the answer is cut");
        }
        float[] vector = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        return Embedding.of(vector);
    }

    /**
     * The vectors of a list.
     *
     * @throws UnreadableException when it is none
     */
    public static List<Embedding> list(JsonNode vectors) {
        if (!vectors.isArray()) {
            throw new UnreadableException("the answer has no list of vectors");
        }
        List<Embedding> list = new ArrayList<>(vectors.size());
        for (JsonNode vector : vectors) {
            list.add(vector(vector));
        }
        return list;
    }
}
