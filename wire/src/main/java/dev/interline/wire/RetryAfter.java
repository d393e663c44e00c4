package dev.interline.wire;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The hint of a refusal when to come back, in the spellings that every vendor may use. */
public final class RetryAfter {
    private static final Duration LONGEST = Duration.ofDays(2);

    private static final Pattern SENTENCE =
            Pattern.compile("(?i)(?:try again|retry)\\s+(?:in|after)\\s+((?:\\d[\\d.]*\\s?[a-z]+\\s?)+)");
    private static final Pattern SPAN = Pattern.compile("(?i)(\\d{1,9}(?:\\.\\d{1,9})?)\\s?"
            + "(?:(ms|milliseconds?)|(s|secs?|seconds?)|(m|min|minutes?)|(h|hours?))(?![a-z])");

    private RetryAfter() {}

    /**
     * Reads {@code retry-after-ms}, then {@code retry-after} as seconds (a fraction is allowed) or as an HTTP date.
     *
     * @param now to subtract from a date
     * @return null when there is no hint that can be read
     */
    public static @Nullable Duration of(Refusal refusal, Instant now) {
        Duration exact = millis(refusal.header("retry-after-ms"));
        return exact != null ? exact : secondsOrDate(refusal.header("retry-after"), now);
    }

    /** Milliseconds as a decimal number; null when it is none. */
    public static @Nullable Duration millis(@Nullable String value) {
        return number(value, 1_000_000);
    }

    /** Seconds as a decimal number, with or without an {@code s} behind it; null when it is none. */
    public static @Nullable Duration seconds(@Nullable String value) {
        String digits = value != null && value.endsWith("s") ? value.substring(0, value.length() - 1) : value;
        return number(digits, 1_000_000_000);
    }

    private static @Nullable Duration secondsOrDate(@Nullable String value, Instant now) {
        Duration seconds = seconds(value);
        if (seconds != null || value == null) {
            return seconds;
        }
        try {
            Instant then = ZonedDateTime.parse(value.trim(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO;
        } catch (DateTimeException e) {
            // neither a number nor a date: as good as no hint
            return null;
        }
    }

    /**
     * The hint in a vendor's sentence, such as "try again in 456ms" or "retry after 1m30s". The last resort, and only
     * for what is known to be a rate limit: other messages say other things in the same words.
     *
     * @return null when the sentence holds none
     */
    public static @Nullable Duration prose(String text) {
        Matcher sentence = SENTENCE.matcher(text);
        if (!sentence.find()) {
            return null;
        }
        Matcher span = SPAN.matcher(sentence.group(1));
        double nanos = -1;
        while (span.find()) {
            double unit =
                    span.group(2) != null ? 1e6 : span.group(3) != null ? 1e9 : span.group(4) != null ? 60e9 : 3_600e9;
            nanos = Math.max(nanos, 0) + Double.parseDouble(span.group(1)) * unit;
        }
        if (nanos < 0) {
            return null;
        }
        return nanos > LONGEST.toNanos() ? LONGEST : Duration.ofNanos((long) nanos);
    }

    private static @Nullable Duration number(@Nullable String value, double nanos) {
        if (value == null || value.isBlank()) {
            return null;
        }
        try {
            double number = Double.parseDouble(value.trim());
            if (Double.isNaN(number) || number < 0) {
                return null;
            }
            return number * nanos > LONGEST.toNanos() ? LONGEST : Duration.ofNanos(Math.round(number * nanos));
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
