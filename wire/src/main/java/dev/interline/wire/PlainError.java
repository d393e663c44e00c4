package dev.interline.wire;

import dev.interline.wire.frame.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Looks at the first byte of a body that should be an event stream of AWS. No frame is so long that its length begins with
 * a brace: what does is an error that was sent as it is.
 */
final class PlainError implements Bytes {
    private static final int MOST = 64 << 10;

    private final Bytes body;
    private boolean seen;

    PlainError(Bytes body) {
        this.body = body;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = body.read(into, offset, length);
        if (!seen && count > 0) {
            seen = true;
            if (into[offset] == '{') {
                throw refused(into, offset, count);
            }
        }
        return count;
    }

    private Refused refused(byte[] first, int offset, int count) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.write(first, offset, count);
        byte[] more = new byte[4096];
        for (int read = 0; read >= 0 && text.size() < MOST; read = body.read(more, 0, more.length)) {
            text.write(more, 0, read);
        }
        return new Refused(Refusal.inside("", Json.lenient(text.toString(StandardCharsets.UTF_8))));
    }
}
