package dev.interline.bedrock;

import static dev.interline.error.Advice.FAIL_OVER;
import static dev.interline.error.Advice.RETRY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.ModelId;
import dev.interline.Profile;
import dev.interline.error.Advice;
import dev.interline.error.ChatException;
import dev.interline.error.ChatException.Kind;
import dev.interline.testing.ManualTime;
import dev.interline.wire.Json;
import dev.interline.wire.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every refusal that is known of Bedrock: the table is {@code errors/refusals.txt}. */
class ErrorTableTest {
    private static final String CORAL = ":http://internal.amazon.com/coral/com.amazon.bedrock/";
    private static final Profile PROFILE = Profile.of(new ModelId("bedrock", "us-east-1", "amazon.nova-lite-v1:0"));

    private static final Pattern THROTTLE =
            Pattern.compile("(?i)throttling|rate_limit_exceeded|rate_limit_error|too many (tokens|requests)|SlowDown");
    /** What no change of the request would mend; a model that is not loaded answers with 429. */
    private static final Set<Integer> OF_THE_SERVER = Set.of(408, 409, 424, 429);

    private static final BedrockCloud CLOUD = new BedrockCloud(new ManualTime());

    /** The lines of the table. */
    static Stream<Arguments> refusals() throws IOException {
        try (InputStream in = ErrorTableTest.class.getResourceAsStream("/errors/refusals.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> Arguments.of((Object[]) line.split(" +\\| ", 5)));
        }
    }

    @ParameterizedTest(name = "{0} {1} {4} is {2}: {3}")
    @MethodSource("refusals")
    void aRefusalIs(int status, String word, ChatException.Kind kind, Advice advice, String body) {
        String type = word.equals("-") ? "" : word;
        ChatException explained = explained(status, word, body);

        assertThat(explained.kind()).isEqualTo(kind);
        assertThat(explained.advice()).isEqualTo(advice);
        assertThat(explained.status()).isEqualTo(status == 200 ? 0 : status);
        if (!type.isEmpty() && !type.contains(".")) {
            assertThat(explained.code()).isEqualToIgnoringCase(type);
        }
        assertThat(explained.retryAfter()).isEmpty();
    }

    private static ChatException explained(int status, String word, String body) {
        String type = word.equals("-") ? "" : word;
        String said = body.equals("-") ? "" : body;
        return status == 200
                ? CLOUD.explain(PROFILE, Refusal.inside(type, Json.lenient(said)))
                : explain(status, said, type.isEmpty() ? Map.of() : Map.of("x-amzn-ErrorType", type + CORAL));
    }

    /** Judged by status and words alone, whatever the table says. */
    @Test
    void noFaultOfTheCallersIsTriedAgainAndNoThrottleIsTheCallersFault() throws IOException {
        int faults = 0;
        int throttles = 0;
        for (Arguments row : refusals().toList()) {
            int status = Integer.parseInt((String) row.get()[0]);
            String word = (String) row.get()[1];
            String body = (String) row.get()[4];
            ChatException explained = explained(status, word, body);
            boolean throttle =
                    THROTTLE.matcher(word + body).find() || status == 429 && !word.startsWith("ModelNotReady");
            if (throttle) {
                throttles++;
                assertThat(explained.kind()).as(body).isIn(Kind.RATE_LIMITED, Kind.QUOTA_SPENT);
                assertThat(explained.advice()).as(body).isNotEqualTo(Advice.STOP);
            } else if (status >= 400 && status < 500 && !OF_THE_SERVER.contains(status)) {
                faults++;
                assertThat(explained.advice()).as(body).isNotEqualTo(RETRY);
            }
        }
        assertThat(faults).isGreaterThan(45);
        assertThat(throttles).isGreaterThan(15);
    }

    /** Header, value, what it means, on a throttle without words. */
    static Stream<Arguments> hints() {
        return Stream.of(
                Arguments.of("x-amz-retry-after", "1500", Duration.ofMillis(1500)),
                Arguments.of("Retry-After", "7", Duration.ofSeconds(7)),
                Arguments.of("retry-after-ms", "250", Duration.ofMillis(250)),
                Arguments.of("Retry-After", "Thu, 01 Jan 2026 00:00:30 GMT", Duration.ofSeconds(30)),
                Arguments.of("Retry-After", "86400", Duration.ofDays(1)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("hints")
    void aHintIsRead(String header, String value, Duration wait) {
        assertThat(explain(429, "", Map.of(header, value)).retryAfter()).contains(wait);
    }

    @Test
    void theHintOfAwsItselfIsTheFinest() {
        assertThat(explain(503, "", Map.of("x-amz-retry-after", "400", "Retry-After", "1"))
                        .retryAfter())
                .contains(Duration.ofMillis(400));
    }

    @Test
    void proseIsAHintOnlyForARateLimit() {
        assertThat(explain(429, message("Please try again in 456ms."), Map.of()).retryAfter())
                .contains(Duration.ofMillis(456));
        assertThat(explain(400, message("Reformat your input and try again in 2s."), Map.of())
                        .retryAfter())
                .isEmpty();
    }

    @Test
    void theServersWordOnRetryingWins() {
        assertThat(explain(503, "", Map.of("x-should-retry", "false")).advice()).isEqualTo(FAIL_OVER);
        assertThat(explain(400, message("Bad."), Map.of("x-should-retry", "true"))
                        .advice())
                .isEqualTo(RETRY);
    }

    @Test
    void theMessageNamesWhatIsKnown() {
        ChatException explained = explain(
                429,
                message("Too many tokens, please wait before trying again."),
                Map.of("x-amzn-ErrorType", "ThrottlingException" + CORAL, "x-amzn-RequestId", "5d1f0d3c"));

        assertThat(explained)
                .hasMessageContaining("status 429")
                .hasMessageContaining("ThrottlingException")
                .hasMessageContaining("5d1f0d3c")
                .hasMessageContaining("Too many tokens, please wait before trying again.");
        assertThat(explained.requestId()).isEqualTo("5d1f0d3c");
    }

    @Test
    void aRefusedSignatureDoesNotShowWhatWasSigned() {
        assertThat(explain(
                        403,
                        message("The request signature we calculated does not match.\\n\\nThe Canonical String for this"
                                + " request should have been\\n'POST\\nx-amz-security-token:tok'"),
                        Map.of("x-amzn-ErrorType", "InvalidSignatureException")))
                .hasMessageContaining("does not match")
                .hasMessageNotContaining("tok'");
    }

    private static ChatException explain(int status, String body, Map<String, String> headers) {
        Map<String, String> any = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        any.putAll(headers);
        return CLOUD.explain(PROFILE, Refusal.answer(status, body, any::get));
    }

    private static String message(String text) {
        return "{\"message\":\"" + text + "\"}";
    }
}
