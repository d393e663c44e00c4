package dev.interline.benchmarks.raw;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;

/**
 * What a careful engineer writes for one cloud: OkHttp, Jackson's pull parser, the text and the token counts. No
 * vocabulary, no retries and no errors worth the name.
 */
public final class RawModel {
    private static final MediaType JSON = MediaType.get("application/json");
    private static final JsonFactory FACTORY = new JsonFactory();

    private final OkHttpClient client;
    private final RawFormat format;

    private RawModel(OkHttpClient client, RawFormat format) {
        this.client = client;
        this.format = format;
    }

    /**
     * A model.
     *
     * @param tongue {@code chat}, {@code responses}, {@code messages}, {@code converse} or {@code gemini}
     * @param base such as {@code http://127.0.0.1:8080}
     */
    public static RawModel of(String tongue, OkHttpClient client, String base) {
        return new RawModel(
                client,
                switch (tongue) {
                    case "chat" -> new RawChat(base);
                    case "responses" -> new RawResponses(base);
                    case "messages" -> new RawMessages(base);
                    case "converse" -> new RawConverse(base);
                    case "gemini" -> new RawGemini(base);
                    default -> throw new IllegalArgumentException("nobody speaks " + tongue);
                });
    }

    /** The client that one would make. */
    public static OkHttpClient client() {
        return new OkHttpClient.Builder().readTimeout(Duration.ofMinutes(3)).build();
    }

    /** What was answered; the text is empty where it was streamed. */
    public record Answer(String text, long input, long output) {}

    /** Asks for a whole answer. */
    public Answer ask(String prompt) throws IOException {
        try (Response response = send(prompt, false)) {
            Reading reading = new Reading();
            try (JsonParser parser = FACTORY.createParser(response.body().byteStream())) {
                parser.nextToken();
                format.document(parser, reading);
            }
            return new Answer(reading.text, reading.input, reading.output);
        }
    }

    /** Asks for a stream. */
    public Answer stream(String prompt, Consumer<String> onText) throws IOException {
        try (Response response = send(prompt, true)) {
            Reading reading = new Reading();
            if (format.framed()) {
                frames(response.body().source(), reading, onText);
            } else {
                lines(response.body().source(), reading, onText);
            }
            return new Answer("", reading.input, reading.output);
        }
    }

    private void lines(BufferedSource source, Reading reading, Consumer<String> onText) throws IOException {
        byte[] line = new byte[4096];
        for (long end = source.indexOf((byte) '\n'); end >= 0; end = source.indexOf((byte) '\n')) {
            line = take(source, (int) end, line);
            source.skip(1);
            if (end >= 7 && line[0] == 'd' && line[6] != '[') {
                event(line, 6, (int) end - 6, reading, onText);
            }
        }
    }

    private void frames(BufferedSource source, Reading reading, Consumer<String> onText) throws IOException {
        byte[] frame = new byte[1024];
        while (!source.exhausted()) {
            int rest = source.readInt() - 12;
            int headers = source.readInt();
            source.skip(4);
            frame = take(source, rest, frame);
            event(frame, headers, rest - headers - 4, reading, onText);
        }
    }

    private static byte[] take(BufferedSource source, int length, byte[] buffer) throws IOException {
        byte[] into = length > buffer.length ? new byte[length * 2] : buffer;
        source.require(length);
        for (int at = 0; at < length; ) {
            at += source.read(into, at, length - at);
        }
        return into;
    }

    private void event(byte[] bytes, int offset, int length, Reading reading, Consumer<String> onText)
            throws IOException {
        reading.text = "";
        try (JsonParser parser = FACTORY.createParser(bytes, offset, length)) {
            parser.nextToken();
            format.document(parser, reading);
        }
        if (!reading.text.isEmpty()) {
            onText.accept(reading.text);
        }
    }

    private Response send(String prompt, boolean stream) throws IOException {
        StringBuilder text = new StringBuilder(160 + prompt.length());
        format.body(prompt, stream, text);
        byte[] body = text.toString().getBytes(StandardCharsets.UTF_8);
        Request.Builder request = new Request.Builder().url(format.url(stream)).post(RequestBody.create(body, JSON));
        format.sign(request, stream, body);
        Response response = client.newCall(request.build()).execute();
        if (!response.isSuccessful()) {
            try (response) {
                throw new IOException("status " + response.code());
            }
        }
        return response;
    }
}
