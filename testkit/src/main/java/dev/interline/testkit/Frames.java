package dev.interline.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import okio.ByteString;

/**
 * Writes messages of {@code application/vnd.amazon.eventstream}. Layout: total length, header length, CRC-32 of these
 * eight bytes, headers, payload, CRC-32 of all before it; integers are big-endian.
 */
final class Frames {

    private static final int PRELUDE = 12;
    private static final int TRAILER = 4;
    private static final byte STRING = 7;

    private Frames() {}

    static ByteString event(String type, ByteString payload) {
        return frame(headers(":event-type", type, "event"), payload);
    }

    static ByteString exception(String type, ByteString payload) {
        return frame(headers(":exception-type", type, "exception"), payload);
    }

    private static Map<String, String> headers(String key, String type, String messageType) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(key, type);
        headers.put(":content-type", "application/json");
        headers.put(":message-type", messageType);
        return headers;
    }

    private static ByteString frame(Map<String, String> headers, ByteString payload) {
        byte[] head = encode(headers);
        int length = PRELUDE + head.length + payload.size() + TRAILER;
        byte[] frame = new byte[length];
        ByteBuffer out = ByteBuffer.wrap(frame);
        out.putInt(length).putInt(head.length);
        out.putInt(crc(frame, out.position()));
        out.put(head).put(payload.asByteBuffer());
        out.putInt(crc(frame, out.position()));
        return ByteString.of(frame);
    }

    private static byte[] encode(Map<String, String> headers) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        headers.forEach((name, value) -> {
            byte[] key = name.getBytes(StandardCharsets.UTF_8);
            byte[] text = value.getBytes(StandardCharsets.UTF_8);
            out.write(key.length);
            out.writeBytes(key);
            out.write(STRING);
            out.write(text.length >> 8);
            out.write(text.length);
            out.writeBytes(text);
        });
        return out.toByteArray();
    }

    private static int crc(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
