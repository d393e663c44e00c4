package dev.interline;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Objects;

/**
 * The text of a stream as UTF-8. Waits for one piece at a time and reads nothing ahead of it, unless a piece ends in the
 * middle of a character.
 */
final class TextBytes extends InputStream {
    private final ChatStream stream;
    private final Iterator<String> pieces;
    private String half = "";
    private byte[] piece = new byte[0];
    private int at;
    private volatile boolean closed;

    TextBytes(ChatStream stream, Iterator<String> pieces) {
        this.stream = stream;
        this.pieces = pieces;
    }

    @Override
    public int read() throws IOException {
        return fill() ? piece[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, into, offset, count);
        at += count;
        return count;
    }

    /** Whether there is a byte to give. */
    private boolean fill() throws IOException {
        if (closed) {
            throw new IOException("the stream is closed");
        }
        while (at == piece.length) {
            String text;
            if (pieces.hasNext()) {
                text = half + pieces.next();
                int whole =
                        Character.isHighSurrogate(text.charAt(text.length() - 1)) ? text.length() - 1 : text.length();
                half = text.substring(whole);
                text = text.substring(0, whole);
            } else if (!half.isEmpty()) {
                text = half;
                half = "";
            } else {
                return false;
            }
            piece = text.getBytes(StandardCharsets.UTF_8);
            at = 0;
        }
        return true;
    }

    @Override
    public int available() throws IOException {
        if (closed) {
            throw new IOException("the stream is closed");
        }
        return piece.length - at;
    }

    @Override
    public void close() {
        closed = true;
        stream.close();
    }
}
