package dev.interline.benchmarks.raw;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okhttp3.Request;

/** Signature Version 4 by hand, with the key of the day kept. */
final class RawSigner {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final HexFormat HEX = HexFormat.of();
    private static final String ACCESS_KEY = "AKIDEXAMPLE";
    private static final String SECRET_KEY = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    private final String region;
    private final String service;
    private final String host;
    private volatile Day day = new Day("", new byte[0]);

    private static final class Day {
        final String date;
        final byte[] key;

        Day(String date, byte[] key) {
            this.date = date;
            this.key = key;
        }
    }

    RawSigner(String region, String service, String host) {
        this.region = region;
        this.service = service;
        this.host = host;
    }

    void sign(Request.Builder request, String path, byte[] body) {
        try {
            String now = DATE.format(Instant.now());
            String date = now.substring(0, 8);
            String scope = date + '/' + region + '/' + service + "/aws4_request";
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            String canonical = "POST\n" + path + "\n\ncontent-type:application/json\nhost:" + host + "\nx-amz-date:"
                    + now + "\n\ncontent-type;host;x-amz-date\n" + HEX.formatHex(sha.digest(body));
            String toSign = "AWS4-HMAC-SHA256\n" + now + '\n' + scope + '\n'
                    + HEX.formatHex(sha.digest(canonical.getBytes(StandardCharsets.UTF_8)));
            Mac mac = Mac.getInstance("HmacSHA256");
            String signature = HEX.formatHex(hmac(mac, key(mac, date), toSign));
            request.header("X-Amz-Date", now)
                    .header(
                            "Authorization",
                            "AWS4-HMAC-SHA256 Credential=" + ACCESS_KEY + '/' + scope
                                    + ", SignedHeaders=content-type;host;x-amz-date, Signature=" + signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private byte[] key(Mac mac, String date) throws GeneralSecurityException {
        Day known = day;
        if (!known.date.equals(date)) {
            byte[] key = hmac(mac, ("AWS4" + SECRET_KEY).getBytes(StandardCharsets.UTF_8), date);
            key = hmac(mac, hmac(mac, hmac(mac, key, region), service), "aws4_request");
            known = new Day(date, key);
            day = known;
        }
        return known.key;
    }

    private static byte[] hmac(Mac mac, byte[] key, String text) throws GeneralSecurityException {
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }
}
