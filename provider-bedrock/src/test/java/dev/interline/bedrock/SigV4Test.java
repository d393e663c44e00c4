package dev.interline.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigV4Test {
    private static final AwsKeys KEYS = new AwsKeys("AKIDEXAMPLE", "a-secret", "a-token");
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);
    private static final Signable REQUEST = new Signable("POST", "localhost", "/a", "", List.of());

    private final SigV4 signer = new SigV4("us-east-1", "bedrock");

    @Test
    void anotherDayIsSignedWithAnotherKeyAndTheFirstAgainAsBefore() {
        Signed noon = signer.sign(REQUEST, BODY, KEYS, NOON);
        Signed midnight = signer.sign(REQUEST, BODY, KEYS, Instant.parse("2026-11-21T00:00:00Z"));

        assertThat(midnight.date()).isEqualTo("20261121T000000Z");
        assertThat(midnight.authorization()).contains("/20261121/us-east-1/bedrock/aws4_request");
        assertThat(midnight).isEqualTo(fresh().sign(REQUEST, BODY, KEYS, Instant.parse("2026-11-21T00:00:00Z")));
        assertThat(signer.sign(REQUEST, BODY, KEYS, NOON)).isEqualTo(noon);
    }

    @Test
    void anotherSecretGivesAnotherSignature() {
        Signed first = signer.sign(REQUEST, BODY, KEYS, NOON);
        AwsKeys others = new AwsKeys("AKIDEXAMPLE", "another-secret", "a-token");

        Signed second = signer.sign(REQUEST, BODY, others, NOON);
        assertThat(second.authorization()).isNotEqualTo(first.authorization());
        assertThat(second).isEqualTo(fresh().sign(REQUEST, BODY, others, NOON));
    }

    @Test
    void manyThreadsSignAsOneDoes() {
        ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
        IntStream.range(0, 2000).parallel().forEach(i -> {
            Signable request = new Signable("POST", "localhost", "/a/" + i, "", List.of("x-number", "" + i));
            Instant now = NOON.plusSeconds(86_400L * (i % 3));
            if (!signer.sign(request, BODY, KEYS, now).equals(fresh().sign(request, BODY, KEYS, now)))
                wrong.add(request.path());
        });

        assertThat(wrong).isEmpty();
    }

    @Test
    void theLastSecondOfADayIsWrittenOut() {
        assertThat(signer.sign(REQUEST, BODY, KEYS, Instant.parse("2026-12-31T23:59:59.999Z"))
                        .date())
                .isEqualTo("20261231T235959Z");
    }

    @Test
    void aLongHeaderAndPathFit() {
        Signable large =
                new Signable("POST", "localhost", "/" + "ä".repeat(5000), "", List.of("x-long", "ö ".repeat(5000)));

        assertThat(signer.sign(large, BODY, KEYS, NOON)).isEqualTo(fresh().sign(large, BODY, KEYS, NOON));
    }

    @Test
    void nothingSecretIsShown() {
        Signed signed = signer.sign(REQUEST, BODY, KEYS, NOON);

        assertThat(KEYS + " " + signed + " " + signer)
                .doesNotContain("a-secret", "a-token", "AKIDEXAMPLE", "Signature");
        assertThat(KEYS.toString()).contains("temporary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host", "Authorization", "X-Amz-Date", "x-amz-security-token", "X-Amz-Content-SHA256"})
    void aHeaderTheSignatureBringsIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Signable("POST", "localhost", "/", "", List.of(name, "x")))
                .withMessageContaining("leave it out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"User-Agent", "connection", "Transfer-Encoding", "X-Forwarded-For"})
    void aHeaderThatProxiesChangeIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Signable("POST", "localhost", "/", "", List.of(name, "x")))
                .withMessageContaining("do not sign it");
    }

    @Test
    void aPathWithoutSlashOrAHeaderWithoutValueIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Signable("POST", "localhost", "a", "", List.of()))
                .withMessageContaining("begin with a slash");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Signable("POST", "localhost", "/", "", List.of("a")))
                .withMessageContaining("no value");
        assertThatIllegalArgumentException().isThrownBy(() -> new SigV4(" ", "bedrock"));
        assertThatIllegalArgumentException().isThrownBy(() -> new SigV4("us-east-1", ""));
    }

    @ParameterizedTest
    @CsvSource({"'',secret,access key id", "id,'secret\n',secret access key", "id,'sec ret',secret access key"})
    void keysThatCannotBeAreRefusedWithoutShowingThem(String accessKey, String secret, String what) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AwsKeys(accessKey, secret))
                .withMessageContaining(what)
                .withMessageNotContaining(secret.strip().isEmpty() ? "?" : "sec ret");
    }

    @Test
    void aTokenWithALineEndIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AwsKeys("id", "secret", "token\r"))
                .withMessageContaining("session token")
                .withMessageContaining("index 5");
    }

    private static SigV4 fresh() {
        return new SigV4("us-east-1", "bedrock");
    }
}
