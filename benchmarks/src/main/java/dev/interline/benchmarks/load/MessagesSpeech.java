package dev.interline.benchmarks.load;

import java.io.ByteArrayOutputStream;

/** Anthropic's Messages, with its padding of blanks. */
final class MessagesSpeech extends Speech {

    @Override
    String headers() {
        return String.join(
                "\r\n",
                "request-id: req_011CVJ8mSgnJ5fCkGkqCHDrc",
                "apim-request-id: 7d1e0c52-0000-4000-8000-000000000001",
                DATE,
                "");
    }

    @Override
    String whole(String text, int tokens) {
        return message("[{\"type\":\"text\",\"text\":\"" + text + "\"}]", "\"end_turn\"", tokens);
    }

    @Override
    void begin(ByteArrayOutputStream out) {
        event(out, "message_start", "{\"type\":\"message_start\",\"message\":" + message("[]", "null", 1) + "       }");
        event(
                out,
                "content_block_start",
                "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}");
        event(out, "ping", "{\"type\": \"ping\"}");
    }

    @Override
    void piece(ByteArrayOutputStream out, String text, int number) {
        event(
                out,
                "content_block_delta",
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"" + text
                        + "\"}" + "          ".substring(number % 10) + "}");
    }

    @Override
    void end(ByteArrayOutputStream out, String text, int tokens) {
        event(out, "content_block_stop", "{\"type\":\"content_block_stop\",\"index\":0 }");
        event(
                out,
                "message_delta",
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},"
                        + "\"usage\":{\"input_tokens\":20,\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0,"
                        + "\"output_tokens\":" + tokens + "} }");
        event(out, "message_stop", "{\"type\":\"message_stop\"    }");
    }

    private static String message(String content, String stop, int tokens) {
        return "{\"model\":\"claude-sonnet-4-20250514\",\"id\":\"msg_01KTBB57LAzaSZs8kMNvfnsY\",\"type\":\"message\","
                + "\"role\":\"assistant\",\"content\":" + content + ",\"stop_reason\":" + stop
                + ",\"stop_sequence\":null,\"usage\":{\"input_tokens\":20,\"cache_creation_input_tokens\":0,"
                + "\"cache_read_input_tokens\":0,\"cache_creation\":{\"ephemeral_5m_input_tokens\":0,"
                + "\"ephemeral_1h_input_tokens\":0},\"output_tokens\":" + tokens
                + ",\"service_tier\":\"standard\",\"inference_geo\":\"not_available\"}}";
    }
}
