package dev.interline.bedrock;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Signs requests to one service in one region by AWS Signature Version 4 ("Signature Version 4 signing process", IAM user
 * guide). The signature covers method, path, query, body, host, date and token, and the headers named in the request.
 * Sign anew for every attempt: a signature is good for some minutes only, and keys may have changed. Safe for use by
 * several threads.
 */
final class SigV4 {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final long DAY = 86_400;

    private final String region;
    private final String service;
    private final boolean sendBodyHash;
    private final boolean pathAsIs;

    /** The room of the last signature, for the next. Whoever finds none makes one: no lock, and no copy per thread. */
    private final AtomicReference<@Nullable Scratch> idle = new AtomicReference<>();

    private volatile @Nullable SigningKey lastKey;

    /**
     * A signer.
     *
     * @param region the region of the host that is called
     * @param service the signing name: {@code bedrock}, or {@code bedrock-mantle} on hosts of that name
     */
    SigV4(String region, String service) {
        this(region, service, false, false);
    }

    private SigV4(String region, String service, boolean sendBodyHash, boolean pathAsIs) {
        if (region.isBlank()) throw new IllegalArgumentException("the region to sign for is blank");
        if (service.isBlank()) throw new IllegalArgumentException("the service to sign for is blank");
        this.region = region;
        this.service = service;
        this.sendBodyHash = sendBodyHash;
        this.pathAsIs = pathAsIs;
    }

    /** The same, with the hash of the body sent and signed as a header; Bedrock takes both forms. */
    SigV4 withBodyHash() {
        return new SigV4(region, service, true, pathAsIs);
    }

    /** The same, for services that do not resolve dots and doubled slashes in a path before they check it. */
    SigV4 withPathAsIs() {
        return new SigV4(region, service, sendBodyHash, true);
    }

    /**
     * Signs a request.
     *
     * @param request what is covered apart from the body
     * @param body the whole body as sent; empty for none
     * @param keys whose signature it is
     * @param now the time, by the clock of the service
     * @return the headers to add
     */
    Signed sign(Signable request, byte[] body, AwsKeys keys, Instant now) {
        Scratch scratch = idle.getAndSet(null);
        if (scratch == null) scratch = new Scratch();
        Signed signed = sign(request, body, keys, now.getEpochSecond(), scratch);
        idle.set(scratch);
        return signed;
    }

    private Signed sign(Signable request, byte[] body, AwsKeys keys, long second, Scratch text) {
        SigningKey key = key(keys.secretKey(), Math.floorDiv(second, DAY), text);
        String date = date(key.date, (int) Math.floorMod(second, DAY));

        text.clear();
        String bodyHash = text.putHex(text.sha256(body, 0, body.length)).text(0);
        SignedHeaders headers = headers(request, keys, date, bodyHash);

        text.clear();
        text.put(request.method()).put('\n');
        text.putEscaped(pathAsIs ? request.path() : CanonicalPath.of(request.path()))
                .put('\n');
        text.put(CanonicalQuery.of(request.query())).put('\n');
        headers.putCanonical(text);
        text.put('\n');
        int namesFrom = text.length;
        headers.putNames(text);
        int namesTo = text.length;
        text.put('\n').put(bodyHash);

        byte[] requestHash = text.sha256(text.bytes, 0, text.length);
        int toSign = text.length;
        text.put(ALGORITHM).put('\n').put(date).put('\n');
        putScope(text, key).put('\n').putHex(requestHash);

        byte[] signature = text.hmac(key.inner, key.outer, text.bytes, toSign, text.length - toSign);
        int authorization = text.length;
        text.put(ALGORITHM).put(" Credential=").put(keys.accessKey()).put('/');
        putScope(text, key).put(", SignedHeaders=").repeat(namesFrom, namesTo);
        text.put(", Signature=").putHex(signature);
        return new Signed(text.text(authorization), date, keys.sessionToken(), sendBodyHash ? bodyHash : null);
    }

    private SignedHeaders headers(Signable request, AwsKeys keys, String date, String bodyHash) {
        List<String> named = request.headers();
        SignedHeaders headers = new SignedHeaders(named.size() / 2 + 4);
        for (int i = 0; i < named.size(); i += 2) headers.add(named.get(i), named.get(i + 1));
        headers.add("host", request.host());
        headers.add("x-amz-date", date);
        if (sendBodyHash) headers.add("x-amz-content-sha256", bodyHash);
        if (keys.sessionToken() != null) headers.add("x-amz-security-token", keys.sessionToken());
        return headers;
    }

    private Scratch putScope(Scratch text, SigningKey key) {
        return text.put(key.date).put('/').put(region).put('/').put(service).put("/aws4_request");
    }

    /** The key for the day: made once, for as long as day and secret stay the same. */
    private SigningKey key(String secret, long day, Scratch scratch) {
        SigningKey key = lastKey;
        if (key != null && key.fits(secret, day)) return key;
        scratch.clear();
        key = SigningKey.derive(secret, day, region, service, scratch);
        lastKey = key;
        return key;
    }

    private static String date(String day, int second) {
        StringBuilder date = new StringBuilder(16).append(day).append('T');
        twoDigits(date, second / 3600);
        twoDigits(date, second / 60 % 60);
        twoDigits(date, second % 60);
        return date.append('Z').toString();
    }

    private static void twoDigits(StringBuilder to, int number) {
        to.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    @Override
    public String toString() {
        return "SigV4[" + service + ", " + region + "]";
    }
}
