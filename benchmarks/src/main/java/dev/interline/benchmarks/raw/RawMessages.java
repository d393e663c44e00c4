package dev.interline.benchmarks.raw;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import okhttp3.Request;

/** Claude's Messages at Azure. */
final class RawMessages implements RawFormat {
    private final String url;

    RawMessages(String base) {
        this.url = base + "/anthropic/v1/messages";
    }

    @Override
    public String url(boolean stream) {
        return url;
    }

    @Override
    public void body(String prompt, boolean stream, StringBuilder out) {
        out.append(
                "{\"model\":\"claude-sonnet-4\",\"max_tokens\":1000,\"messages\":[{\"role\":\"user\",\"content\":\"");
        RawFormat.escape(prompt, out).append("\"}]").append(stream ? ",\"stream\":true}" : "}");
    }

    @Override
    public void sign(Request.Builder request, boolean stream, byte[] body) {
        request.header("api-key", "0123456789abcdef").header("anthropic-version", "2023-06-01");
    }

    @Override
    public void document(JsonParser parser, Reading reading) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("content") && value == JsonToken.START_ARRAY) {
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    text(parser, reading);
                }
            } else if (name.equals("delta") && value == JsonToken.START_OBJECT) {
                text(parser, reading);
            } else if (name.equals("usage") && value == JsonToken.START_OBJECT) {
                reading.usage(parser, "input_tokens", "output_tokens");
            } else {
                parser.skipChildren();
            }
        }
    }

    private static void text(JsonParser parser, Reading reading) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean text = parser.currentName().equals("text");
            if (parser.nextToken() == JsonToken.VALUE_STRING && text) {
                reading.text(parser);
            } else {
                parser.skipChildren();
            }
        }
    }
}
