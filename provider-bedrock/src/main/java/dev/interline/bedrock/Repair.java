package dev.interline.bedrock;

import dev.interline.CallContext;
import dev.interline.error.ChatException;
import dev.interline.wire.Refusal;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** When a new credential may turn a refusal into an answer. */
final class Repair {
    private static final Set<String> STALE = Set.of(
            "ExpiredTokenException",
            "ExpiredToken",
            "UnrecognizedClientException",
            "InvalidClientTokenId",
            "InvalidSignatureException",
            "SignatureDoesNotMatch",
            "AuthFailure",
            "authentication_error",
            "invalid_api_key");

    private static final Set<String> SKEWED = Set.of(
            "RequestTimeTooSkewed",
            "RequestExpired",
            "RequestInTheFuture",
            "InvalidSignatureException",
            "SignatureDoesNotMatch",
            "AuthFailure");

    private Repair() {}

    /** Whether who we are was refused, and not what we may do: a right that is missing does not come with a new key. */
    static boolean forCredential(Refusal refusal, ChatException explained) {
        if (explained.kind() != ChatException.Kind.DENIED) {
            return false;
        }
        if (refusal.status() == 401 || STALE.contains(explained.code())) {
            return true;
        }
        Said said = Said.of(refusal);
        return refusal.status() == 403 && said.says("authentication failed", "expired", "api key");
    }

    /** Whether the clock may be to blame. */
    static boolean forClock(ChatException explained) {
        return SKEWED.contains(explained.code());
    }

    /** Tries; a failure to get another credential says less than the refusal, unless the call itself is over. */
    static boolean attempt(CallContext context, ChatException explained, BooleanSupplier replace) {
        try {
            return replace.getAsBoolean();
        } catch (ChatException e) {
            context.check();
            explained.addSuppressed(e);
            return false;
        }
    }
}
