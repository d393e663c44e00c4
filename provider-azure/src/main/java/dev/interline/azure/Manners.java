package dev.interline.azure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.error.UnsupportedException;
import dev.interline.wire.Adjust;
import dev.interline.wire.Json;
import dev.interline.wire.Outgoing;
import java.util.Map;

/**
 * The small differences of Azure. Sources: "Deploy and use Claude models in Microsoft
 * Foundry" and the REST specification's AzureCreateChatCompletionRequest.
 */
final class Manners {
    private static final String ANTHROPIC_VERSION = "2023-06-01";

    private Manners() {}

    static Adjust of(AzureFormat format, Map<String, String> headers) {
        Adjust own = switch (format) {
            case MESSAGES -> outgoing -> outgoing.header("anthropic-version", ANTHROPIC_VERSION);
            case CHAT_COMPLETIONS -> Manners::noReferences;
            case RESPONSES -> Adjust.NOTHING;
        };
        return own.then(outgoing -> headers.forEach(outgoing::header));
    }

    /** Known before the call, so that a route can move on at once. */
    private static void noReferences(Outgoing outgoing) {
        for (JsonNode message : outgoing.body().path("messages")) {
            for (JsonNode part : message.path("content")) {
                if (Json.text(part, "type").equals("file")) {
                    throw new UnsupportedException(
                            "Azure takes no documents in Chat Completions: use the Responses format");
                }
                if (Json.text(part.path("image_url"), "url").startsWith("gs:")) {
                    throw new UnsupportedException(
                            "Azure takes images as bytes or by https address, not from Google Cloud Storage");
                }
            }
        }
    }
}
