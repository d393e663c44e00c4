package dev.interline.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import okhttp3.Headers;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** The head of an answer, and its body while it arrives. Closed by whoever holds it. */
final class Reply implements AutoCloseable {
    private static final int LARGEST_REFUSAL = 64 << 10;

    private final Response response;
    private final ResponseBody body;
    private final long largest;
    private long read;

    /** @param largest how many bytes of a body are read before it is refused */
    Reply(Response response, long largest) {
        this.response = response;
        this.largest = largest;
        this.body = response.body();
    }

    int status() {
        return response.code();
    }

    boolean isGood() {
        return response.isSuccessful();
    }

    @Nullable
    String header(String name) {
        return response.header(name);
    }

    Map<String, List<String>> headers() {
        Map<String, List<String>> all = new HashMap<>();
        for (String name : response.headers().names()) {
            all.put(
                    name.toLowerCase(Locale.ROOT),
                    new ArrayList<>(response.headers().values(name)));
        }
        return all;
    }

    Headers okHeaders() {
        return response.headers();
    }

    /** Reads what is there of a streamed body; -1 at its end. */
    int read(byte[] into, int offset, int length) throws IOException {
        int count = body.source().read(into, offset, length);
        count(Math.max(0, count));
        return count;
    }

    /** There is more of an answer than anybody wanted to read. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;

        TooLarge(String message) {
            super(message);
        }
    }

    private TooLarge tooLarge() {
        return new TooLarge("the answer is larger than " + largest
                + " bytes: raise longestAnswer of the transport (in a file: transport.longest-answer-mb)");
    }

    /**
     * The whole body as a tree, made from the connection's own buffers.
     *
     * @throws com.fasterxml.jackson.core.JsonProcessingException when it is no JSON
     */
    JsonNode tree() throws IOException {
        InputStream in = new Bounded();
        JsonNode tree = beginsAsUsual() ? Documents.answer(in) : Json.read(in);
        drain();
        return tree;
    }

    /** Nothing before the document, such as a mark of the byte order, and each character one byte. */
    private boolean beginsAsUsual() throws IOException {
        BufferedSource source = body.source();
        return source.request(2)
                && source.getBuffer().getByte(0) == '{'
                && source.getBuffer().getByte(1) != 0;
    }

    /** Only a connection whose answer was read to its end can be used again. */
    private void drain() throws IOException {
        BufferedSource source = body.source();
        while (!source.exhausted()) {
            long more = source.getBuffer().size();
            source.skip(more);
            count(more);
        }
    }

    private void count(long more) throws IOException {
        read += more;
        if (read > largest) {
            throw tooLarge();
        }
    }

    /** The whole body as text. */
    String text() throws IOException {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    /** The body for whoever reads streams of Java. */
    private final class Bounded extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return Reply.this.read(into, offset, length);
        }
    }

    /** The whole body. */
    byte[] bytes() throws IOException {
        BufferedSource source = body.source();
        if (source.request(largest + 1)) {
            throw tooLarge();
        }
        return source.getBuffer().readByteArray();
    }

    /** As much of the body as is worth reading after a bad status. */
    String refusal() throws IOException {
        BufferedSource source = body.source();
        source.request(LARGEST_REFUSAL);
        return source.getBuffer().readUtf8(Math.min(source.getBuffer().size(), LARGEST_REFUSAL));
    }

    @Override
    public void close() {
        response.close();
    }
}
