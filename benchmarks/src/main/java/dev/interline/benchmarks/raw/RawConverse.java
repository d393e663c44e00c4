package dev.interline.benchmarks.raw;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URI;
import okhttp3.Request;

/** Converse at Bedrock, signed. */
final class RawConverse implements RawFormat {
    private static final String PATH = "/model/amazon.nova-lite-v1%3A0/converse";

    private final String base;
    private final RawSigner signer;

    RawConverse(String base) {
        this.base = base + PATH;
        this.signer = new RawSigner("us-east-1", "bedrock", URI.create(base).getRawAuthority());
    }

    @Override
    public String url(boolean stream) {
        return stream ? base + "-stream" : base;
    }

    @Override
    public void body(String prompt, boolean stream, StringBuilder out) {
        RawFormat.escape(prompt, out.append("{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\""))
                .append("\"}]}],\"inferenceConfig\":{\"maxTokens\":1000}}");
    }

    @Override
    public void sign(Request.Builder request, boolean stream, byte[] body) {
        // the canonical path is encoded once more
        signer.sign(
                request,
                stream
                        ? "/model/amazon.nova-lite-v1%253A0/converse-stream"
                        : "/model/amazon.nova-lite-v1%253A0/converse",
                body);
    }

    @Override
    public boolean framed() {
        return true;
    }

    @Override
    public void document(JsonParser parser, Reading reading) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("delta") && value == JsonToken.START_OBJECT) {
                text(parser, reading);
            } else if (name.equals("output") && value == JsonToken.START_OBJECT) {
                inside(parser, "message", reading);
            } else if (name.equals("usage") && value == JsonToken.START_OBJECT) {
                reading.usage(parser, "inputTokens", "outputTokens");
            } else {
                parser.skipChildren();
            }
        }
    }

    private static void inside(JsonParser parser, String field, Reading reading) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean wanted = parser.currentName().equals(field);
            JsonToken value = parser.nextToken();
            if (wanted && value == JsonToken.START_OBJECT) {
                inside(parser, "content", reading);
            } else if (wanted && value == JsonToken.START_ARRAY) {
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    text(parser, reading);
                }
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
