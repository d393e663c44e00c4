package dev.interline.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Reads whole answers as trees. To make a parser costs as much as the tree of a small answer, so that one is kept for the
 * next; whoever finds none makes one, and nobody waits.
 */
final class AnswerParser {
    /** Its table of names grows with each name that is new, its buffers with the longest text. */
    private static final int MOST_ANSWERS = 100;

    private static final int LARGEST_ANSWER = 64 << 10;

    private static final InputStream NOTHING = InputStream.nullInputStream();
    private static final OutputStream NOBODY = OutputStream.nullOutputStream();
    private static final AtomicReference<@Nullable AnswerParser> IDLE = new AtomicReference<>();

    private final Feed feed = new Feed();
    private final JsonParser parser;
    private int answers;

    private AnswerParser() throws IOException {
        parser = Json.factory().createParser(feed);
    }

    /**
     * Reads an answer; what follows it is left unread or lost.
     *
     * @param in UTF-8 without a mark of its byte order
     * @throws com.fasterxml.jackson.core.JsonProcessingException when it is no JSON
     */
    static JsonNode read(InputStream in) throws IOException {
        AnswerParser idle = IDLE.getAndSet(null);
        AnswerParser mine = idle == null ? new AnswerParser() : idle;
        boolean reusable = false;
        try {
            mine.feed.from(in);
            JsonNode tree = mine.parser.nextToken() == null ? MissingNode.getInstance() : Trees.answer(mine.parser);
            reusable = tree.isContainerNode();
            return tree;
        } finally {
            mine.done(reusable);
        }
    }

    private void done(boolean reusable) throws IOException {
        boolean small = feed.count <= LARGEST_ANSWER;
        feed.from(NOTHING);
        if (reusable && small && ++answers < MOST_ANSWERS) {
            parser.releaseBuffered(NOBODY);
            if (IDLE.compareAndSet(null, this)) {
                return;
            }
        }
        parser.close();
    }

    /** Where the parser reads from: another answer each time. */
    private static final class Feed extends InputStream {
        private InputStream from = NOTHING;
        private long count;

        void from(InputStream next) {
            from = next;
            count = 0;
        }

        @Override
        public int read() throws IOException {
            int read = from.read();
            count += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = from.read(into, offset, length);
            count += Math.max(0, read);
            return read;
        }
    }
}
