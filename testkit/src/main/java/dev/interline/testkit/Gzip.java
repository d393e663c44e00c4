package dev.interline.testkit;

import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import okio.Buffer;
import okio.ByteString;

/** Compresses a body piece by piece, so that each can be read without the next. */
final class Gzip {
    private final Buffer packed = new Buffer();
    private final GZIPOutputStream stream;

    Gzip() {
        try {
            stream = new GZIPOutputStream(packed.outputStream(), true);
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot fail", e);
        }
    }

    ByteString pack(ByteString plain) throws IOException {
        stream.write(plain.toByteArray());
        stream.flush();
        return packed.readByteString();
    }

    ByteString end() throws IOException {
        stream.finish();
        return packed.readByteString();
    }
}
