package dev.interline.wire;

import dev.interline.time.Time;
import dev.interline.time.Timer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * What one request learns of its connection: whether it came from the pool, and how far it got; and the clock of a new
 * one. OkHttp's own connect timeout ends with TCP, and a peer that then says nothing would be waited for as long as for an
 * answer: ours runs until TLS, and the tunnel of a proxy, stand as well. OkHttp 5 takes the tap beside the client's own
 * listener; on OkHttp 4, which an older neighbour may bring, it takes that one's place.
 */
final class Tap extends EventListener {
    private enum Connecting {
        NOT_YET,
        NOW,
        DONE,
        TOO_LATE
    }

    private final Time time;
    private final Duration patience;
    private final AtomicReference<Connecting> connecting = new AtomicReference<>(Connecting.NOT_YET);
    private final AtomicReference<@Nullable Timer> clock = new AtomicReference<>();
    private volatile boolean acquired;
    private volatile boolean answering;

    /**
     * For one request.
     *
     * @param patience how long a new connection may take; zero for any time
     */
    Tap(Time time, Duration patience) {
        this.time = time;
        this.patience = patience;
    }

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
        connecting.compareAndSet(Connecting.NOT_YET, Connecting.NOW);
        if (connecting.get() == Connecting.NOW && !patience.isZero()) {
            // another address of the host has its own time
            set(time.after(patience, () -> late(call)));
            if (connecting.get() != Connecting.NOW) {
                set(null);
            }
        }
    }

    private void late(Call call) {
        if (connecting.compareAndSet(Connecting.NOW, Connecting.TOO_LATE)) {
            call.cancel();
        }
    }

    private void set(@Nullable Timer next) {
        Timer before = clock.getAndSet(next);
        if (before != null) {
            before.stop();
        }
    }

    private void connected() {
        connecting.compareAndSet(Connecting.NOW, Connecting.DONE);
        set(null);
    }

    @Override
    public void connectEnd(Call call, InetSocketAddress address, Proxy proxy, @Nullable Protocol protocol) {
        // without a protocol it is the way to the proxy alone
        if (protocol != null) {
            connected();
        }
    }

    @Override
    public void connectionAcquired(Call call, Connection connection) {
        acquired = true;
        connected();
    }

    @Override
    public void callFailed(Call call, IOException e) {
        set(null);
    }

    @Override
    public void responseHeadersStart(Call call) {
        answering = true;
    }

    /** Whether the request was lost on a connection that had been kept open, before the target said anything. */
    boolean wasStale() {
        return acquired && connecting.get() == Connecting.NOT_YET && !answering;
    }

    /** Whether a new connection took too long, by our clock or by OkHttp's. */
    boolean wasTooLate(IOException e) {
        Connecting now = connecting.get();
        return now == Connecting.TOO_LATE || (now == Connecting.NOW && e instanceof SocketTimeoutException);
    }
}
