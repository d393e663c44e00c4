package dev.interline.bedrock;

import dev.interline.wire.WireFormat;
import dev.interline.wire.anthropic.Messages;
import dev.interline.wire.converse.Converse;
import dev.interline.wire.openai.ChatCompletions;
import dev.interline.wire.openai.Responses;

/** What may be spoken to a model on Bedrock. Which model takes which is in its card in the AWS user guide. */
public enum BedrockFormat {
    /** AWS's own for every model; the default, and the only one with guardrails for any model. */
    CONVERSE(Converse.FORMAT),
    /** OpenAI's Responses. On bedrock-runtime it takes no application inference profiles and no guardrails. */
    RESPONSES(Responses.FORMAT),
    /** OpenAI's Chat Completions. */
    CHAT_COMPLETIONS(ChatCompletions.FORMAT),
    /** Anthropic's Messages, at the route of that shape. */
    MESSAGES(Messages.FORMAT),
    /** Anthropic's Messages through InvokeModel, for Claude on bedrock-runtime. */
    INVOKE(Messages.FORMAT);

    @SuppressWarnings("ImmutableEnumChecker") // formats are stateless
    private final WireFormat wire;

    BedrockFormat(WireFormat wire) {
        this.wire = wire;
    }

    WireFormat wire() {
        return wire;
    }

    /** Whether its path holds the model, and its streams are AWS's. */
    boolean isNative() {
        return this == CONVERSE || this == INVOKE;
    }
}
