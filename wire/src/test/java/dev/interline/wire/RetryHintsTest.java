package dev.interline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When to come back, in every spelling. */
class RetryHintsTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "Please try again in 456ms., PT0.456S",
        "Please retry after 2 seconds., PT2S",
        "retry after 86400 seconds, PT24H",
        "Try again in 1.5s, PT1.5S",
        "try again in 6m0s. Visit, PT6M",
        "try again in 1h2m3s, PT1H2M3S",
        "retry in 20 minutes, PT20M",
        "retry after 500 milliseconds, PT0.5S",
        "retry after 900000h, PT48H"
    })
    void inASentence(String text, Duration hint) {
        assertThat(RetryAfter.prose(text)).isEqualTo(hint);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Please try again later.", "retry after 3 attempts", "wait 5s", "", "try again in a moment"})
    void aSentenceWithoutOneGivesNone(String text) {
        assertThat(RetryAfter.prose(text)).isNull();
    }

    @Test
    void millisecondsWinOverSeconds() {
        Map<String, String> headers = new TreeMap<>(Map.of("retry-after", "2", "retry-after-ms", "1850"));
        assertThat(RetryAfter.of(Refusal.answer(429, "", headers::get), NOW)).isEqualTo(Duration.ofMillis(1850));
    }

    @ParameterizedTest
    @CsvSource({
        "7, PT7S",
        "0.5, PT0.5S",
        "'Fri, 20 Nov 2026 12:00:30 GMT', PT30S",
        "'Fri, 20 Nov 2026 11:00:00 GMT', PT0S",
        "86400, PT24H"
    })
    void secondsOrADate(String value, Duration hint) {
        assertThat(RetryAfter.of(Refusal.answer(429, "", name -> name.equals("retry-after") ? value : null), NOW))
                .isEqualTo(hint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "soon", "NaN", ""})
    void nonsenseIsNoHint(String value) {
        assertThat(RetryAfter.of(Refusal.answer(429, "", name -> name.equals("retry-after") ? value : null), NOW))
                .isNull();
    }

    @Test
    void aPageOfAFrontEndIsReadWithoutItsTags() {
        Refusal refusal = Refusal.answer(
                502,
                "<html><head><title>x</title></head><body>\n<h1>502</h1> Bad <b>Gateway</b></body></html>",
                n -> null);
        assertThat(refusal.words()).isEqualTo("502 Bad Gateway");
    }
}
