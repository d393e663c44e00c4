package dev.interline.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Writes messages of {@code application/vnd.amazon.eventstream}. Layout: total length, header length, CRC-32 of these
 * eight bytes, headers, payload, CRC-32 of all before it; integers are big-endian.
 */
final class Frames {

    private static final int PRELUDE = 12;
    private static final int TRAILER = 4;
    private static final byte STRING = 7;

    private Frames() {}

    static byte[] event(String type, byte[] payload) {
        return frame(headers(":event-type", type, "event"), payload);
    }

    static byte[] exception(String type, byte[] payload) {
        return frame(headers(":exception-type", type, "exception"), payload);
    }

    private static Map<String, String> headers(String key, String type, String messageType) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(key, type);
        headers.put(":content-type", "application/json");
        headers.put(":message-type", messageType);
        return headers;
    }

    private static byte[] frame(Map<String, String> headers, byte[] payload) {
        byte[] head = encode(headers);
        int length = PRELUDE + head.length + payload.length + TRAILER;
        ByteBuffer out = ByteBuffer.allocate(length);
        out.putInt(length).putInt(head.length);
        out.putInt(crc(out));
        out.put(head).put(payload);
        out.putInt(crc(out));
        return out.array();
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

    private static int crc(ByteBuffer written) {
        CRC32 crc = new CRC32();
        crc.update(written.array(), 0, written.position());
        return (int) crc.getValue();
    }
}
