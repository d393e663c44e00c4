package dev.interline.wire;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The client of a transport, which learns TLS when the first address wants it. To read and check what the runtime trusts
 * takes longer than all else before a first answer, and who asks a gateway on this machine needs none of it. Thread-safe.
 */
final class Clients {
    private static final List<ConnectionSpec> PLAIN = List.of(ConnectionSpec.CLEARTEXT);
    /** Plain text is for this machine, and for whoever has asked for it in so many words: the doors see to it. */
    static final List<ConnectionSpec> ALL = List.of(ConnectionSpec.MODERN_TLS, ConnectionSpec.CLEARTEXT);

    private final OkHttpClient first;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable OkHttpClient whole;

    private Clients(OkHttpClient first, @Nullable OkHttpClient whole) {
        this.first = first;
        this.whole = whole;
    }

    /** One that knows whom it trusts already. */
    static Clients of(OkHttpClient whole) {
        return new Clients(whole, whole);
    }

    /** One that trusts whom the runtime trusts. */
    static Clients of(OkHttpClient.Builder client) {
        return new Clients(client.connectionSpecs(PLAIN).build(), null);
    }

    OkHttpClient at(HttpUrl address) {
        return address.isHttps() ? whole() : first;
    }

    /** The one that can do everything. Shares its connections and threads with the other. */
    OkHttpClient whole() {
        OkHttpClient made = whole;
        if (made == null) {
            lock.lock();
            try {
                made = whole;
                if (made == null) {
                    made = first.newBuilder().connectionSpecs(ALL).build();
                    whole = made;
                }
            } finally {
                lock.unlock();
            }
        }
        return made;
    }

    /** Whether nobody has asked for TLS yet. */
    boolean arePlain() {
        return whole == null;
    }

    int connectTimeoutMillis() {
        return first.connectTimeoutMillis();
    }

    ConnectionPool pool() {
        return first.connectionPool();
    }

    void close() {
        first.connectionPool().evictAll();
        first.dispatcher().executorService().shutdown();
    }
}
