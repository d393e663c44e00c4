package dev.interline.wire.frame;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The last event id: offered by a field, valid from the blank line on. Kept as bytes, because hardly anybody asks. */
final class EventId {
    private static final byte[] NONE = {};

    private byte[] offered = NONE;
    private int offeredLength;
    private boolean pending;
    private byte[] valid = NONE;
    private int validLength;

    void offer(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) if (bytes[i] == 0) return; // the standard ignores an id that holds a NUL
        int length = to - from;
        if (offered.length < length) offered = Arrays.copyOf(NONE, Math.max(length, 32));
        System.arraycopy(bytes, from, offered, 0, length);
        offeredLength = length;
        pending = true;
    }

    void commit() {
        if (!pending) return;
        byte[] spare = valid;
        valid = offered;
        validLength = offeredLength;
        offered = spare;
        pending = false;
    }

    String text() {
        return new String(valid, 0, validLength, StandardCharsets.UTF_8);
    }
}
