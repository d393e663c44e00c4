package dev.interline.typed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A type of the JDK that is one text or number, and what the model is told of it. A format is named only where it is
 * exactly what the type reads: {@code date-time} has an offset, which a {@link LocalDateTime} has not. It is told in
 * words as well, for some vendors leave the format out.
 */
record Leaf(@Nullable String type, String format, String words) {
    private static final Map<Class<?>, Leaf> KNOWN = Map.ofEntries(
            Map.entry(LocalDate.class, new Leaf("string", "date", "date, such as 2026-01-31")),
            Map.entry(Instant.class, new Leaf("string", "date-time", "in UTC, such as 2026-01-31T10:15:00Z")),
            Map.entry(
                    OffsetDateTime.class,
                    new Leaf("string", "date-time", "with its offset, such as 2026-01-31T10:15:00+01:00")),
            Map.entry(
                    ZonedDateTime.class,
                    new Leaf("string", "date-time", "with its offset, such as 2026-01-31T10:15:00+01:00")),
            Map.entry(Date.class, new Leaf("string", "date-time", "in UTC, such as 2026-01-31T10:15:00Z")),
            Map.entry(OffsetTime.class, new Leaf("string", "time", "with its offset, such as 10:15:00+01:00")),
            Map.entry(
                    LocalDateTime.class,
                    new Leaf("string", "", "date and time without a zone, such as 2026-01-31T10:15:00")),
            Map.entry(LocalTime.class, new Leaf("string", "", "time of day, such as 10:15:00")),
            Map.entry(YearMonth.class, new Leaf("string", "", "year and month, such as 2026-01")),
            Map.entry(MonthDay.class, new Leaf("string", "", "month and day, such as --01-31")),
            Map.entry(Year.class, new Leaf("integer", "", "")),
            Map.entry(Duration.class, new Leaf("string", "duration", "ISO 8601, such as PT1H30M")),
            Map.entry(Period.class, new Leaf("string", "duration", "ISO 8601, such as P1M15D")),
            Map.entry(ZoneId.class, new Leaf("string", "", "time zone, such as Europe/Oslo")),
            Map.entry(ZoneOffset.class, new Leaf("string", "", "offset from UTC, such as +02:00")),
            Map.entry(UUID.class, new Leaf("string", "uuid", "UUID")),
            Map.entry(URI.class, new Leaf("string", "uri", "URI")),
            Map.entry(URL.class, new Leaf("string", "uri", "URL")),
            Map.entry(Locale.class, new Leaf("string", "", "language tag, such as nb-NO")),
            Map.entry(Currency.class, new Leaf("string", "", "ISO 4217 code, such as EUR")),
            Map.entry(byte[].class, new Leaf("string", "", "bytes in Base64")),
            Map.entry(char[].class, new Leaf("string", "", "")),
            Map.entry(byte.class, new Leaf("integer", "", "")),
            Map.entry(Byte.class, new Leaf("integer", "", "")),
            Map.entry(Character.class, new Leaf("string", "", "one character")),
            Map.entry(char.class, new Leaf("string", "", "one character")),
            Map.entry(Object.class, new Leaf(null, "", "")),
            Map.entry(JsonNode.class, new Leaf(null, "", "")));

    /** What is known of a type; null when it is none of these. */
    static @Nullable Leaf of(Class<?> type) {
        return KNOWN.get(type);
    }

    ObjectNode schema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        if (type != null) {
            schema.put("type", type);
        }
        if (!format.isEmpty()) {
            schema.put("format", format);
        }
        if (!words.isEmpty()) {
            schema.put("description", words);
        }
        return schema;
    }
}
