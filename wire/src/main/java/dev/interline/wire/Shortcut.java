package dev.interline.wire;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * Takes a good answer where it arrives, and sends one without a head up in its place: OkHttp's own layers above, which
 * are about caches, cookies, redirects and compression, would each copy the head of an answer and have nothing to do with
 * it; that costs 700 bytes a call. What is compressed or refused goes the whole way. Only for a client of our own, where
 * nobody else looks at answers.
 */
final class Shortcut implements Interceptor {
    static final Shortcut ONE = new Shortcut();

    private static final MediaType JSON = MediaType.get("application/json");

    private static final Response TAKEN = new Response.Builder()
            .request(new Request.Builder().url("http://localhost/").build())
            .protocol(Protocol.HTTP_1_1)
            .code(200)
            .message("")
            .body(ResponseBody.create("", null))
            .build();

    private Shortcut() {}

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        Response answer = chain.proceed(request);
        if (request.body() instanceof Body body && answer.isSuccessful() && answer.header("Content-Encoding") == null) {
            body.answer = answer;
            return TAKEN;
        }
        return answer;
    }

    /** A body that OkHttp will not send twice by itself: it would, after a 503 with Retry-After 0. */
    static final class Body extends RequestBody {
        private final byte[] bytes;

        /** Used by the calling thread alone. */
        private @Nullable Response answer;

        Body(byte[] bytes) {
            this.bytes = bytes;
        }

        /** The answer that was taken; else the one that OkHttp gave. */
        Response answer(Response given) {
            Response taken = answer;
            return taken == null ? given : taken;
        }

        /** The call failed: should there be an answer, nobody will read it. */
        void drop() {
            if (answer != null) {
                answer.close();
            }
        }

        @Override
        public MediaType contentType() {
            return JSON;
        }

        @Override
        public long contentLength() {
            return bytes.length;
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            sink.write(bytes);
        }
    }
}
