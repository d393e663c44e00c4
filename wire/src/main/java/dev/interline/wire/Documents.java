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
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Reads documents, the events of streams and whole answers, with parsers that are kept for the next: to make one costs as
 * much as the tree of a small answer, and the opening and end of a stream are up to eight documents. Whoever finds none makes
 * one, and nobody waits. A stream that waits for its next event holds none.
 */
public final class Documents {
    private static final JsonFactory FACTORY = new Factory();

    /** A parser's table of names grows with each name that is new, its buffers with the longest text. */
    private static final int MOST_DOCUMENTS = 1_000;

    private static final int LARGEST_DOCUMENT = 64 << 10;

    private static final OutputStream NOBODY = OutputStream.nullOutputStream();
    private static final AtomicReferenceArray<@Nullable Documents> IDLE = new AtomicReferenceArray<>(4);

    private final Feed feed = new Feed();
    private final JsonParser parser;
    private int read;

    private Documents() throws IOException {
        // over nothing, so that it reads UTF-8 whatever its first document looks like
        parser = FACTORY.createParser(feed);
    }

    /** Looks whether a document is a usual one. */
    public interface Usual {
        /** Reads an object whose first token is under the cursor; as far as its last one if it is a usual one. */
        boolean isUsual(JsonParser parser) throws IOException;
    }

    /**
     * Lets somebody look at a frame's document.
     *
     * @return what they say of it; false when it is no object, or no JSON
     */
    public static boolean isUsual(Frame frame, Usual usual) {
        if (!isObject(frame)) {
            return false;
        }
        boolean whole = false;
        Documents mine = take();
        try {
            mine.feed.from(frame);
            mine.parser.nextToken();
            boolean is = usual.isUsual(mine.parser);
            mine.skipRest();
            whole = true;
            return is;
        } catch (IOException e) {
            // whoever reads it as a tree will find out and say so
            return false;
        } finally {
            mine.done(whole);
        }
    }

    /**
     * Reads a frame's document as a tree.
     *
     * @throws com.fasterxml.jackson.core.JsonProcessingException when it is none
     */
    public static JsonNode tree(Frame frame) throws IOException {
        if (!isObject(frame)) {
            return Json.read(frame.bytes(), frame.offset(), frame.length());
        }
        boolean whole = false;
        Documents mine = take();
        try {
            mine.feed.from(frame);
            mine.parser.nextToken();
            JsonNode tree = Trees.read(mine.parser);
            whole = true;
            return tree;
        } finally {
            mine.done(whole);
        }
    }

    /**
     * Reads a whole answer; what follows it is left unread or lost.
     *
     * @param in UTF-8 without a mark of its byte order
     * @throws com.fasterxml.jackson.core.JsonProcessingException when it is no JSON
     */
    static JsonNode answer(InputStream in) throws IOException {
        boolean whole = false;
        Documents mine = take();
        try {
            mine.feed.from(in);
            JsonNode tree = mine.parser.nextToken() == null ? MissingNode.getInstance() : Trees.answer(mine.parser);
            whole = tree.isContainerNode();
            return tree;
        } finally {
            mine.done(whole);
        }
    }

    private static boolean isObject(Frame frame) {
        return frame.length() > 0 && frame.bytes()[frame.offset()] == '{';
    }

    private static Documents take() {
        for (int i = 0; i < IDLE.length(); i++) {
            Documents idle = IDLE.get(i) == null ? null : IDLE.getAndSet(i, null);
            if (idle != null) {
                return idle;
            }
        }
        try {
            return new Documents();
        } catch (IOException e) {
            throw new IllegalStateException("a parser that has not read yet cannot fail", e);
        }
    }

    /** The next document begins where no other is open. */
    private void skipRest() throws IOException {
        while (!parser.getParsingContext().inRoot()) {
            if (parser.nextToken() == null) {
                throw new IOException("the document ends in the middle");
            }
        }
    }

    private void done(boolean whole) {
        boolean small = feed.count <= LARGEST_DOCUMENT;
        feed.close();
        try {
            if (whole && small && ++read < MOST_DOCUMENTS) {
                // what stood behind the document belongs to nobody
                parser.releaseBuffered(NOBODY);
                for (int i = 0; i < IDLE.length(); i++) {
                    if (IDLE.get(i) == null && IDLE.compareAndSet(i, null, this)) {
                        return;
                    }
                }
            }
            parser.close();
        } catch (IOException e) {
            throw new IllegalStateException("a parser without a source cannot fail", e);
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

    /** Makes parsers whose buffers are their own: else the thread that happens to make one would hold them. */
    private static final class Factory extends JsonFactory {
        private static final long serialVersionUID = 1L;

        Factory() {
            super(new JsonFactoryBuilder().streamReadConstraints(Json.factory().streamReadConstraints()));
        }

        // a recycler pool is known from Jackson 2.16 on only
        @Override
        public BufferRecycler _getBufferRecycler() {
            return new BufferRecycler();
        }
    }

    /** Where a parser reads from: another document each time. */
    private static final class Feed extends InputStream {
        private static final byte[] NONE = {};

        private @Nullable InputStream from;
        private byte[] bytes = NONE;
        private int next;
        private int end;
        private long count;

        void from(Frame frame) {
            bytes = frame.bytes();
            next = frame.offset();
            end = next + frame.length();
            count = 0;
        }

        void from(InputStream answer) {
            from = answer;
            count = 0;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            InputStream answer = from;
            int more = answer == null ? copy(into, offset, length) : answer.read(into, offset, length);
            count += Math.max(0, more);
            return more;
        }

        private int copy(byte[] into, int offset, int length) {
            if (next == end) {
                return -1;
            }
            int more = Math.min(length, end - next);
            System.arraycopy(bytes, next, into, offset, more);
            next += more;
            return more;
        }

        @Override
        public void close() {
            from = null;
            bytes = NONE;
            next = 0;
            end = 0;
        }
    }
}
