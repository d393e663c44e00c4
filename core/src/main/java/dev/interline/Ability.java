package dev.interline;

/** Something that a model or its place can or cannot do. What is unknown is tried. */
public enum Ability {
    /** Answers as a stream. */
    STREAM,
    /** Calls tools in streams as well. */
    STREAMED_TOOLS,
    /** Reports log probabilities in streams as well. */
    STREAMED_LOG_PROBABILITIES,
    /** Calls tools. */
    TOOLS,
    /** Calls several tools in one answer. */
    PARALLEL_TOOLS,
    /** Keeps to a JSON schema by itself. */
    STRUCTURED_OUTPUT,
    /** Looks at images. */
    IMAGES,
    /** Reads documents such as PDF. */
    DOCUMENTS,
    /** Listens. */
    AUDIO,
    /** Watches films. */
    VIDEO,
    /** Goes on from the beginning of an answer that the request ends with. */
    PREFILL
}
