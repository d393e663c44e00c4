package dev.interline.wire;

import dev.interline.CallContext;
import dev.interline.policy.Defaults;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * Connections. One for the process is enough, and is what models use that are given no other; make one's own to bring
 * an {@link OkHttpClient} with proxy, trust or interceptors of one's own. Thread-safe.
 *
 * <p>Whatever client is given, OkHttp keeps its hands off: it neither repeats a request nor follows a redirect (which
 * could carry a key to another host), and its own read, write and call timeouts give way to the clocks of the call. Its
 * connect timeout holds.
 */
public final class Transport implements AutoCloseable {
    private static final MediaType JSON = MediaType.get("application/json");

    private final OkHttpClient client;
    private final boolean owned;

    private Transport(OkHttpClient client, boolean owned) {
        this.client = client;
        this.owned = owned;
    }

    /** The one for the process, made when it is first asked for. Closing it does nothing. */
    public static Transport shared() {
        Libraries.check();
        return Holder.SHARED;
    }

    /** A new one with connections of its own. */
    public static Transport create() {
        return new Transport(tamed(own()), true);
    }

    /** Over a client of the caller, which is never closed here. */
    public static Transport over(OkHttpClient client) {
        return new Transport(tamed(client), false);
    }

    private static OkHttpClient own() {
        return new OkHttpClient.Builder()
                .connectTimeout(Defaults.CONNECT)
                .connectionPool(new ConnectionPool(64, 5, TimeUnit.MINUTES))
                .build();
    }

    private static OkHttpClient tamed(OkHttpClient client) {
        Libraries.check();
        OkHttpClient.Builder builder = client.newBuilder();
        Tap.prepare(builder);
        return builder.retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .callTimeout(Duration.ZERO)
                .build();
    }

    /** How long a connection may take to be made. */
    Duration connectTimeout() {
        return Duration.ofMillis(client.connectTimeoutMillis());
    }

    /** How many connections are open, idle ones included; for tests that look for leaks. */
    public int connections() {
        return client.connectionPool().connectionCount();
    }

    /**
     * Sends a request and waits for the head of the answer.
     *
     * @param tap learns how far it got
     */
    Reply send(Outgoing outgoing, CallContext context, Tap tap) throws IOException {
        Request.Builder request = new Request.Builder().url(outgoing.url());
        for (Map.Entry<String, String> header : outgoing.headers().entrySet()) {
            request.header(header.getKey(), header.getValue());
        }
        request.method(outgoing.method(), outgoing.hasBody() ? new Once(outgoing.bytes()) : null);
        Call call = tap.listen(client, request);
        // stays registered for as long as the body is read: closing the socket is what ends a blocked read
        context.cancellation().onCancel(call::cancel);
        return new Reply(call.execute());
    }

    @Override
    public void close() {
        if (owned) {
            client.connectionPool().evictAll();
            client.dispatcher().executorService().shutdown();
        }
    }

    private static final class Holder {
        static final Transport SHARED = new Transport(tamed(own()), false);
    }

    /** A body that OkHttp will not send twice by itself: it would, after a 503 with Retry-After 0. */
    private static final class Once extends RequestBody {
        private final byte[] bytes;

        Once(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public @Nullable MediaType contentType() {
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
