package dev.interline.wire;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import okhttp3.Credentials;
import org.jspecify.annotations.Nullable;

/** Where a proxy is, and how to sign in there. Immutable; prints no password. */
final class ProxyAddress {
    private final Proxy proxy;
    private final @Nullable String authorization;

    private ProxyAddress(Proxy proxy, @Nullable String authorization) {
        this.proxy = proxy;
        this.authorization = authorization;
    }

    /**
     * Reads an address.
     *
     * @param what what it is called where it was set, for messages; the text may hold a password and is not repeated
     */
    static ProxyAddress parse(String what, String text) {
        String address = text.strip();
        // the environment often leaves the scheme out
        String whole = address.contains("://") ? address : "http://" + address;
        URI uri;
        try {
            uri = new URI(whole);
        } catch (URISyntaxException e) {
            // its message holds the text, so it is no cause
            throw wrong(what);
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        String host = uri.getHost();
        if (host == null) {
            throw wrong(what);
        }
        Proxy.Type type = switch (scheme) {
            case "http" -> Proxy.Type.HTTP;
            case "socks", "socks5", "socks5h" -> Proxy.Type.SOCKS;
            case "https" ->
                throw new IllegalArgumentException(
                        what + " is one that is itself asked over TLS (https://), which is not supported: write the"
                                + " address of its http:// side; what goes through it is encrypted all the same");
            default -> throw wrong(what);
        };
        int port = uri.getPort() >= 0 ? uri.getPort() : type == Proxy.Type.HTTP ? 80 : 1080;
        String plain = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return new ProxyAddress(
                new Proxy(type, InetSocketAddress.createUnresolved(plain, port)), basic(uri, what, type));
    }

    private static @Nullable String basic(URI uri, String what, Proxy.Type type) {
        String user = uri.getUserInfo();
        if (user == null || user.isEmpty()) {
            return null;
        }
        if (type == Proxy.Type.SOCKS) {
            throw new IllegalArgumentException(what + " is a SOCKS one with a user name, which is not supported");
        }
        int colon = user.indexOf(':');
        String name = colon < 0 ? user : user.substring(0, colon);
        String password = colon < 0 ? "" : user.substring(colon + 1);
        return Credentials.basic(name, password, StandardCharsets.UTF_8);
    }

    private static IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(what + " is no address of a proxy: write one such as"
                + " http://proxy.example.com:8080 or socks5://proxy.example.com:1080");
    }

    Proxy proxy() {
        return proxy;
    }

    /** The value of {@code Proxy-Authorization}; null when none is asked for. */
    @Nullable
    String authorization() {
        return authorization;
    }

    @Override
    public String toString() {
        return "ProxyAddress[" + proxy + "]";
    }
}
