package dev.interline.testkit.contract;

/** What a dialect may lack without failing the contract. */
public enum Trait {
    /** A schema for the answer is sent to the cloud. */
    STRUCTURED_OUTPUT,
    /** Images are taken. */
    IMAGES,
    /** Thoughts of the model are shown. */
    THINKING,
    /** A refusal by the model itself has a stop reason or a part of its own. */
    REFUSAL,
    /** A content filter of the cloud is told from a refusal of the model. */
    FILTER,
    /** A prompt that the cloud's filter stops is told from other bad requests. */
    BLOCKED_PROMPT,
    /** How many tokens of the prompt came from a cache is told. */
    CACHED_USAGE,
    /** Answers carry an id of the request. */
    REQUEST_ID
}
