package dev.interline.testkit;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks at the credential of a request. Messages never repeat it. */
final class Door {

    private static final String BEARER = "Bearer ";
    private static final String SIGNED = "AWS4-HMAC-SHA256 ";

    private Door() {}

    /** Null if the request may pass, else what the cloud says to it. */
    static @Nullable Refusal check(Set<String> keys, Asked asked, Route route, long serial) {
        return passes(keys, asked) ? null : refusal(asked, route, serial);
    }

    private static boolean passes(Set<String> keys, Asked asked) {
        for (String name : new String[] {"api-key", "x-api-key", "x-goog-api-key"}) {
            Optional<String> key = asked.header(name);
            if (key.isPresent()) {
                return keys.contains(key.get());
            }
        }
        String authorization = asked.header("Authorization").orElse("");
        if (authorization.startsWith(BEARER)) {
            return keys.contains(authorization.substring(BEARER.length()));
        }
        return authorization.startsWith(SIGNED)
                && keys.stream().anyMatch(key -> authorization.contains("Credential=" + key + "/"));
    }

    private static Refusal refusal(Asked asked, Route route, long serial) {
        boolean none = asked.header("Authorization").isEmpty()
                && asked.header("api-key").isEmpty()
                && asked.header("x-api-key").isEmpty()
                && asked.header("x-goog-api-key").isEmpty();
        boolean signed = asked.header("Authorization").orElse("").startsWith(SIGNED);
        if (route.vendor() == Vendor.BEDROCK && route.raw()) {
            return signed
                    ? Refusal.of(
                            new Trouble(
                                    Fault.DENIED,
                                    403,
                                    "UnrecognizedClientException",
                                    "The security token included in the request is invalid.",
                                    null),
                            route,
                            serial)
                    : new Refusal(
                            403,
                            Map.of(),
                            "{\"Message\":\"Authentication failed: Please make sure your API Key is valid.\"}");
        }
        if (route.vendor() == Vendor.AZURE && none) {
            return new Refusal(401, Map.of(), "{\"statusCode\":401,\"message\":\"The request has no credential.\"}");
        }
        boolean googleKey = asked.header("x-goog-api-key").isPresent() && route.vendor() == Vendor.VERTEX;
        return Refusal.of(googleKey ? GoogleErrors.badKey() : Trouble.of(Fault.DENIED), route, serial);
    }
}
