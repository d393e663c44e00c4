package dev.interline.wire.frame;

import java.io.IOException;
import java.util.Arrays;

/** The one buffer of a stream, filled from its source. Its owner decides what is kept when room runs out. */
final class Intake {
    private final Bytes source;
    private final Runnable onLife;
    private boolean ended;

    byte[] bytes;
    /** Where the bytes read so far end. */
    int end;

    Intake(Bytes source, Runnable onLife, int size) {
        this.source = source;
        this.onLife = onLife;
        this.bytes = new byte[size];
    }

    boolean full() {
        return end == bytes.length;
    }

    /** Doubles the buffer, or makes it as large as buffers are mostly, but not beyond the limit. */
    void grow(int mostly, int limit) {
        bytes = Arrays.copyOf(bytes, (int) Math.min(limit, Math.max(mostly, 2L * bytes.length)));
    }

    /** Reads once, into a buffer that must have room. False at the end of the body, which is never read again then. */
    boolean read() throws IOException {
        if (ended) return false;
        int count;
        do count = source.read(bytes, end, bytes.length - end);
        while (count == 0);
        if (count < 0) {
            ended = true;
            return false;
        }
        end += count;
        onLife.run();
        return true;
    }
}
