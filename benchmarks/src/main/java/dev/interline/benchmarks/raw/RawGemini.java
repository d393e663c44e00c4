package dev.interline.benchmarks.raw;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import okhttp3.Request;

/** Gemini at Vertex AI. */
final class RawGemini implements RawFormat {
    private final String whole;
    private final String streamed;

    RawGemini(String base) {
        String model = base + "/v1/projects/project/locations/global/publishers/google/models/gemini-2.5-flash";
        this.whole = model + ":generateContent";
        this.streamed = model + ":streamGenerateContent?alt=sse";
    }

    @Override
    public String url(boolean stream) {
        return stream ? streamed : whole;
    }

    @Override
    public void body(String prompt, boolean stream, StringBuilder out) {
        RawFormat.escape(prompt, out.append("{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\""))
                .append("\"}]}],\"generationConfig\":{\"maxOutputTokens\":1000}}");
    }

    @Override
    public void sign(Request.Builder request, boolean stream, byte[] body) {
        request.header("Authorization", "Bearer 0123456789abcdef");
    }

    @Override
    public void document(JsonParser parser, Reading reading) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("candidates") && value == JsonToken.START_ARRAY) {
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    candidate(parser, reading);
                }
            } else if (name.equals("usageMetadata") && value == JsonToken.START_OBJECT) {
                reading.usage(parser, "promptTokenCount", "candidatesTokenCount");
            } else {
                parser.skipChildren();
            }
        }
    }

    private static void candidate(JsonParser parser, Reading reading) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean content = parser.currentName().equals("content");
            if (parser.nextToken() == JsonToken.START_OBJECT && content) {
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    boolean parts = parser.currentName().equals("parts");
                    if (parser.nextToken() == JsonToken.START_ARRAY && parts) {
                        parts(parser, reading);
                    } else {
                        parser.skipChildren();
                    }
                }
            } else {
                parser.skipChildren();
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
