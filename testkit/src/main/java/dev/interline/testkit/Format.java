package dev.interline.testkit;

/** The five wire formats, and what else is asked of the same clouds, each with the writer that speaks it. */
enum Format {
    CHAT(new ChatScript()),
    RESPONSES(new ResponsesScript()),
    MESSAGES(new MessagesScript()),
    CONVERSE(new ConverseScript()),
    GEMINI(new GeminiScript()),
    EMBEDDINGS(new EmbeddingsScript()),
    COUNT(new CountScript()),
    MODELS(new ModelsScript());

    @SuppressWarnings("ImmutableEnumChecker") // scripts hold no state
    private final Script script;

    Format(Script script) {
        this.script = script;
    }

    /** Whether it is spoken in conversations. */
    boolean chats() {
        return switch (this) {
            case CHAT, RESPONSES, MESSAGES, CONVERSE, GEMINI -> true;
            case EMBEDDINGS, COUNT, MODELS -> false;
        };
    }

    Script script() {
        return script;
    }
}
