package dev.interline.wire.converse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.ChatRequest;
import dev.interline.Message;
import dev.interline.ToolCall;
import dev.interline.ToolDefinition;
import dev.interline.ToolResult;
import dev.interline.wire.Played;
import dev.interline.wire.Told;

/** Requests and answers that the tests of traps begin with. */
final class ConverseTalk {
    private ConverseTalk() {}

    static final ToolCall CALL = ToolCall.of("tooluse_1", "tide", "{\"harbour\":\"Cuxhaven\"}");

    static final ToolDefinition TIDE = ToolDefinition.of("tide", "High water today");

    static ChatRequest.Builder round() {
        return ChatRequest.builder()
                .user("Can I sail at noon?")
                .message(Message.assistant(CALL))
                .message(Message.results(ToolResult.text(CALL, "High water 12:40")));
    }

    static JsonNode content(JsonNode body, int message) {
        return body.path("messages").path(message).path("content");
    }

    static Played answer(String json) {
        return Played.whole(Converse.FORMAT, Told.json(json));
    }

    static Played said(String content, String stop) {
        return answer("{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":" + content + "}},\"stopReason\":\""
                + stop + "\"}");
    }
}
