package dev.interline.vertex;

import dev.interline.wire.WireFormat;
import dev.interline.wire.anthropic.Messages;
import dev.interline.wire.gemini.GenerateContent;
import dev.interline.wire.openai.ChatCompletions;
import dev.interline.wire.openai.Responses;

/** What may be spoken to a model on Vertex AI. */
public enum VertexFormat {
    /** Google's own: the default for Gemini and for tuned endpoints. */
    GENERATE_CONTENT(GenerateContent.FORMAT),
    /** Anthropic's Messages, through rawPredict: the one that Claude has here. */
    MESSAGES(Messages.FORMAT),
    /** OpenAI's Chat Completions: for open models, Mistral and self-deployed endpoints. */
    CHAT_COMPLETIONS(ChatCompletions.FORMAT),
    /** OpenAI's Responses: for OpenAI's own models. */
    RESPONSES(Responses.FORMAT);

    @SuppressWarnings("ImmutableEnumChecker") // formats are stateless
    private final WireFormat wire;

    VertexFormat(WireFormat wire) {
        this.wire = wire;
    }

    WireFormat wire() {
        return wire;
    }
}
