package dev.interline.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import okhttp3.Authenticator;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which proxy is asked for which host. This machine itself is never asked through one. Without a word of the caller the
 * system properties of Java are obeyed where they name a proxy, else the variables that command lines know. Thread-safe.
 */
final class Proxies extends ProxySelector implements Authenticator {
    private static final Logger LOG = LoggerFactory.getLogger(Transport.class);
    private static final List<Proxy> DIRECT = List.of(Proxy.NO_PROXY);
    private static final List<String> PROPERTIES =
            List.of("https.proxyHost", "http.proxyHost", "socksProxyHost", "java.net.useSystemProxies");

    /** None at all. */
    static final Proxies NONE = new Proxies(null, NoProxy.NOTHING, name -> null, false);
    /** Those of the system properties and the environment, read when they are needed. */
    static final Proxies SURROUNDINGS = new Proxies(null, NoProxy.NOTHING, System::getenv, true);

    private final @Nullable ProxyAddress fixed;
    private final NoProxy except;
    private final UnaryOperator<@Nullable String> variables;
    private final boolean surroundings;

    private Proxies(
            @Nullable ProxyAddress fixed,
            NoProxy except,
            UnaryOperator<@Nullable String> variables,
            boolean surroundings) {
        this.fixed = fixed;
        this.except = except;
        this.variables = variables;
        this.surroundings = surroundings;
    }

    /** Those of other variables, for tests. */
    static Proxies of(UnaryOperator<@Nullable String> variables) {
        return new Proxies(null, NoProxy.NOTHING, variables, true);
    }

    Proxies through(ProxyAddress address) {
        return new Proxies(address, except, variables, false);
    }

    Proxies except(List<String> hosts) {
        return new Proxies(fixed, except.and(hosts), variables, surroundings);
    }

    @Override
    public List<Proxy> select(URI uri) {
        String host = uri.getHost();
        if (host == null || BaseUrl.isLoopback(host.toLowerCase(Locale.ROOT)) || except.matches(uri)) {
            return DIRECT;
        }
        if (fixed != null) {
            return List.of(fixed.proxy());
        }
        if (!surroundings) {
            return DIRECT;
        }
        if (namedByProperties()) {
            ProxySelector java = ProxySelector.getDefault();
            return java == null ? DIRECT : java.select(uri);
        }
        ProxyAddress address = environment(uri);
        return address == null ? DIRECT : List.of(address.proxy());
    }

    private static boolean namedByProperties() {
        for (String name : PROPERTIES) {
            if (System.getProperty(name) != null) {
                return true;
            }
        }
        return false;
    }

    private @Nullable ProxyAddress environment(URI uri) {
        if (NoProxy.of(variable("NO_PROXY")).matches(uri)) {
            return null;
        }
        // HTTP_PROXY in capitals can be set by a visitor of a CGI program, so nobody reads it
        String name = "https".equalsIgnoreCase(uri.getScheme()) ? "HTTPS_PROXY" : "http_proxy";
        String address = variable(name);
        if (address.isEmpty()) {
            name = "ALL_PROXY";
            address = variable(name);
        }
        return address.isEmpty() ? null : ProxyAddress.parse("the environment variable " + name, address);
    }

    private String variable(String name) {
        String value = variables.apply(name);
        if (value == null || value.isBlank()) {
            value = variables.apply(name.toLowerCase(Locale.ROOT));
        }
        return value == null ? "" : value.strip();
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        LOG.debug("the proxy {} could not be reached", address);
    }

    /** Signs in at the proxy, once. */
    @Override
    public @Nullable Request authenticate(@Nullable Route route, Response response) {
        if (response.request().header("Proxy-Authorization") != null || route == null) {
            return null;
        }
        String authorization = authorization(route.proxy());
        return authorization == null
                ? null
                : response.request()
                        .newBuilder()
                        .header("Proxy-Authorization", authorization)
                        .build();
    }

    private @Nullable String authorization(Proxy asked) {
        for (ProxyAddress each : known()) {
            if (sameProxy(each.proxy(), asked)) {
                return each.authorization();
            }
        }
        return null;
    }

    private static boolean sameProxy(Proxy one, Proxy other) {
        return one.address() instanceof InetSocketAddress a
                && other.address() instanceof InetSocketAddress b
                && a.getHostString().equals(b.getHostString())
                && a.getPort() == b.getPort();
    }

    private List<ProxyAddress> known() {
        if (fixed != null) {
            return List.of(fixed);
        }
        return List.of("HTTPS_PROXY", "http_proxy", "ALL_PROXY").stream()
                .filter(name -> surroundings && !variable(name).isEmpty())
                .map(name -> ProxyAddress.parse("the environment variable " + name, variable(name)))
                .toList();
    }
}
