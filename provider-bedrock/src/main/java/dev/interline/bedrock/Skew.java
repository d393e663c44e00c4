package dev.interline.bedrock;

import dev.interline.time.Time;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** How far AWS's clock is from this machine's, as learnt from a refusal. One for each door. Thread-safe. */
final class Skew {
    /** Less is no reason to refuse a signature, says the AWS SDK for Java. */
    private static final Duration LEAST = Duration.ofMinutes(4);

    private static final DateTimeFormatter SIGNED =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Time time;
    private volatile Duration offset = Duration.ZERO;

    Skew(Time time) {
        this.time = time;
    }

    /** What time it is at AWS. */
    Instant now() {
        return time.now().plus(offset);
    }

    /**
     * Learns from a refusal.
     *
     * @param signed the date that the refused request was signed with
     * @param answered the {@code Date} of the answer
     * @return whether the refused request was so far off that signing it anew may help
     */
    boolean learn(@Nullable String signed, @Nullable String answered) {
        if (signed == null || answered == null) {
            return false;
        }
        try {
            Instant theirs = ZonedDateTime.parse(answered.trim(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Instant ours = Instant.from(SIGNED.parse(signed));
            if (Duration.between(ours, theirs).abs().compareTo(LEAST) < 0) {
                return false;
            }
            offset = Duration.between(time.now(), theirs);
            return true;
        } catch (DateTimeException e) {
            // a date that cannot be read teaches nothing
            return false;
        }
    }
}
