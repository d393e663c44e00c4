package dev.interline.wire;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import okhttp3.HttpUrl;

/**
 * An address that requests are appended to, checked before anything is sent. Immutable.
 *
 * @param scheme {@code https} or {@code http}
 * @param host in lower case; an IPv6 address in brackets
 * @param port -1 for the scheme's own
 * @param path percent-encoded as it was given; empty, or begins with a slash and does not end in one
 */
public record BaseUrl(String scheme, String host, int port, String path) {

    /**
     * Reads an address.
     *
     * @param what what it is called where it was set, for messages
     * @param text the address, such as {@code https://example.com/gateway}; slashes at its end go
     * @throws IllegalArgumentException when it is none, saying what to change
     */
    public static BaseUrl parse(String what, String text) {
        String address = text.strip();
        if (address.isEmpty()) {
            throw new IllegalArgumentException(what + " is blank: give an address that begins with https://");
        }
        if (address.indexOf('@') >= 0) {
            // not repeated: what stands before the @ is likely a password
            throw new IllegalArgumentException(
                    what + " holds a user name or password before an @: take it out, credentials are set apart");
        }
        if (address.indexOf('?') >= 0 || address.indexOf('#') >= 0) {
            throw new IllegalArgumentException(
                    what + " holds a query or fragment: give the address up to the ? or # alone");
        }
        if (!address.contains("://")) {
            throw new IllegalArgumentException(
                    what + " \"" + address + "\" has no scheme: did you mean https://" + address + " ?");
        }
        URI uri;
        try {
            uri = new URI(address);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    what + " \"" + address + "\" is no address: it needs a host, and can hold no blanks", e);
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw new IllegalArgumentException(what + " \"" + address + "\" must begin with https://");
        }
        HttpUrl read = HttpUrl.parse(address);
        if (uri.getHost() == null || read == null || !read.host().equals(plain(uri.getHost()))) {
            // who checks an address and who asks it must read the same host in it
            throw new IllegalArgumentException(what + " \"" + address + "\" has no host that could be asked");
        }
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        while (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        return new BaseUrl(scheme, uri.getHost().toLowerCase(Locale.ROOT), uri.getPort(), path);
    }

    /** As OkHttp writes it: in lower case, without the brackets of IPv6. */
    private static String plain(String host) {
        String small = host.toLowerCase(Locale.ROOT);
        return small.startsWith("[") ? HttpUrl.get("http://" + small).host() : small;
    }

    /** Whether the host is this machine itself. */
    public boolean isLoopback() {
        return isLoopback(host);
    }

    static boolean isLoopback(String host) {
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.equals("[::1]")
                || host.equals("::1")
                || host.startsWith("127.") && host.matches("127(\\.\\d{1,3}){3}");
    }

    /**
     * This address, unless it would carry a credential over a network in the clear.
     *
     * @param allowed whether that was asked for in so many words
     * @param what what the address is called where it was set
     * @param how how to ask for it
     * @throws IllegalArgumentException for plain {@code http} to another machine
     */
    public BaseUrl orRefusePlainHttp(boolean allowed, String what, String how) {
        if (scheme.equals("http") && !allowed && !isLoopback()) {
            throw new IllegalArgumentException(what + " \"" + this
                    + "\" would send the credential and the conversation unencrypted: write https://, or say " + how
                    + " if this network may see them");
        }
        return this;
    }

    /** Host and port as they stand in the address. */
    public String authority() {
        return port < 0 ? host : host + ":" + port;
    }

    /** The same host with another path. */
    public BaseUrl withPath(String path) {
        return new BaseUrl(scheme, host, port, path);
    }

    /** Another host of the same kind, with the same path. */
    public BaseUrl withHost(String host) {
        return new BaseUrl(scheme, host, port, path);
    }

    /** Without a slash at its end. */
    @Override
    public String toString() {
        return scheme + "://" + authority() + path;
    }
}
