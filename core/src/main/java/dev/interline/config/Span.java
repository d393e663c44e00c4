package dev.interline.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Understands lengths of time as people write them. */
final class Span {
    private static final Pattern PART = Pattern.compile("\\G(\\d{1,9})(ms|[smhd])");

    private Span() {}

    /**
     * Reads {@code 250ms}, {@code 90s}, {@code 1m30s}, {@code 2h}, {@code 1d} or the ISO form {@code PT2S}.
     *
     * @return null when it is none of them, or below zero
     */
    static @Nullable Duration of(String text) {
        if (text.startsWith("P")) {
            return iso(text);
        }
        Duration sum = Duration.ZERO;
        int read = 0;
        for (Matcher part = PART.matcher(text); part.find(); read = part.end()) {
            sum = sum.plus(Long.parseLong(part.group(1)), unit(part.group(2)));
        }
        return read == text.length() && read > 0 ? sum : null;
    }

    private static @Nullable Duration iso(String text) {
        try {
            Duration duration = Duration.parse(text);
            return duration.isNegative() ? null : duration;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static ChronoUnit unit(String word) {
        return switch (word) {
            case "ms" -> ChronoUnit.MILLIS;
            case "s" -> ChronoUnit.SECONDS;
            case "m" -> ChronoUnit.MINUTES;
            case "h" -> ChronoUnit.HOURS;
            default -> ChronoUnit.DAYS;
        };
    }
}
