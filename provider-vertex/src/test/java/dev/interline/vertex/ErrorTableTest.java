package dev.interline.vertex;

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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every refusal that is known of Vertex AI: the table is {@code errors/refusals.txt}. */
class ErrorTableTest {
    private static final Profile PROFILE = Profile.of(new ModelId("vertex", "demo/global", "gemini-3.6-flash"));

    private static final Pattern THROTTLE = Pattern.compile("RESOURCE_EXHAUSTED|rate_limit_exceeded|rate_limit_error");
    /** What no change of the request would mend. */
    private static final Set<Integer> OF_THE_SERVER = Set.of(408, 409, 424, 499);

    private final VertexCloud cloud = new VertexCloud(new ManualTime());

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
                .hasSizeGreaterThan(23)
                .allSatisfy(row -> assertThat(row.explained(this).advice()).isNotEqualTo(Advice.RETRY));
        assertThat(rows.stream().filter(Row::isThrottle)).hasSizeGreaterThan(13).allSatisfy(row -> {
            assertThat(row.explained(this).kind()).isIn(Kind.RATE_LIMITED, Kind.QUOTA_SPENT);
            assertThat(row.explained(this).advice()).isNotEqualTo(Advice.STOP);
        });
    }

    @ParameterizedTest
    @CsvSource({"34.4s, PT34.4S", "34.074824224s, PT34.074824224S", "0s, PT0S"})
    void retryInfoTellsHowLongToWait(String delay, Duration wait) {
        String body = "[{'error':{'code':429,'message':'x','status':'RESOURCE_EXHAUSTED','details':[{'@type':"
                + "'type.googleapis.com/google.rpc.RetryInfo','retryDelay':'" + delay + "'}]}}]";
        assertThat(explain(429, body, Map.of("retry-after", "1")).retryAfter()).contains(wait);
    }

    @Test
    void withoutRetryInfoAHeaderTellsAndThenASentence() {
        assertThat(explain(429, "", Map.of("retry-after", "7")).retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(explain(429, "{'error':{'code':429,'message':'Please retry in 12.5s.'}}", Map.of())
                        .retryAfter())
                .contains(Duration.ofMillis(12_500));
        assertThat(explain(503, "{'error':{'code':503,'message':'Please retry in 12.5s.'}}", Map.of())
                        .retryAfter())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"request-id", "x-request-id"})
    void theRequestIsNamed(String header) {
        assertThat(explain(500, "", Map.of(header, "req_1")).requestId()).isEqualTo("req_1");
    }

    @Test
    void theRequestMayBeNamedInTheBody() {
        String body = "{'error':{'code':500,'message':'x','status':'INTERNAL','details':[{'@type':"
                + "'type.googleapis.com/google.rpc.RequestInfo','requestId':'abc'}]}}";
        assertThat(explain(500, body, Map.of()).requestId()).isEqualTo("abc");
        assertThat(explain(
                                529,
                                "{'type':'error','error':{'type':'overloaded_error','message':'x'},'request_id':'req_9'}",
                                Map.of())
                        .requestId())
                .isEqualTo("req_9");
    }

    @Test
    void namesReasonAndMessage() {
        String body =
                "{'error':{'code':400,'message':'API key not valid.','status':'INVALID_ARGUMENT','details':[{'@type':"
                        + "'type.googleapis.com/google.rpc.ErrorInfo','reason':'API_KEY_INVALID'}]}}";
        assertThat(explain(400, body, Map.of()))
                .hasMessage("the API key is not valid (status 400, code API_KEY_INVALID: API key not valid.)");
    }

    @Test
    void aPageIsReadWithoutItsTags() {
        assertThat(explain(
                                404,
                                "<html><head><title>x</title></head><body><b>404.</b> That is an error.</body></html>",
                                Map.of())
                        .failure()
                        .text())
                .isEqualTo("404. That is an error.");
    }

    private ChatException explain(int status, String body, Map<String, String> headers) {
        return cloud.explain(
                PROFILE, Refusal.answer(status, body == null ? "" : body.replace('\'', '"'), headers::get));
    }
}
