package dev.interline.azure;

import dev.interline.Profile;
import dev.interline.wire.WireFormat;
import dev.interline.wire.anthropic.Messages;
import dev.interline.wire.openai.ChatCompletions;
import dev.interline.wire.openai.Responses;
import java.util.Locale;
import java.util.regex.Pattern;

/** What is spoken with a deployment. */
public enum AzureFormat {
    /** The Responses API: the default for OpenAI's models, and where nothing is declared. */
    RESPONSES(Responses.FORMAT),
    /** The Chat Completions API: the default for the models of other makers. */
    CHAT_COMPLETIONS(ChatCompletions.FORMAT),
    /** Anthropic's Messages API: the one that Claude has here. */
    MESSAGES(Messages.FORMAT);

    private static final Pattern OPENAI =
            Pattern.compile("(gpt-(?!oss).*|chatgpt.*|o\\d.*|codex.*|computer-use.*|model-router.*)");

    @SuppressWarnings("ImmutableEnumChecker") // formats are stateless
    private final WireFormat wire;

    AzureFormat(WireFormat wire) {
        this.wire = wire;
    }

    WireFormat wire() {
        return wire;
    }

    /** What the declared family speaks best. A deployment's name says nothing: the operator chose it. */
    static AzureFormat of(Profile profile) {
        String declared = profile.family().orElse("").toLowerCase(Locale.ROOT);
        String family = declared.substring(declared.lastIndexOf('/') + 1);
        if (family.startsWith("claude")) {
            return MESSAGES;
        }
        return family.isEmpty() || OPENAI.matcher(family).matches() ? RESPONSES : CHAT_COMPLETIONS;
    }
}
