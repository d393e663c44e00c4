package dev.interline.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.interline.wire.frame.Frame;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * One streaming parser for all the documents of a stream: a parser a document would cost more than the document. Used by
 * one thread at a time.
 */
public final class Documents implements AutoCloseable {
    private static final JsonFactory FACTORY = new Frugal();
    /** In bytes: the answer that some services repeat at the end, for which buffers are wanted that others have used. */
    private static final int LARGE = 2_500;

    private static final OutputStream NOBODY = OutputStream.nullOutputStream();

    private final Feed feed = new Feed();
    private @Nullable JsonParser parser;

    /** For one stream. */
    public Documents() {}

    /**
     * A parser that stands before the first token of a document. Read no further than to the document's last token.
     *
     * @param bytes read from here on; must not change while the document is read
     */
    public JsonParser open(byte[] bytes, int offset, int length) throws IOException {
        feed.bytes = bytes;
        feed.next = offset;
        feed.end = offset + length;
        JsonParser kept = parser;
        if (kept == null) {
            kept = FACTORY.createParser(feed);
            parser = kept;
        } else {
            // what stood behind the last document in its event belongs to nobody
            kept.releaseBuffered(NOBODY);
        }
        return kept;
    }

    /**
     * Reads a frame's document as a tree.
     *
     * @throws com.fasterxml.jackson.core.JsonProcessingException when it is none
     */
    public JsonNode tree(Frame frame) throws IOException {
        if (frame.length() > LARGE) {
            return Json.read(frame.bytes(), frame.offset(), frame.length());
        }
        boolean whole = false;
        try {
            JsonParser open = open(frame.bytes(), frame.offset(), frame.length());
            JsonNode tree = open.nextToken() == null ? MissingNode.getInstance() : Trees.read(open);
            whole = !tree.isMissingNode();
            return tree;
        } finally {
            if (!whole) {
                abandon();
            }
        }
    }

    /** There are no more documents; gives buffers back that the next stream will use. */
    @Override
    public void close() {
        abandon();
    }

    /** The document was left in the middle, or was none: the next one gets a new parser. */
    public void abandon() {
        JsonParser kept = parser;
        parser = null;
        if (kept != null) {
            try {
                kept.close();
            } catch (IOException e) {
                throw new IllegalStateException("closing a parser over memory cannot fail", e);
            }
        }
    }

    /** Whether the text under the cursor is this one; without making a string of it. */
    public static boolean is(JsonParser parser, String text) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING || parser.getTextLength() != text.length()) {
            return false;
        }
        char[] chars = parser.getTextCharacters();
        int offset = parser.getTextOffset();
        for (int i = 0; i < text.length(); i++) {
            if (chars[offset + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Skips the value under the cursor and tells one value from another.
     *
     * @return a hash over its names, scalars and structure
     */
    public static long skip(JsonParser parser) throws IOException {
        long hash = 17;
        int depth = 0;
        while (true) {
            JsonToken token = parser.currentToken();
            hash = hash * 31 + token.id();
            if (token == JsonToken.FIELD_NAME) {
                hash = hash * 31 + parser.currentName().hashCode();
            } else if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
                char[] chars = parser.getTextCharacters();
                int end = parser.getTextOffset() + parser.getTextLength();
                for (int i = parser.getTextOffset(); i < end; i++) {
                    hash = hash * 31 + chars[i];
                }
            }
            if (depth == 0) {
                return hash;
            }
            if (parser.nextToken() == null) {
                throw new IOException("the document ends in the middle");
            }
        }
    }

    /**
     * Makes parsers with buffers for an event and not for a file: a stream waits for most of its time, thousands may be
     * open, and each would hold 16 KB, or its thread would.
     */
    private static final class Frugal extends JsonFactory {
        private static final long serialVersionUID = 1L;

        Frugal() {
            super(new JsonFactoryBuilder().streamReadConstraints(Json.factory().streamReadConstraints()));
        }

        @Override
        public BufferRecycler _getBufferRecycler() {
            return new Buffers();
        }
    }

    /** Used by one parser; what does not fit is read in several goes. */
    private static final class Buffers extends BufferRecycler {
        private static final int BYTES = 1024;
        private static final int CHARS = 256;

        @Override
        protected int byteBufferLength(int kind) {
            return BYTES;
        }

        @Override
        protected int charBufferLength(int kind) {
            return CHARS;
        }
    }

    private static final class Feed extends InputStream {
        private byte[] bytes = new byte[0];
        private int next;
        private int end;

        @Override
        public int read() {
            return next == end ? -1 : bytes[next++] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            int count = Math.min(length, end - next);
            if (count <= 0) {
                return -1;
            }
            System.arraycopy(bytes, next, into, offset, count);
            next += count;
            return count;
        }
    }
}
