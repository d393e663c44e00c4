package dev.interline.wire;

import java.net.InetSocketAddress;
import java.net.Proxy;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * What one request learns of its connection: whether it came from the pool, and how far it got. OkHttp 5 takes it beside
 * the client's own listener; on OkHttp 4, which an older neighbour may bring, it takes that one's place.
 */
final class Tap extends EventListener {
    private volatile boolean connecting;
    private volatile boolean connected;
    private volatile boolean acquired;
    private volatile boolean answering;

    /** Prepares a client for taps. */
    static void prepare(OkHttpClient.Builder client) {
        if (!Libraries.CALLS_TAKE_LISTENERS) {
            client.eventListenerFactory(call -> {
                Tap tap = call.request().tag(Tap.class);
                return tap == null ? EventListener.NONE : tap;
            });
        }
    }

    /** A call of a prepared client that is listened to. */
    Call listen(OkHttpClient client, Request.Builder request) {
        if (!Libraries.CALLS_TAKE_LISTENERS) {
            return client.newCall(request.tag(Tap.class, this).build());
        }
        Call call = client.newCall(request.build());
        call.addEventListener(this);
        return call;
    }

    @Override
    public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
        connecting = true;
    }

    @Override
    public void connectEnd(Call call, InetSocketAddress address, Proxy proxy, @Nullable Protocol protocol) {
        connected = true;
    }

    @Override
    public void connectionAcquired(Call call, Connection connection) {
        acquired = true;
    }

    @Override
    public void responseHeadersStart(Call call) {
        answering = true;
    }

    /** Whether the request was lost on a connection that had been kept open, before the target said anything. */
    boolean wasStale() {
        return acquired && !connecting && !answering;
    }

    /** Whether the connection was still being made. */
    boolean wasConnecting() {
        return connecting && !connected;
    }
}
