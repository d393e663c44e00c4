package dev.interline.benchmarks.raw;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import okhttp3.Request;

/** Chat Completions at Azure. */
final class RawChat implements RawFormat {
    private final String url;

    RawChat(String base) {
        this.url = base + "/openai/v1/chat/completions";
    }

    @Override
    public String url(boolean stream) {
        return url;
    }

    @Override
    public void body(String prompt, boolean stream, StringBuilder out) {
        RawFormat.escape(prompt, out.append("{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\""));
        out.append("\"}],\"max_completion_tokens\":1000")
                .append(stream ? ",\"stream\":true,\"stream_options\":{\"include_usage\":true}}" : "}");
    }

    @Override
    public void sign(Request.Builder request, boolean stream, byte[] body) {
        request.header("api-key", "0123456789abcdef");
    }

    @Override
    public void document(JsonParser parser, Reading reading) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("choices") && value == JsonToken.START_ARRAY) {
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    choice(parser, reading);
                }
            } else if (name.equals("usage") && value == JsonToken.START_OBJECT) {
                reading.usage(parser, "prompt_tokens", "completion_tokens");
            } else {
                parser.skipChildren();
            }
        }
    }

    private static void choice(JsonParser parser, Reading reading) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if ((name.equals("message") || name.equals("delta")) && value == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    boolean content = parser.currentName().equals("content");
                    if (parser.nextToken() == JsonToken.VALUE_STRING && content) {
                        reading.text(parser);
                    } else {
                        parser.skipChildren();
                    }
                }
            } else {
                parser.skipChildren();
            }
        }
    }
}
