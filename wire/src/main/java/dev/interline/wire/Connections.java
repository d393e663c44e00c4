package dev.interline.wire;

import dev.interline.policy.Defaults;
import java.net.ProxySelector;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;
import okhttp3.Authenticator;
import okhttp3.CertificatePinner;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.Dns;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * How the client of a transport is set up. Nothing is left to the defaults of OkHttp: a test lists its settings and knows
 * the reason for each. Not thread-safe.
 */
final class Connections {
    private static final int IDLE = 64;
    private static final Duration KEEP_ALIVE = Duration.ofMinutes(5);

    /** A connection that is dead carries many streams of HTTP/2; this finds it before the clock of each does. */
    private static final Duration PING = Duration.ofSeconds(30);

    private @Nullable OkHttpClient given;
    private @Nullable Proxies proxies;
    private @Nullable X509TrustManager trust;
    private KeyManager @Nullable [] certificate;
    private @Nullable List<Protocol> protocols;
    private @Nullable ConnectionPool pool;
    private @Nullable Duration connect;

    void client(OkHttpClient client) {
        this.given = client;
    }

    Proxies proxies() {
        Proxies set = proxies;
        return set == null ? Proxies.SURROUNDINGS : set;
    }

    void proxies(Proxies proxies) {
        this.proxies = proxies;
    }

    void trust(X509TrustManager trust) {
        this.trust = trust;
    }

    void certificate(KeyManager[] certificate) {
        this.certificate = certificate;
    }

    void http1() {
        this.protocols = List.of(Protocol.HTTP_1_1);
    }

    void pool(int most, Duration keepAlive) {
        if (most < 0 || keepAlive.isNegative() || keepAlive.isZero()) {
            throw new IllegalArgumentException("a pool keeps 0 or more connections, for a time above zero");
        }
        this.pool = new ConnectionPool(most, keepAlive.toMillis(), TimeUnit.MILLISECONDS);
    }

    void connectTimeout(Duration longest) {
        if (longest.toMillis() < 1 || longest.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("the connect timeout is between 1 ms and a day, not " + longest);
        }
        this.connect = longest;
    }

    boolean isOwn() {
        return given == null;
    }

    Clients open() {
        OkHttpClient.Builder client = given == null ? fresh() : given.newBuilder();
        if (proxies != null) {
            // a proxy that the given client names would win over the selector
            client.proxy(null).proxySelector(proxies).proxyAuthenticator(proxies);
        }
        if (protocols != null) {
            client.protocols(protocols);
        }
        if (pool != null) {
            client.connectionPool(pool);
        }
        if (connect != null) {
            client.connectTimeout(connect);
        }
        secure(client);
        Tap.prepare(client);
        client.retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .callTimeout(Duration.ZERO);
        boolean trustsAsTheRuntime = given == null && trust == null && certificate == null;
        return trustsAsTheRuntime ? Clients.of(client) : Clients.of(client.build());
    }

    private static OkHttpClient.Builder fresh() {
        OkHttpClient.Builder client = new OkHttpClient.Builder();
        if (Libraries.IS_OKHTTP_5) {
            // OkHttp 4 has no such thing
            client.fastFallback(true);
        }
        return client.addNetworkInterceptor(Shortcut.ONE)
                .connectTimeout(Defaults.CONNECT)
                .connectionPool(new ConnectionPool(IDLE, KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS))
                .pingInterval(PING)
                .protocols(List.of(Protocol.HTTP_2, Protocol.HTTP_1_1))
                .connectionSpecs(Clients.ALL)
                .proxy(null)
                .proxySelector((ProxySelector) Proxies.SURROUNDINGS)
                .proxyAuthenticator(Proxies.SURROUNDINGS)
                .authenticator(Authenticator.NONE)
                .certificatePinner(CertificatePinner.DEFAULT)
                .cookieJar(CookieJar.NO_COOKIES)
                .cache(null)
                .dns(Dns.SYSTEM)
                .socketFactory(SocketFactory.getDefault())
                .eventListener(EventListener.NONE);
    }

    private void secure(OkHttpClient.Builder client) {
        if (trust == null && certificate == null) {
            return;
        }
        X509TrustManager trusted = trust == null ? KeyFile.ofTheRuntime() : trust;
        SSLContext context = KeyFile.context(certificate, trusted);
        client.sslSocketFactory(context.getSocketFactory(), trusted);
    }
}
