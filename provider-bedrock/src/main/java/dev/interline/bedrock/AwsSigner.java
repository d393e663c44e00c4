package dev.interline.bedrock;

import dev.interline.CallContext;
import dev.interline.error.ChatException;
import dev.interline.wire.Outgoing;
import dev.interline.wire.Refusal;
import dev.interline.wire.Signer;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Signs with AWS keys, anew for every attempt; puts a wrong clock right, and stale keys, once. Thread-safe. */
final class AwsSigner implements Signer {
    private static final String JSON = "application/json";
    private static final String CREDENTIAL = "Credential=";

    private final SigV4 signature;
    private final KeySource keys;
    private final Skew skew;
    private volatile @Nullable Covered last;

    AwsSigner(Site site, KeySource keys, Skew skew) {
        this.signature = new SigV4(site.region(), site.service().signingName);
        this.keys = keys;
        this.skew = skew;
    }

    @Override
    public void sign(Outgoing outgoing) {
        AwsKeys mine = keys.get(outgoing.context());
        // lasting keys after temporary ones bring no token that would replace the old one
        outgoing.headers().remove("X-Amz-Security-Token");
        signature.sign(covered(outgoing), outgoing.bytes(), mine, skew.now()).forEach(outgoing::header);
    }

    /** What the last signature covered, for the next one of the same address. */
    private record Covered(String method, String url, boolean typed, Signable signable) {}

    private Signable covered(Outgoing outgoing) {
        boolean typed = outgoing.hasBody() && JSON.equals(outgoing.headers().get("Content-Type"));
        Covered known = last;
        if (known == null
                || !typed
                || !known.typed
                || !known.url.equals(outgoing.url())
                || !known.method.equals(outgoing.method())) {
            known = new Covered(outgoing.method(), outgoing.url(), typed, signable(outgoing));
            last = known;
        }
        return known.signable;
    }

    /** Over the path as it is sent; decoding it would break the signature of every model id with a colon. */
    private static Signable signable(Outgoing outgoing) {
        URI url = URI.create(outgoing.url());
        String query = url.getRawQuery();
        String type = outgoing.headers().get("Content-Type");
        return new Signable(
                outgoing.method(),
                host(url),
                url.getRawPath(),
                query == null ? "" : query,
                type == null || !outgoing.hasBody() ? List.of() : List.of("content-type", type));
    }

    /** As it is sent: without a port that goes without saying. */
    private static String host(URI url) {
        int usual = "https".equals(url.getScheme()) ? 443 : 80;
        return url.getPort() < 0 || url.getPort() == usual ? url.getHost() : url.getHost() + ":" + url.getPort();
    }

    @Override
    public boolean repair(Outgoing outgoing, Refusal refusal, ChatException explained) {
        if (Repair.forClock(explained) && skew.learn(outgoing.headers().get("X-Amz-Date"), refusal.header("Date"))) {
            return true;
        }
        String used = accessKey(outgoing.headers().get("Authorization"));
        return used != null
                && Repair.forCredential(refusal, explained)
                && Repair.attempt(outgoing.context(), explained, () -> keys.replace(used, outgoing.context()));
    }

    @Override
    public long version(CallContext context) {
        return keys.version(context);
    }

    private static @Nullable String accessKey(@Nullable String authorization) {
        int at = authorization == null ? -1 : authorization.indexOf(CREDENTIAL);
        int slash = at < 0 || authorization == null ? -1 : authorization.indexOf('/', at);
        return slash < 0 || authorization == null ? null : authorization.substring(at + CREDENTIAL.length(), slash);
    }

    @Override
    public String toString() {
        return "AwsSigner[" + signature + "]";
    }
}
