package dev.interline.wire.gemini;

import dev.interline.Purpose;

/** Google's words for what vectors are for. Source: "Choose an embeddings task type" of Google's documentation. */
final class EmbeddingTaskType {
    private EmbeddingTaskType() {}

    static String of(Purpose purpose) {
        return switch (purpose) {
            case QUERY -> "RETRIEVAL_QUERY";
            case DOCUMENT -> "RETRIEVAL_DOCUMENT";
            case SIMILARITY -> "SEMANTIC_SIMILARITY";
            case CLASSIFICATION -> "CLASSIFICATION";
            case CLUSTERING -> "CLUSTERING";
            case QUESTION -> "QUESTION_ANSWERING";
            case FACT_CHECK -> "FACT_VERIFICATION";
            case CODE_QUERY -> "CODE_RETRIEVAL_QUERY";
        };
    }
}
