package dev.interline.config;

/** What a deployment does. */
enum Kind {
    /** Answers in conversations; unless something else is said. */
    CHAT,
    /** Makes vectors of texts. */
    EMBEDDINGS
}
