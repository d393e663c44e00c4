package dev.interline;

import java.io.IOException;
import java.io.Reader;
import java.util.Iterator;
import java.util.Objects;

/** The text of a stream as characters. Waits for one piece at a time and reads nothing ahead of it. */
final class TextReader extends Reader {
    private final ChatStream stream;
    private final Iterator<String> pieces;
    private String piece = "";
    private int at;
    private volatile boolean closed;

    TextReader(ChatStream stream, Iterator<String> pieces) {
        this.stream = stream;
        this.pieces = pieces;
    }

    @Override
    public int read(char[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (closed) {
            throw new IOException("the reader is closed");
        }
        if (length == 0) {
            return 0;
        }
        while (at == piece.length()) {
            if (!pieces.hasNext()) {
                return -1;
            }
            piece = pieces.next();
            at = 0;
        }
        int count = Math.min(length, piece.length() - at);
        piece.getChars(at, at + count, into, offset);
        at += count;
        return count;
    }

    @Override
    public boolean ready() throws IOException {
        if (closed) {
            throw new IOException("the reader is closed");
        }
        return at < piece.length();
    }

    @Override
    public void close() {
        closed = true;
        stream.close();
    }
}
