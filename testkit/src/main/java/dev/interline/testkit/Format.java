package dev.interline.testkit;

/** The five wire formats, each with the writer that speaks it. */
enum Format {
    CHAT(new ChatScript()),
    RESPONSES(new ResponsesScript()),
    MESSAGES(new MessagesScript()),
    CONVERSE(new ConverseScript()),
    GEMINI(new GeminiScript());

    @SuppressWarnings("ImmutableEnumChecker") // scripts hold no state
    private final Script script;

    Format(Script script) {
        this.script = script;
    }

    Script script() {
        return script;
    }
}
