package dev.interline.wire.frame;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Builds event stream frames with right checksums, around headers and lengths that may be wrong. */
public final class Framed {
    private final ByteArrayOutputStream headers = new ByteArrayOutputStream();

    /** An event as AWS sends it. */
    public static byte[] event(String type, String payload) {
        return new Framed()
                .text(":message-type", "event")
                .text(":event-type", type)
                .with(payload.getBytes(StandardCharsets.UTF_8));
    }

    /** A header that is text. */
    public Framed text(String name, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        byte[] typed = ByteBuffer.allocate(3 + bytes.length)
                .put((byte) 7)
                .putShort((short) bytes.length)
                .put(bytes)
                .array();
        return header(name.getBytes(StandardCharsets.UTF_8), typed);
    }

    /** A header from its raw name, and its raw type and value. */
    Framed header(byte[] name, byte... typed) {
        headers.write(name.length);
        headers.writeBytes(name);
        headers.writeBytes(typed);
        return this;
    }

    Framed raw(int... bytes) {
        for (int b : bytes) headers.write(b);
        return this;
    }

    /** The frame around this payload. */
    public byte[] with(byte[] payload) {
        byte[] head = headers.toByteArray();
        int total = 16 + head.length + payload.length;
        ByteBuffer frame = ByteBuffer.allocate(total).put(prelude(total, head.length));
        frame.put(head).put(payload);
        return frame.putInt(checksum(frame.array(), total - 4)).array();
    }

    static byte[] prelude(int total, int headers) {
        ByteBuffer prelude = ByteBuffer.allocate(12).putInt(total).putInt(headers);
        return prelude.putInt(checksum(prelude.array(), 8)).array();
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
