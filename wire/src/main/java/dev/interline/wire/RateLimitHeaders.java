package dev.interline.wire;

import dev.interline.RateLimit;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The limits that a target tells of in its headers, in the spellings of OpenAI and Anthropic, which their formats keep
 * wherever they are spoken. Sources: "Rate limits" of OpenAI's and of Anthropic's documentation, and "Manage Azure OpenAI
 * quota". Azure writes -1 or 0 where it does not know a number, and resets in plain seconds.
 */
final class RateLimitHeaders {
    private static final Pattern SPAN = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|m|h|d)");

    private static final List<Names> OPENAI =
            List.of(Names.openAi(RateLimit.What.REQUESTS, "requests"), Names.openAi(RateLimit.What.TOKENS, "tokens"));
    private static final List<Names> ANTHROPIC = List.of(
            Names.anthropic(RateLimit.What.REQUESTS, "requests"),
            Names.anthropic(RateLimit.What.TOKENS, "tokens"),
            Names.anthropic(RateLimit.What.INPUT_TOKENS, "input-tokens"),
            Names.anthropic(RateLimit.What.OUTPUT_TOKENS, "output-tokens"));

    private RateLimitHeaders() {}

    /**
     * Reads what is there.
     *
     * @param headers looks a header up by its name
     * @param now to subtract from a date
     */
    static List<RateLimit> of(Function<String, @Nullable String> headers, Instant now) {
        List<RateLimit> limits = new ArrayList<>(0);
        for (Names names : OPENAI) {
            openAi(names, headers, limits);
        }
        for (Names names : ANTHROPIC) {
            anthropic(names, headers, now, limits);
        }
        return limits;
    }

    /** What one limit is told by. */
    private record Names(RateLimit.What what, String limit, String left, String reset) {
        static Names openAi(RateLimit.What what, String name) {
            return new Names(
                    what, "x-ratelimit-limit-" + name, "x-ratelimit-remaining-" + name, "x-ratelimit-reset-" + name);
        }

        static Names anthropic(RateLimit.What what, String name) {
            String prefix = "anthropic-ratelimit-" + name;
            return new Names(what, prefix + "-limit", prefix + "-remaining", prefix + "-reset");
        }
    }

    private static void openAi(Names names, Function<String, @Nullable String> headers, List<RateLimit> limits) {
        String limit = headers.apply(names.limit);
        String left = headers.apply(names.left);
        if (limit != null || left != null) {
            Duration reset = span(headers.apply(names.reset));
            add(names.what, limit, left, reset, limits);
        }
    }

    private static void anthropic(
            Names names, Function<String, @Nullable String> headers, Instant now, List<RateLimit> limits) {
        String limit = headers.apply(names.limit);
        String left = headers.apply(names.left);
        if (limit != null || left != null) {
            Duration reset = until(headers.apply(names.reset), now);
            add(names.what, limit, left, reset, limits);
        }
    }

    /** A limit of nothing cannot have let an answer through: then nothing that stands beside it is known either. */
    private static void add(
            RateLimit.What what,
            @Nullable String limit,
            @Nullable String left,
            @Nullable Duration reset,
            List<RateLimit> limits) {
        OptionalLong most = count(limit);
        OptionalLong rest = count(left);
        boolean nonsense = limit != null && (most.isEmpty() || most.getAsLong() == 0);
        if (!nonsense && (most.isPresent() || rest.isPresent())) {
            limits.add(new RateLimit(what, most, rest, Optional.ofNullable(reset)));
        }
    }

    private static OptionalLong count(@Nullable String value) {
        if (value == null) {
            return OptionalLong.empty();
        }
        try {
            long number = Long.parseLong(value.strip());
            return number < 0 ? OptionalLong.empty() : OptionalLong.of(number);
        } catch (NumberFormatException e) {
            // no whole number: unknown
            return OptionalLong.empty();
        }
    }

    /** {@code 17ms}, {@code 6m0s} or plain seconds; null when it is none of them, or nothing. */
    private static @Nullable Duration span(@Nullable String value) {
        if (value == null) {
            return null;
        }
        Duration seconds = RetryAfter.seconds(value.strip());
        if (seconds != null) {
            return seconds.isZero() ? null : seconds;
        }
        Matcher span = SPAN.matcher(value.strip());
        double nanos = 0;
        int at = 0;
        while (at < value.strip().length() && span.find(at) && span.start() == at) {
            double unit = switch (span.group(2)) {
                case "ms" -> 1e6;
                case "s" -> 1e9;
                case "m" -> 60e9;
                case "h" -> 3_600e9;
                default -> 86_400e9;
            };
            nanos += Double.parseDouble(span.group(1)) * unit;
            at = span.end();
        }
        return at < value.strip().length() || nanos <= 0 ? null : Duration.ofNanos((long) nanos);
    }

    private static @Nullable Duration until(@Nullable String value, Instant now) {
        if (value == null) {
            return null;
        }
        try {
            Instant then = OffsetDateTime.parse(value.strip()).toInstant();
            return then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO;
        } catch (DateTimeException e) {
            // no date as RFC 3339 writes them: unknown
            return null;
        }
    }
}
