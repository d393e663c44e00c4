package dev.interline.benchmarks.load;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** How one format looks on the wire: with the ids, counts, filters and padding that the clouds were seen to send. */
abstract class Speech {

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
