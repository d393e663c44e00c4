package dev.interline;

/** Who speaks in a {@link Message}. The system prompt is no message: it stands in {@link ChatRequest#system()}. */
public enum Role {
    /** The person or program that asks. */
    USER,
    /** The model. */
    ASSISTANT,
    /** The results of tools that the model called in the message before. */
    TOOL
}
