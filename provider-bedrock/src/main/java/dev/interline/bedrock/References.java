package dev.interline.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.error.UnsupportedException;
import dev.interline.wire.Json;

/** Images and documents for Claude that are not in the request: "Claude on Amazon Bedrock" takes bytes alone. */
final class References {
    private References() {}

    /**
     * Known before the call, so that a route can move on at once.
     *
     * @throws UnsupportedException when there is one
     */
    static void refuse(JsonNode messages) {
        for (JsonNode message : messages) {
            blocks(message.path("content"));
        }
    }

    private static void blocks(JsonNode content) {
        for (JsonNode block : content) {
            String source = Json.text(block.path("source"), "type");
            if (source.equals("url") || source.equals("file")) {
                throw new UnsupportedException("Bedrock takes media for Claude as bytes alone, not by reference (the "
                        + Json.text(block, "type") + " part); send its bytes");
            }
            blocks(block.path("content"));
        }
    }
}
