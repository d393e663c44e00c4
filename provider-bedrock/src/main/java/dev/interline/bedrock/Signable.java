package dev.interline.bedrock;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a signature covers of a request, apart from its body. The same for all requests to one place, so it is made once.
 *
 * @param method the HTTP method
 * @param host the host as sent in the header of that name, with the port where it is not the usual one
 * @param path the path exactly as sent, percent-encoded, beginning with a slash; empty means a slash
 * @param query the query exactly as sent, without the question mark; empty for none
 * @param headers further headers to sign, names and values in turn, such as {@code content-type}. Whatever is named here
 *     must arrive unchanged, so leave out what a proxy may touch.
 */
record Signable(String method, String host, String path, String query, List<String> headers) {
    private static final Set<String> OURS =
            Set.of("host", "authorization", "x-amz-date", "x-amz-security-token", "x-amz-content-sha256");
    private static final Set<String> CHANGED_ON_THE_WAY =
            Set.of("connection", "user-agent", "expect", "transfer-encoding", "x-amzn-trace-id");

    /**
     * Checks the request and puts the names of its headers into lower case.
     *
     * @throws IllegalArgumentException if the path begins with no slash, a header has no value, is one that the signature
     *     brings itself, or is one that proxies change
     */
    Signable {
        if (!path.isEmpty() && path.charAt(0) != '/')
            throw new IllegalArgumentException("the path to sign must begin with a slash: " + path);
        if (headers.size() % 2 != 0) throw new IllegalArgumentException("a header to sign has no value");
        List<String> lower = new ArrayList<>(headers);
        for (int i = 0; i < lower.size(); i += 2) {
            String name = lower.get(i).toLowerCase(Locale.ROOT);
            if (OURS.contains(name)) throw new IllegalArgumentException(name + " is signed anyway; leave it out");
            if (CHANGED_ON_THE_WAY.contains(name) || name.startsWith("x-forwarded-"))
                throw new IllegalArgumentException(name + " may be changed on the way; do not sign it");
            lower.set(i, name);
        }
        headers = List.copyOf(lower);
    }
}
