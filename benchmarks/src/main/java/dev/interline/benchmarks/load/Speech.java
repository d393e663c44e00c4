package dev.interline.benchmarks.load;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** How one format looks on the wire: with the ids, counts, filters and padding that the clouds were seen to send. */
abstract class Speech {
    /** As Azure names them for its own models. */
    static final String AZURE_HEADERS = String.join(
            "\r\n",
            "apim-request-id: 7d1e0c52-0000-4000-8000-000000000001",
            "x-request-id: 2e8b7c6a-0f0e-4c57-9a55-3c5b6f2a9c11",
            "x-ms-client-request-id: 7d1e0c52-0000-4000-8000-000000000001",
            "x-ms-region: Sweden Central",
            "x-ms-deployment-name: gpt-4o",
            "x-ratelimit-limit-requests: 1500",
            "x-ratelimit-remaining-requests: 1499",
            "x-ratelimit-limit-tokens: 150000",
            "x-ratelimit-remaining-tokens: 148980",
            "date: Mon, 23 Nov 2026 09:00:00 GMT",
            "");

    /** The speech of a tongue. */
    static Speech of(Tongue tongue) {
        return switch (tongue) {
            case CHAT -> new ChatSpeech();
            case RESPONSES -> new ResponsesSpeech();
            case MESSAGES -> new MessagesSpeech();
            case CONVERSE -> new ConverseSpeech();
            case GEMINI -> new GeminiSpeech();
        };
    }

    /** A whole answer. */
    abstract String whole(String text, int tokens);

    /** What comes before the first piece. */
    abstract void begin(ByteArrayOutputStream out);

    /** One piece of text. */
    abstract void piece(ByteArrayOutputStream out, String text, int number);

    /** What comes after the last piece. */
    abstract void end(ByteArrayOutputStream out, String text, int tokens);

    /** What a service says in the head of every answer, each line with its end. */
    abstract String headers();

    /** The media type of a stream. */
    String streamType() {
        return "text/event-stream; charset=utf-8";
    }

    /** A whole answer of so many tokens. */
    final byte[] answer(int tokens) {
        return whole(Words.text(tokens), tokens).getBytes(StandardCharsets.UTF_8);
    }

    /** A stream of so many tokens. */
    final byte[] stream(int tokens) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(tokens * 300);
        begin(out);
        for (int i = 0; i < tokens; i++) {
            piece(out, Words.token(i), i);
        }
        end(out, Words.text(tokens), tokens);
        return out.toByteArray();
    }

    /** A server-sent event. */
    static void event(ByteArrayOutputStream out, String type, String data) {
        String event = (type.isEmpty() ? "" : "event: " + type + "\n") + "data: " + data + "\n\n";
        out.writeBytes(event.getBytes(StandardCharsets.UTF_8));
    }
}
