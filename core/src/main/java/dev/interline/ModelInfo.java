package dev.interline;

import java.util.Map;

/**
 * A model in a {@link ModelListing}.
 *
 * @param id what it is asked for by
 * @param owner who made it or who sells it, in the vendor's word; empty when it is not said
 * @param use what it does
 * @param details what else the vendor says of it, by the vendor's own field names, each a JSON value as text
 */
public record ModelInfo(String id, String owner, Use use, Map<String, String> details) {

    /** What a model does. */
    public enum Use {
        /** Answers in a conversation. */
        CHAT,
        /** Makes vectors of texts. */
        EMBEDDINGS,
        /** Something else, such as images. */
        OTHER,
        /** It is not said. */
        UNKNOWN
    }

    /** Copies the map. */
    public ModelInfo {
        if (id.isBlank()) {
            throw new IllegalArgumentException("a model is listed by its id");
        }
        details = Map.copyOf(details);
    }
}
