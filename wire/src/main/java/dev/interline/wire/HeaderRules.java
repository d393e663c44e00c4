package dev.interline.wire;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which headers may be set by whoever configures the library. */
public final class HeaderRules {
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e]*");

    private static final Set<String> OURS = Set.of(
            "accept",
            "accept-encoding",
            "api-key",
            "authorization",
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "expect",
            "host",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "x-api-key",
            "x-goog-api-key",
            "x-amz-security-token",
            "x-amz-date",
            "x-amz-content-sha256");

    private HeaderRules() {}

    /**
     * Checks that a header can be sent as it is.
     *
     * @throws IllegalArgumentException when name or value could not stand in a request; the value is not in the message
     */
    public static void check(String name, String value) {
        if (!NAME.matcher(name).matches() || !VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a header has a name of letters, digits and - and a value of printable ASCII; look at \""
                            + name.replaceAll("[^\\x20-\\x7e]", "?") + "\"");
        }
    }

    /**
     * Checks that a header can be sent as it is, and is nobody else's business.
     *
     * @throws IllegalArgumentException when it cannot be, carries a credential or frames the request
     */
    public static void checkOwn(String name, String value) {
        if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(
                    "header " + name + " is set by the library; credentials have methods of their own");
        }
        check(name, value);
    }
}
