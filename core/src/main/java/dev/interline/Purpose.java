package dev.interline;

/**
 * What the vectors of an {@link EmbeddingRequest} are for. Models that know it put questions and the documents that answer
 * them close together, so ask with {@link #QUERY} in what was stored with {@link #DOCUMENT}.
 */
public enum Purpose {
    /** A search: what somebody looks for. */
    QUERY,
    /** What is stored to be found by a {@link #QUERY}. */
    DOCUMENT,
    /** Texts that are compared with each other. */
    SIMILARITY,
    /** Texts that a classifier sorts. */
    CLASSIFICATION,
    /** Texts that are put into groups. */
    CLUSTERING,
    /** A question, looked for in documents that answer it. */
    QUESTION,
    /** A claim, looked for in documents that bear it out or refute it. */
    FACT_CHECK,
    /** Words that describe code, looked for in code that was stored with {@link #DOCUMENT}. */
    CODE_QUERY
}
