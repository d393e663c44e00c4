package dev.interline.wire;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Hosts that are asked without a proxy, as the variable {@code NO_PROXY} lists them. Immutable. */
record NoProxy(List<String> hosts) {
    static final NoProxy NOTHING = new NoProxy(List.of());

    /** Most have no list, and need no patterns. */
    private static final class Patterns {
        static final Pattern PORT = Pattern.compile("(\\[[^]]+]|[^:]+):(\\d{1,5})");
        static final Pattern LITERAL = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-f:.]*:[0-9a-f:.]*");
    }

    NoProxy {
        hosts = List.copyOf(hosts);
    }

    /** A list with commas or blanks between its entries. */
    static NoProxy of(String list) {
        return list.isBlank() ? NOTHING : NOTHING.and(List.of(list.strip().split("[,\\s]+")));
    }

    NoProxy and(List<String> more) {
        List<String> all = new ArrayList<>(hosts);
        for (String host : more) {
            if (!host.isBlank()) {
                all.add(host.strip().toLowerCase(Locale.ROOT));
            }
        }
        return new NoProxy(all);
    }

    boolean matches(URI uri) {
        String host = bare(uri.getHost().toLowerCase(Locale.ROOT));
        int port = uri.getPort() >= 0 ? uri.getPort() : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
        for (String entry : hosts) {
            if (matches(entry, host, port)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(String entry, String host, int port) {
        Matcher withPort = Patterns.PORT.matcher(entry);
        if (withPort.matches()) {
            return Integer.parseInt(withPort.group(2)) == port && matchesHost(withPort.group(1), host);
        }
        return matchesHost(entry, host);
    }

    private static boolean matchesHost(String entry, String host) {
        if (entry.equals("*")) {
            return true;
        }
        int slash = entry.indexOf('/');
        if (slash > 0) {
            return inNetwork(entry.substring(0, slash), entry.substring(slash + 1), host);
        }
        String name = bare(entry.startsWith("*.") ? entry.substring(1) : entry);
        return name.startsWith(".") ? host.endsWith(name) : host.equals(name) || host.endsWith("." + name);
    }

    private static boolean inNetwork(String network, String bits, String host) {
        byte[] base = literal(bare(network));
        byte[] address = literal(host);
        if (base == null || address == null || base.length != address.length || !bits.matches("\\d{1,3}")) {
            return false;
        }
        int rest = Math.max(0, base.length * 8 - Integer.parseInt(bits));
        return new BigInteger(1, base).shiftRight(rest).equals(new BigInteger(1, address).shiftRight(rest));
    }

    /** The bytes of an address that is written out; null for a name, which nobody looks up here. */
    private static byte @Nullable [] literal(String host) {
        if (!Patterns.LITERAL.matcher(host).matches()) {
            return null;
        }
        try {
            return InetAddress.getByName(host).getAddress();
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
