package dev.interline.benchmarks.raw;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import okhttp3.Request;

/** Responses at Azure. */
final class RawResponses implements RawFormat {
    private final String url;

    RawResponses(String base) {
        this.url = base + "/openai/v1/responses";
    }

    @Override
    public String url(boolean stream) {
        return url;
    }

    @Override
    public void body(String prompt, boolean stream, StringBuilder out) {
        RawFormat.escape(prompt, out.append("{\"model\":\"gpt-4o\",\"input\":[{\"role\":\"user\",\"content\":\""));
        out.append("\"}],\"max_output_tokens\":1000,\"store\":false").append(stream ? ",\"stream\":true}" : "}");
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
            switch (name) {
                // an event has it in "delta" and, with the whole answer at its end, in "response"
                case "delta" -> reading.text(parser);
                case "response" -> last(parser, reading);
                case "output" -> output(parser, reading);
                case "usage" -> usage(parser, value, reading);
                default -> parser.skipChildren();
            }
        }
    }

    private static void last(JsonParser parser, Reading reading) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean usage = parser.currentName().equals("usage");
            JsonToken value = parser.nextToken();
            if (usage) {
                usage(parser, value, reading);
            } else {
                parser.skipChildren();
            }
        }
    }

    private static void usage(JsonParser parser, JsonToken value, Reading reading) throws IOException {
        if (value == JsonToken.START_OBJECT) {
            reading.usage(parser, "input_tokens", "output_tokens");
        }
    }

    private static void output(JsonParser parser, Reading reading) throws IOException {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean content = parser.currentName().equals("content");
                if (parser.nextToken() == JsonToken.START_ARRAY && content) {
                    parts(parser, reading);
                } else {
                    parser.skipChildren();
                }
            }
        }
    }

    private static void parts(JsonParser parser, Reading reading) throws IOException {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
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
}
