package dev.interline.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.ChatRequest;
import dev.interline.ToolCall;
import dev.interline.ToolDefinition;
import dev.interline.wire.Played;
import dev.interline.wire.Told;

/** Requests and events that the tests of traps begin with. */
final class MessagesTalk {
    private MessagesTalk() {}

    static final String START =
            "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"model\":\"claude\",\"content\":[],\"stop_reason\":null,"
                    + "\"usage\":{\"input_tokens\":21,\"cache_read_input_tokens\":2048,\"cache_creation_input_tokens\":0,\"output_tokens\":3}}}";

    static final String TEXT =
            "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}";

    static final String HELLO =
            "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Hello\"}}";

    static final String END =
            "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"input_tokens\":null,\"output_tokens\":17}}";

    static final String STOP = "{\"type\":\"message_stop\"}";

    static final ToolCall CALL = ToolCall.of("toolu_1", "tide", "{}");

    static final ToolCall OTHER_CALL = ToolCall.of("toolu_2", "wind", "{}");

    static final ToolDefinition TIDE = ToolDefinition.of("tide", "High water today");

    static Played said(String content, String stop) {
        return Played.whole(
                Messages.FORMAT,
                Told.json("{\"id\":\"msg_1\",\"type\":\"message\",\"content\":" + content + ",\"stop_reason\":\"" + stop
                        + "\"}"));
    }

    static JsonNode content(JsonNode body, int message) {
        return body.path("messages").path(message).path("content");
    }

    static ChatRequest asking(java.util.function.Consumer<dev.interline.Options.Builder> options) {
        return ChatRequest.builder().user("hi").options(options).build();
    }
}
