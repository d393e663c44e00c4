package dev.interline.wire.compatible;

import dev.interline.wire.WireFormat;
import dev.interline.wire.openai.ChatCompletions;
import dev.interline.wire.openai.Responses;

/** What is spoken with a service in the manner of OpenAI. */
public enum CompatibleFormat {
    /** Chat Completions, which all of them have. */
    CHAT_COMPLETIONS(ChatCompletions.FORMAT, "/chat/completions"),
    /** Responses, for those that have it. */
    RESPONSES(Responses.FORMAT, "/responses");

    @SuppressWarnings("ImmutableEnumChecker") // formats are stateless
    private final WireFormat wire;

    private final String path;

    CompatibleFormat(WireFormat wire, String path) {
        this.wire = wire;
        this.path = path;
    }

    WireFormat wire() {
        return wire;
    }

    String path() {
        return path;
    }
}
