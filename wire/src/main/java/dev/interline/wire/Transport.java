package dev.interline.wire;

import dev.interline.CallContext;
import dev.interline.config.Settings;
import dev.interline.config.Shared;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Connections. One for the process is enough, and is what models use that are given no other; {@linkplain #builder() make
 * one's own} for a proxy, trust or headers of one's own, or to bring an {@link OkHttpClient}. Thread-safe.
 *
 * <p>Whatever client is given, OkHttp keeps its hands off: it neither repeats a request nor follows a redirect (which
 * could carry a key to another host), and its own read, write and call timeouts give way to the clocks of the call. Its
 * connect timeout holds, for TLS and the tunnel of a proxy as well.
 *
 * <p>The logger {@code dev.interline.wire} tells every request and answer: at DEBUG address, status and headers, at TRACE
 * also the form of the body. Neither shows a credential or a word of the conversation.
 *
 * <pre>{@code
 * Transport transport = Transport.builder()
 *         .proxy("http://proxy.example.com:8080")
 *         .trust(Path.of("/etc/ssl/company.pem"), null) // which has no password
 *         .build();
 * Azure azure = Azure.at("https://my-resource.openai.azure.com").transport(transport);
 * }</pre>
 */
public final class Transport implements AutoCloseable {
    private static final int ADDRESSES = 32;

    private final Clients clients;
    private final boolean owned;
    private final String userAgent;
    private final Map<String, String> headers;
    private final long longestAnswer;
    private final Duration connectTimeout;

    /** By their hash; whoever comes later takes the place. They do not change, so races do no harm. */
    private final @Nullable Address[] addresses = new @Nullable Address[ADDRESSES];

    Transport(Clients clients, boolean owned, String userAgent, Map<String, String> headers, long longestAnswer) {
        this.clients = clients;
        this.owned = owned;
        this.userAgent = userAgent;
        this.headers = Map.copyOf(headers);
        this.longestAnswer = longestAnswer;
        this.connectTimeout = Duration.ofMillis(clients.connectTimeoutMillis());
    }

    /** The one for the process, made when it is first asked for. Closing it does nothing. */
    public static Transport shared() {
        Libraries.check();
        return Holder.SHARED;
    }

    /** A new one with connections of its own. */
    public static Transport create() {
        return builder().build();
    }

    /** Over a client of the caller, which is never closed here. */
    public static Transport over(OkHttpClient client) {
        return builder().client(client).build();
    }

    /** Begins with what holds when nobody sets anything. */
    public static Builder builder() {
        Libraries.check();
        return new Builder();
    }

    /**
     * For providers: the one that a deployment of a file asks for. A section {@code transport} of the deployment makes one
     * for it alone; else all share the one of the section {@code transport} at the top of the file. The keys:
     *
     * <table>
     * <caption>Keys</caption>
     * <tr><th>key</th><th>meaning</th></tr>
     * <tr><td>{@code proxy}</td><td>as in {@link Builder#proxy}, or {@code none} to ask none</td></tr>
     * <tr><td>{@code no-proxy}</td><td>a list as in {@link Builder#noProxy}</td></tr>
     * <tr><td>{@code trust}, {@code trust-password}</td><td>as in {@link Builder#trust(Path, String)}</td></tr>
     * <tr><td>{@code certificate}, {@code certificate-password}</td><td>as in {@link Builder#certificate}</td></tr>
     * <tr><td>{@code http-version}</td><td>{@code 2}, the default, or {@code 1.1} as in {@link Builder#http1}</td></tr>
     * <tr><td>{@code pool-size}, {@code keep-alive}</td><td>as in {@link Builder#pool}</td></tr>
     * <tr><td>{@code connect-timeout}</td><td>as in {@link Builder#connectTimeout}</td></tr>
     * <tr><td>{@code user-agent}, {@code headers}</td><td>as in {@link Builder#userAgent}, {@link Builder#header}</td></tr>
     * <tr><td>{@code longest-answer-mb}</td><td>as in {@link Builder#longestAnswer}, in units of 1,048,576 bytes</td></tr>
     * </table>
     */
    public static Transport of(Settings settings, Shared shared) {
        return TransportSection.of(settings, shared);
    }

    /** How long a connection may take to be made, with TLS and the tunnel of a proxy; zero for any time. */
    public Duration connectTimeout() {
        return connectTimeout;
    }

    /** How many connections are open, idle ones included; for tests that look for leaks. */
    public int connections() {
        return clients.pool().connectionCount();
    }

    Clients clients() {
        return clients;
    }

    /**
     * Sends a request and waits for the head of the answer.
     *
     * @param tap learns how far it got
     */
    Reply send(Outgoing outgoing, CallContext context, Tap tap) throws IOException {
        HttpUrl address = address(outgoing.url());
        Request.Builder request = new Request.Builder().url(address);
        request.header("User-Agent", userAgent);
        headers.forEach(request::header);
        for (Map.Entry<String, String> header : outgoing.headers().entrySet()) {
            request.header(header.getKey(), header.getValue());
        }
        Shortcut.Body body = outgoing.hasBody() ? new Shortcut.Body(outgoing.bytes()) : null;
        request.method(outgoing.method(), body);
        Call call = tap.listen(clients.at(address), request);
        // stays registered for as long as the body is read: closing the socket is what ends a blocked read
        context.cancellation().onCancel(call::cancel);
        WireLog.asked(call.request(), outgoing);
        Reply reply = new Reply(execute(call, body), longestAnswer);
        WireLog.answered(call.request(), reply);
        return reply;
    }

    private static Response execute(Call call, Shortcut.@Nullable Body body) throws IOException {
        if (body == null) {
            return call.execute();
        }
        try {
            return body.answer(call.execute());
        } catch (IOException | RuntimeException e) {
            body.drop();
            throw e;
        }
    }

    /** A model is asked at the same address again and again; making sense of one costs a tenth of a call. */
    private HttpUrl address(String url) {
        Address known = addresses[url.hashCode() & ADDRESSES - 1];
        if (known == null || !known.text.equals(url)) {
            known = new Address(url, HttpUrl.get(url));
            addresses[url.hashCode() & ADDRESSES - 1] = known;
        }
        return known.url;
    }

    private record Address(String text, HttpUrl url) {}

    @Override
    public void close() {
        if (owned) {
            clients.close();
        }
    }

    private static final class Holder {
        static final Transport SHARED = builder().forProcess();
    }

    /** Settings of a {@link Transport}. Not thread-safe. */
    public static final class Builder {
        private static final long LONGEST_ANSWER = 64L << 20;

        private final Connections connections = new Connections();
        private final Map<String, String> headers = new LinkedHashMap<>();
        private String userAgent = Product.NAME;
        private long longestAnswer = LONGEST_ANSWER;

        private Builder() {}

        /**
         * Begins with a client of one's own: its proxy, trust, pool, interceptors and connect timeout hold unless they are
         * set here as well. It is never closed here. The environment's proxies are then not looked at.
         */
        public Builder client(OkHttpClient client) {
            connections.client(client);
            return this;
        }

        /**
         * Asks a proxy for every host but this machine. Without this, a proxy is taken from the system properties
         * ({@code https.proxyHost}, {@code http.nonProxyHosts} and so on) or else from the environment
         * ({@code HTTPS_PROXY}, {@code ALL_PROXY}, {@code NO_PROXY}, also in small letters, and {@code http_proxy}).
         *
         * @param address such as {@code http://proxy.example.com:8080}, with {@code user:password@} where it asks for
         *     them, or {@code socks5://proxy.example.com:1080}
         * @throws IllegalArgumentException when it is no address of a proxy
         */
        public Builder proxy(String address) {
            connections.proxies(connections.proxies().through(ProxyAddress.parse("the proxy", address)));
            return this;
        }

        /** Asks no proxy, whatever the environment says. */
        public Builder noProxy() {
            connections.proxies(Proxies.NONE);
            return this;
        }

        /**
         * Asks no proxy for these hosts: {@code example.com} with all hosts below it, {@code .example.com} only those
         * below, an address, a network such as {@code 10.0.0.0/8}, any of these with a port behind a colon, or {@code *}.
         */
        public Builder noProxy(String... hosts) {
            connections.proxies(connections.proxies().except(List.of(hosts)));
            return this;
        }

        /**
         * Trusts the certificates in a file, in place of those that the Java runtime trusts.
         *
         * @param file PEM with any number of certificates, or a key store (PKCS12, JKS)
         * @param password of the key store; null for PEM, and for a store without one
         * @throws IllegalArgumentException when it cannot be read, or holds no certificate
         */
        public Builder trust(Path file, @Nullable String password) {
            connections.trust(KeyFile.trusted(file, password));
            return this;
        }

        /**
         * Shows a certificate to servers that ask for one.
         *
         * @param file a key store (PKCS12, JKS) with the private key
         * @param password of the store and of the key
         * @throws IllegalArgumentException when it cannot be read, or holds no private key
         */
        public Builder certificate(Path file, String password) {
            connections.certificate(KeyFile.own(file, password));
            return this;
        }

        /** Speaks HTTP/1.1 alone. Without this, HTTP/2 where the server speaks it. */
        public Builder http1() {
            connections.http1();
            return this;
        }

        /**
         * Keeps connections open for later requests.
         *
         * @param most how many may lie idle; without this 64
         * @param keepAlive how long one may lie idle; without this 5 minutes
         */
        public Builder pool(int most, Duration keepAlive) {
            connections.pool(most, keepAlive);
            return this;
        }

        /** How long a connection may take to be made, with TLS and the tunnel of a proxy; without this 5 s. */
        public Builder connectTimeout(Duration longest) {
            connections.connectTimeout(longest);
            return this;
        }

        /** Who to say that is asking; without this the library's name and version. */
        public Builder userAgent(String name) {
            HeaderRules.check("User-Agent", name);
            userAgent = name;
            return this;
        }

        /**
         * One more header for every request, such as one that a gateway wants. What a model sets itself wins.
         *
         * @throws IllegalArgumentException for a header that the library sets itself, or a value that could not stand in
         *     one
         */
        public Builder header(String name, String value) {
            HeaderRules.checkOwn(name, value);
            headers.put(name, value);
            return this;
        }

        /** Refuses answers with more bytes than these, streamed or whole; without this 64 MB. */
        public Builder longestAnswer(long bytes) {
            if (bytes < 1) {
                throw new IllegalArgumentException("the longest answer must be a number of bytes above zero");
            }
            longestAnswer = bytes;
            return this;
        }

        /** The transport. Opens no connection yet. */
        public Transport build() {
            return new Transport(connections.open(), connections.isOwn(), userAgent, headers, longestAnswer);
        }

        private Transport forProcess() {
            return new Transport(connections.open(), false, userAgent, headers, longestAnswer);
        }
    }
}
