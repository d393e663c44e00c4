package dev.interline.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Random requests, signed by us and by the signer of AWS's SDK. */
class SigV4OracleTest {
    private static final String PLAIN = "abcXYZ019-._~";
    private static final String ANY = PLAIN + ":/@!$&'()*+,;=% \"#?[]äß€\uD83D\uDE00";

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void bothSignAlike(long seed) {
        Random random = new Random(seed);
        SigV4 signer = new SigV4("eu-central-1", "bedrock").withBodyHash();
        for (int i = 0; i < 250; i++) {
            String path = path(random);
            String query = random.nextInt(3) > 0 ? "" : query(random);
            String host = random.nextBoolean() ? "bedrock-runtime.eu-central-1.amazonaws.com" : "localhost:8443";
            List<String> headers = new ArrayList<>(List.of("Content-Type", "application/json"));
            for (int more = random.nextInt(4); more > 0; more--)
                headers.addAll(List.of("X-Own-" + more + text(random, PLAIN, 3), text(random, "ab \t\"c", 12)));
            byte[] body = new byte[random.nextInt(2000)];
            random.nextBytes(body);
            AwsKeys keys = new AwsKeys(
                    "AKID" + text(random, "ABC123", 8),
                    "secret" + text(random, "abcDEF+/", 90),
                    random.nextBoolean() ? null : "token" + text(random, "abc/+=", 300));
            Instant now = Instant.ofEpochSecond(1_700_000_000L + random.nextInt(100_000_000));
            String method = random.nextBoolean() ? "POST" : "GET";

            Signed ours = signer.sign(new Signable(method, host, path, query, headers), body, keys, now);

            URI url = URI.create("https://" + host + path + (query.isEmpty() ? "" : "?" + query));
            SdkHttpRequest theirs = theirs(method, url, headers, body, keys, now);
            assertThat(theirs.firstMatchingHeader("Authorization"))
                    .as("%s %s %s", method, url, headers)
                    .hasValue(ours.authorization());
            ours.forEach((name, value) ->
                    assertThat(theirs.firstMatchingHeader(name)).hasValue(value));
        }
    }

    private static SdkHttpRequest theirs(
            String method, URI url, List<String> headers, byte[] body, AwsKeys keys, Instant now) {
        SdkHttpRequest.Builder request =
                SdkHttpRequest.builder().method(SdkHttpMethod.fromValue(method)).uri(url);
        for (int i = 0; i < headers.size(); i += 2) request.putHeader(headers.get(i), headers.get(i + 1));
        AwsCredentialsIdentity identity = keys.sessionToken() == null
                ? AwsCredentialsIdentity.create(keys.accessKey(), keys.secretKey())
                : AwsSessionCredentialsIdentity.create(keys.accessKey(), keys.secretKey(), keys.sessionToken());
        return AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(identity)
                        .request(request.build())
                        .payload(() -> new ByteArrayInputStream(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "bedrock")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-central-1")
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(now, ZoneOffset.UTC)))
                .request();
    }

    private static String path(Random random) {
        StringBuilder path = new StringBuilder();
        int depth = 0;
        for (int segments = random.nextInt(5); segments >= 0; segments--) {
            String segment = segment(random);
            // Above the root the two differ: the SDK leaves the dots where they are. No client sends such a path.
            if (segment.equals("..") && depth == 0) segment = "x";
            if (segment.equals("..")) depth--;
            else if (!segment.isEmpty() && !segment.equals(".")) depth++;
            path.append('/').append(segment);
        }
        return random.nextInt(4) == 0 ? path.append('/').toString() : path.toString();
    }

    /** Mostly an encoded name; sometimes one that paths treat in their own way. */
    private static String segment(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> ".";
            case 1 -> "..";
            case 2 -> "";
            case 3 -> "us.amazon.nova-micro-v1:0";
            default -> PathSegment.encode("x" + text(random, ANY, 12));
        };
    }

    private static String query(Random random) {
        StringBuilder query = new StringBuilder();
        for (int count = random.nextInt(4); count >= 0; count--) {
            if (query.length() > 0) query.append('&');
            query.append(PathSegment.encode("q" + text(random, ANY, 2)));
            if (random.nextInt(5) > 0) query.append('=').append(PathSegment.encode("v" + text(random, ANY, 6)));
        }
        return query.toString();
    }

    private static String text(Random random, String of, int most) {
        StringBuilder text = new StringBuilder();
        int[] characters = of.codePoints().toArray();
        for (int count = random.nextInt(most + 1); count > 0; count--)
            text.appendCodePoint(characters[random.nextInt(characters.length)]);
        return text.toString();
    }
}
