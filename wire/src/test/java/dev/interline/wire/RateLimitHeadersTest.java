package dev.interline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.RateLimit;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the headers of answers say of limits; trap 16 of Azure: numbers that mean that nothing is known. */
class RateLimitHeadersTest {
    private static final Instant NOW = Instant.parse("2026-11-23T06:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            value = {
                // OpenAI
                "x-ratelimit-limit-requests=500 x-ratelimit-remaining-requests=499 x-ratelimit-reset-requests=120ms | REQUESTS 499/500 PT0.12S",
                "x-ratelimit-limit-tokens=30000 x-ratelimit-remaining-tokens=29000 x-ratelimit-reset-tokens=6m0s | TOKENS 29000/30000 PT6M",
                "x-ratelimit-limit-tokens=9 x-ratelimit-reset-tokens=1h2m3.5s | TOKENS ?/9 PT1H2M3.5S",
                // Azure: plain seconds, only what remains on older routes, and nonsense where nothing is known
                "x-ratelimit-limit-tokens=150000 x-ratelimit-remaining-tokens=0 x-ratelimit-reset-tokens=2 | TOKENS 0/150000 PT2S",
                "x-ratelimit-remaining-requests=7 x-ratelimit-remaining-tokens=99 | REQUESTS 7/? ?, TOKENS 99/? ?",
                "x-ratelimit-limit-requests=-1 x-ratelimit-remaining-requests=-1 x-ratelimit-reset-requests=0 | ''",
                "x-ratelimit-limit-tokens=0 x-ratelimit-remaining-tokens=0 x-ratelimit-reset-tokens=0 | ''",
                "x-ratelimit-limit-tokens=100 x-ratelimit-remaining-tokens=-7 x-ratelimit-reset-tokens=0 | TOKENS ?/100 ?",
                "x-ratelimit-limit-tokens=many x-ratelimit-remaining-tokens=9 | ''",
                "x-ratelimit-limit-tokens=100 x-ratelimit-reset-tokens=soon | TOKENS ?/100 ?",
                "x-ratelimit-limit-tokens=100 x-ratelimit-reset-tokens=1s? | TOKENS ?/100 ?",
                // Anthropic
                "anthropic-ratelimit-input-tokens-limit=50000 anthropic-ratelimit-input-tokens-remaining=41000 anthropic-ratelimit-input-tokens-reset=2026-11-23T06:00:30Z | INPUT_TOKENS 41000/50000 PT30S",
                "anthropic-ratelimit-output-tokens-remaining=5 anthropic-ratelimit-output-tokens-reset=2026-11-23T05:00:00Z | OUTPUT_TOKENS 5/? PT0S",
                "anthropic-ratelimit-requests-limit=50 anthropic-ratelimit-requests-reset=tomorrow | REQUESTS ?/50 ?",
                "retry-after=3 | ''",
            })
    void areReadInEverySpelling(String headers, String limits) {
        Map<String, String> given = Arrays.stream(headers.split(" "))
                .map(header -> header.split("=", 2))
                .collect(Collectors.toMap(header -> header[0], header -> header[1]));

        assertThat(RateLimitHeaders.of(given::get, NOW).stream()
                        .map(RateLimitHeadersTest::brief)
                        .collect(Collectors.joining(", ")))
                .isEqualTo(limits);
    }

    private static String brief(RateLimit limit) {
        return limit.what() + " "
                + (limit.remaining().isPresent() ? limit.remaining().getAsLong() : "?") + "/"
                + (limit.limit().isPresent() ? limit.limit().getAsLong() : "?") + " "
                + limit.reset().map(Object::toString).orElse("?");
    }
}
