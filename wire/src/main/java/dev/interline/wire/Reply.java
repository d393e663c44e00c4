package dev.interline.wire;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** The head of an answer, and its body while it arrives. Closed by whoever holds it. */
final class Reply implements AutoCloseable {
    /** Whole answers beyond this are refused: nothing that a model writes is so long. */
    static final long LARGEST = 64L << 20;

    private static final int LARGEST_REFUSAL = 64 << 10;

    private final Response response;
    private final ResponseBody body;

    Reply(Response response) {
        this.response = response;
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

    BufferedSource source() {
        return body.source();
    }

    /** The whole body. */
    byte[] bytes() throws IOException {
        BufferedSource source = body.source();
        if (source.request(LARGEST + 1)) {
            throw new IOException("the answer is larger than " + (LARGEST >> 20) + " MB");
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
