package dev.interline;

import dev.interline.error.ChatException;
import java.util.List;

/**
 * Something that makes vectors of texts: a model on a cloud, or a script in a test. Implementations are thread-safe.
 *
 * <p>Implement the three abstract methods; the others are shorthands that nobody overrides.
 *
 * <pre>{@code
 * List<Embedding> stored = embeddings
 *         .embed(EmbeddingRequest.builder()
 *                 .texts(documents)
 *                 .purpose(Purpose.DOCUMENT)
 *                 .build())
 *         .embeddings();
 * Embedding asked = embeddings
 *         .embed(EmbeddingRequest.builder()
 *                 .text(question)
 *                 .purpose(Purpose.QUERY)
 *                 .build())
 *         .embeddings()
 *         .get(0);
 * double alike = asked.similarity(stored.get(0)); // 1 for the same direction
 * }</pre>
 */
public interface EmbeddingModel {

    /** Who would answer, and what is known of it; above all its model and its dimensions, which must not change. */
    Profile profile();

    /**
     * How much one request of the vendor takes. A model that is given more splits it and asks several times; whoever wants
     * to repeat or to move single parts splits it first, with {@link Batching#split}.
     */
    Batching batching();

    /**
     * Makes a vector of each text, in their order. A request that is larger than {@link #batching()} is asked in parts, one
     * after the other: either all texts have their vector, or the call fails as its first failed part did, and the trail
     * tells which parts had been answered.
     *
     * @throws ChatException when there is no answer; of kind UNSUPPORTED when the model does not have the dimensions that
     *     are asked for
     */
    EmbeddingResponse embed(EmbeddingRequest request, CallContext context);

    /** Asks without limits of its own. */
    default EmbeddingResponse embed(EmbeddingRequest request) {
        return embed(request, CallContext.create());
    }

    /** Makes vectors of these texts. */
    default EmbeddingResponse embed(List<String> texts) {
        return embed(EmbeddingRequest.builder().texts(texts).build());
    }

    /** Makes vectors of these texts. */
    default EmbeddingResponse embed(String... texts) {
        return embed(EmbeddingRequest.of(texts));
    }
}
