package dev.interline.azure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.Notice;
import dev.interline.error.UnsupportedException;
import dev.interline.wire.Adjust;
import dev.interline.wire.Json;
import dev.interline.wire.Outgoing;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The small differences of Azure. Sources: "Deploy and use Claude models in Microsoft
 * Foundry" and the REST specification's AzureCreateChatCompletionRequest.
 */
final class Manners {
    private static final String ANTHROPIC_VERSION = "2023-06-01";
    /** "API version lifecycle": the last dated version that is no preview. */
    private static final String LAST_DATED = "2024-10-21";

    private Manners() {}

    /**
     * How a format is spoken.
     *
     * @param version the date in the address; null for the undated one
     */
    static Adjust of(AzureFormat format, @Nullable String version, Map<String, String> headers) {
        boolean old = version != null && version.compareTo(LAST_DATED) < 0;
        Adjust own = switch (format) {
            case MESSAGES -> outgoing -> outgoing.header("anthropic-version", ANTHROPIC_VERSION);
            case CHAT_COMPLETIONS -> old ? Manners::old : Manners::noReferences;
            case RESPONSES -> Adjust.NOTHING;
        };
        return own.then(outgoing -> headers.forEach(outgoing::header));
    }

    /** The dated versions before the last do not know every field, and refuse those that they do not know. */
    private static void old(Outgoing outgoing) {
        noReferences(outgoing);
        outgoing.body().remove("stream_options");
        if (outgoing.body().remove("parallel_tool_calls") != null) {
            outgoing.notice(Notice.dropped(
                    "parallelToolCalls", "this api-version does not know it; leave the api-version out"));
        }
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
