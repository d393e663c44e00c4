package dev.interline.azure;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every refusal that is known of Azure: the table is {@code errors/refusals.txt}. */
class ErrorTableTest {
    private static final Profile PROFILE = Profile.of(new ModelId("azure", "r", "main"));

    private static final Pattern THROTTLE = Pattern.compile(
            "rate_limit_exceeded|rate_limit_error|too_many_requests|RateLimitReached|NoCapacity|\"429\"");
    /** What no change of the request would mend. */
    private static final Set<Integer> OF_THE_SERVER = Set.of(408, 409, 424, 499);

    private final AzureCloud cloud = new AzureCloud(new ManualTime());

    /** A line of the table. */
    record Row(int status, Kind kind, Advice advice, Optional<Duration> hint, String body) {
        ChatException explained(ErrorTableTest test) throws IOException {
            return status == 200
                    ? test.cloud.explain(PROFILE, Refusal.inside("", Json.read(body)))
                    : test.explain(status, body, Map.of());
        }

        boolean isThrottle() {
            return status == 429 || THROTTLE.matcher(body).find();
        }

        boolean isOfTheCaller() {
            return status >= 400 && status < 500 && !OF_THE_SERVER.contains(status) && !isThrottle();
        }
    }

    static Stream<Row> rows() throws IOException {
        try (InputStream in = ErrorTableTest.class.getResourceAsStream("/errors/refusals.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" +\\| ", 5))
                    .map(cells -> new Row(
                            Integer.parseInt(cells[0]),
                            Kind.valueOf(cells[1]),
                            Advice.valueOf(cells[2]),
                            cells[3].equals("-") ? Optional.empty() : Optional.of(Duration.parse(cells[3])),
                            cells[4].equals("-") ? "" : cells[4]));
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aRefusalIs(Row row) throws IOException {
        ChatException failure = row.explained(this);

        assertThat(failure.kind()).isEqualTo(row.kind());
        assertThat(failure.advice()).isEqualTo(row.advice());
        assertThat(failure.retryAfter()).isEqualTo(row.hint());
        assertThat(failure.status()).isEqualTo(row.status() == 200 ? 0 : row.status());
    }

    /** Judged by status and words alone, whatever the table says. */
    @Test
    void noFaultOfTheCallersIsTriedAgainAndNoThrottleIsTheCallersFault() throws IOException {
        List<Row> rows = rows().toList();

        assertThat(rows.stream().filter(Row::isOfTheCaller))
                .hasSizeGreaterThan(38)
                .allSatisfy(row -> assertThat(row.explained(this).advice()).isNotEqualTo(Advice.RETRY));
        assertThat(rows.stream().filter(Row::isThrottle)).hasSizeGreaterThan(14).allSatisfy(row -> {
            assertThat(row.explained(this).kind()).isIn(Kind.RATE_LIMITED, Kind.QUOTA_SPENT);
            assertThat(row.explained(this).advice()).isNotEqualTo(Advice.STOP);
        });
    }

    @Test
    void tellsHowLongToWaitAsExactlyAsItWasTold() {
        Map<String, String> headers = Map.of("retry-after", "2", "retry-after-ms", "1850");
        assertThat(explain(429, "", headers).retryAfter()).contains(Duration.ofMillis(1850));
        assertThat(explain(429, "", Map.of("retry-after", "86400")).retryAfter())
                .contains(Duration.ofDays(1));
        assertThat(explain(503, "", Map.of("retry-after", "7")).retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(explain(429, "{'error':{'code':'429','message':'Please retry after 12 seconds.'}}", Map.of())
                        .retryAfter())
                .contains(Duration.ofSeconds(12));
    }

    @Test
    void aSentenceIsNoHintWhereNothingIsLimited() {
        String body = "{'error':{'code':'503','message':'Please retry after 12 seconds.'}}";
        assertThat(explain(503, body, Map.of()).retryAfter()).isEmpty();
    }

    @Test
    void aLimitInsideAStreamTakesTheHintOfItsHeaders() throws Exception {
        Refusal refusal = Refusal.inside(
                        "", Json.read("{\"error\":{\"code\":\"rate_limit_exceeded\",\"message\":\"x\"}}"))
                .within(Map.of("retry-after", "7")::get);
        assertThat(cloud.explain(PROFILE, refusal).retryAfter()).contains(Duration.ofSeconds(7));
    }

    @Test
    void theTargetsOwnWordOnRetriesWins() {
        assertThat(explain(429, "", Map.of("x-should-retry", "false")).advice()).isEqualTo(Advice.FAIL_OVER);
        assertThat(explain(400, "", Map.of("x-should-retry", "true")).advice()).isEqualTo(Advice.RETRY);
    }

    @Test
    void namesCodeRequestAndMessage() {
        ChatException failure = explain(
                404,
                "{'error':{'code':'DeploymentNotFound','message':'no such deployment'}}",
                Map.of("x-request-id", "two", "apim-request-id", "one"));
        assertThat(failure)
                .hasMessage("there is no such deployment or path: check endpoint, deployment and api-version; a new "
                        + "deployment needs some minutes (status 404, code DeploymentNotFound, request one: no such "
                        + "deployment)");
    }

    @Test
    void saysWhenTheSpilloverDeploymentFailedToo() {
        assertThat(explain(429, "{'error':{'code':'429','message':'full'}}", Map.of("x-ms-spillover-error", "503")))
                .hasMessageContaining("full (its spillover deployment failed with status 503)");
    }

    private ChatException explain(int status, String body, Map<String, String> headers) {
        return cloud.explain(
                PROFILE, Refusal.answer(status, body == null ? "" : body.replace('\'', '"'), headers::get));
    }
}
