package dev.interline.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;

/**
 * The yardstick: Chat Completions by hand, with OkHttp and Jackson's pull parser, for one cloud. It picks the text and
 * the token counts and nothing else; it has no vocabulary, no retries and no errors worth the name.
 */
final class RawChat {
    private static final MediaType JSON = MediaType.get("application/json");
    private static final JsonFactory FACTORY = new JsonFactory();

    private final OkHttpClient client;
    private final String url;

    RawChat(OkHttpClient client, String url) {
        this.client = client;
        this.url = url;
    }

    static OkHttpClient client() {
        return new OkHttpClient.Builder().readTimeout(Duration.ofMinutes(3)).build();
    }

    /** What was answered; the text is empty where it was streamed. */
    record Answer(String text, long input, long output) {}

    Answer ask(String prompt) throws IOException {
        try (Response response = send(prompt, false)) {
            Reading reading = new Reading();
            try (JsonParser parser = FACTORY.createParser(response.body().byteStream())) {
                reading.document(parser);
            }
            return new Answer(reading.text, reading.input, reading.output);
        }
    }

    Answer stream(String prompt, Consumer<String> onText) throws IOException {
        try (Response response = send(prompt, true)) {
            BufferedSource source = response.body().source();
            Reading reading = new Reading();
            byte[] line = new byte[4096];
            while (true) {
                long end = source.indexOf((byte) '\n');
                if (end < 0) {
                    return new Answer("", reading.input, reading.output);
                }
                int length = (int) end;
                if (length > line.length) {
                    line = new byte[length * 2];
                }
                for (int at = 0; at < length; ) {
                    at += source.read(line, at, length - at);
                }
                source.skip(1);
                if (length < 7 || line[0] != 'd' || line[6] == '[') {
                    continue;
                }
                reading.text = "";
                try (JsonParser parser = FACTORY.createParser(line, 6, length - 6)) {
                    reading.document(parser);
                }
                if (!reading.text.isEmpty()) {
                    onText.accept(reading.text);
                }
            }
        }
    }

    private Response send(String prompt, boolean stream) throws IOException {
        StringBuilder body = new StringBuilder(160 + prompt.length());
        body.append("{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"");
        escape(prompt, body);
        body.append("\"}],\"max_completion_tokens\":1000");
        if (stream) {
            body.append(",\"stream\":true,\"stream_options\":{\"include_usage\":true}");
        }
        Request request = new Request.Builder()
                .url(url)
                .header("api-key", "key")
                .post(RequestBody.create(body.append('}').toString(), JSON))
                .build();
        Response response = client.newCall(request).execute();
        if (!response.isSuccessful()) {
            try (response) {
                throw new IOException("status " + response.code());
            }
        }
        return response;
    }

    private static void escape(String text, StringBuilder into) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                into.append('\\').append(c);
            } else if (c < ' ') {
                into.append(' ');
            } else {
                into.append(c);
            }
        }
    }

    private static final class Reading {
        String text = "";
        long input;
        long output;

        void document(JsonParser parser) throws IOException {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("choices") && value == JsonToken.START_ARRAY) {
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        choice(parser);
                    }
                } else if (name.equals("usage") && value == JsonToken.START_OBJECT) {
                    usage(parser);
                } else {
                    parser.skipChildren();
                }
            }
        }

        private void choice(JsonParser parser) throws IOException {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if ((name.equals("message") || name.equals("delta")) && value == JsonToken.START_OBJECT) {
                    while (parser.nextToken() == JsonToken.FIELD_NAME) {
                        boolean content = parser.currentName().equals("content");
                        if (parser.nextToken() == JsonToken.VALUE_STRING && content) {
                            text = parser.getText();
                        } else {
                            parser.skipChildren();
                        }
                    }
                } else {
                    parser.skipChildren();
                }
            }
        }

        private void usage(JsonParser parser) throws IOException {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                if (name.equals("prompt_tokens")) {
                    input = parser.getLongValue();
                } else if (name.equals("completion_tokens")) {
                    output = parser.getLongValue();
                } else {
                    parser.skipChildren();
                }
            }
        }
    }
}
