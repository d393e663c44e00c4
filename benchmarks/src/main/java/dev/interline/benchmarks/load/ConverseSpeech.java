package dev.interline.benchmarks.load;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Bedrock's Converse: streamed in the binary frames of AWS, with both checksums and its padding. */
final class ConverseSpeech extends Speech {
    private static final String PADDING = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ012";

    @Override
    String streamType() {
        return "application/vnd.amazon.eventstream";
    }

    @Override
    String headers() {
        return String.join("\r\n", DATE, "x-amzn-requestid: a0d610ed-fef1-41e8-b6c0-99c0cd96af0f", "");
    }

    @Override
    String whole(String text, int tokens) {
        return "{\"metrics\":{\"latencyMs\":551},\"output\":{\"message\":{\"content\":[{\"text\":\"" + text
                + "\"}],\"role\":\"assistant\"}},\"stopReason\":\"end_turn\"," + usage(tokens) + "}";
    }

    @Override
    void begin(ByteArrayOutputStream out) {
        frame(out, "messageStart", "{\"p\":\"abcdefghijklmnopqrstu\",\"role\":\"assistant\"}");
    }

    @Override
    void piece(ByteArrayOutputStream out, String text, int number) {
        frame(
                out,
                "contentBlockDelta",
                "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"" + text + "\"},\"p\":\""
                        + PADDING.substring(0, 4 + number * 7 % 50) + "\"}");
    }

    @Override
    void end(ByteArrayOutputStream out, String text, int tokens) {
        frame(out, "contentBlockStop", "{\"contentBlockIndex\":0,\"p\":\"abcdefghijklmnopqrstuvwxyzABCD\"}");
        frame(out, "messageStop", "{\"p\":\"abcdefghijklmno\",\"stopReason\":\"end_turn\"}");
        frame(out, "metadata", "{\"metrics\":{\"latencyMs\":551},\"p\":\"abcdefghijk\"," + usage(tokens) + "}");
    }

    private static String usage(int tokens) {
        return "\"usage\":{\"inputTokens\":20,\"outputTokens\":" + tokens + ",\"totalTokens\":" + (tokens + 20) + "}";
    }

    private static void frame(ByteArrayOutputStream out, String type, String payload) {
        ByteArrayOutputStream headers = new ByteArrayOutputStream();
        header(headers, ":event-type", type);
        header(headers, ":content-type", "application/json");
        header(headers, ":message-type", "event");
        byte[] head = headers.toByteArray();
        byte[] body = payload.getBytes(StandardCharsets.UTF_8);
        int total = 16 + head.length + body.length;
        ByteBuffer frame = ByteBuffer.allocate(total).putInt(total).putInt(head.length);
        frame.putInt(checksum(frame.array(), 8)).put(head).put(body);
        frame.putInt(checksum(frame.array(), total - 4));
        out.writeBytes(frame.array());
    }

    private static void header(ByteArrayOutputStream out, String name, String value) {
        out.write(name.length());
        out.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
        out.write(7);
        out.write(value.length() >> 8);
        out.write(value.length());
        out.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
