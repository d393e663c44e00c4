package dev.interline.wire;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The hint of a refusal when to come back, in the spellings that every vendor may use. */
public final class RetryAfter {
    private static final Duration LONGEST = Duration.ofDays(2);

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

    private static @Nullable Duration number(@Nullable String value, double nanos) {
        if (value == null || value.isBlank()) {
            return null;
        }
        try {
            double number = Double.parseDouble(value.trim());
            if (Double.isNaN(number) || number < 0) {
                return null;
            }
            return number * nanos > LONGEST.toNanos() ? LONGEST : Duration.ofNanos((long) (number * nanos));
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
