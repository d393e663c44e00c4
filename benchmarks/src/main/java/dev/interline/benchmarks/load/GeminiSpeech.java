package dev.interline.benchmarks.load;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Vertex AI's generateContent, with blanks behind colons and two-byte line ends. */
final class GeminiSpeech extends Speech {
    private static final String TAIL =
            "\"modelVersion\": \"gemini-2.5-flash\",\"createTime\": \"2026-03-12T18:06:04.325486Z\","
                    + "\"responseId\": \"jACzae7uE_mew-UP9PGpKQ\"}";

    @Override
    String headers() {
        return DATE + "\r\n";
    }

    @Override
    String whole(String text, int tokens) {
        return last(text, tokens);
    }

    @Override
    void begin(ByteArrayOutputStream out) {}

    @Override
    void piece(ByteArrayOutputStream out, String text, int number) {
        say(
                out,
                "{\"candidates\": [{\"content\": {\"role\": \"model\",\"parts\": [{\"text\": \"" + text
                        + "\"}]}}],\"usageMetadata\": {\"trafficType\": \"ON_DEMAND\"}," + TAIL);
    }

    @Override
    void end(ByteArrayOutputStream out, String text, int tokens) {
        say(out, last("", tokens));
    }

    private static String last(String text, int tokens) {
        return "{\"candidates\": [{\"content\": {\"role\": \"model\",\"parts\": [{\"text\": \"" + text
                + "\"}]},\"finishReason\": \"STOP\"}],\"usageMetadata\": {\"promptTokenCount\": 20,"
                + "\"candidatesTokenCount\": " + tokens + ",\"totalTokenCount\": " + (tokens + 20)
                + ",\"trafficType\": \"ON_DEMAND\",\"promptTokensDetails\": [{\"modality\": \"TEXT\",\"tokenCount\": 20}],"
                + "\"candidatesTokensDetails\": [{\"modality\": \"TEXT\",\"tokenCount\": " + tokens + "}]}," + TAIL;
    }

    private static void say(ByteArrayOutputStream out, String data) {
        out.writeBytes(("data: " + data + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
    }
}
