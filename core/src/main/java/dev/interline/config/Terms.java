package dev.interline.config;

import dev.interline.Ability;
import dev.interline.Constraints;
import dev.interline.Limits;
import dev.interline.Price;
import dev.interline.policy.Defaults;
import dev.interline.route.Hedge;
import dev.interline.route.Throughput;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what targets cost and take, and what a route demands of them. */
final class Terms {
    private static final Pattern SHARE = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,9})?) ?(%?)");
    private static final Pattern THROUGHPUT =
            Pattern.compile("(\\d{1,6}(?:\\.\\d{1,6})?) ?tokens?/s(?:econd)? over (\\S+(?: [a-z]+)?)");

    private Terms() {}

    /**
     * {@code price: {input: 0.25, output: 2, cache-read: 0.025}}, in US dollars for a million tokens; under {@code over}
     * the same for long prompts, by the number of tokens, and under {@code tiers} for classes of service, by their words.
     */
    static Optional<Price> price(Settings settings, String key) {
        return settings.section(key).map(each -> {
            Price price = amounts(each);
            for (String tokens : names(each, "over")) {
                Settings longer = each.section("over").orElseThrow();
                if (!tokens.matches("[1-9]\\d{0,11}")) {
                    throw longer.problem(tokens, "is not a number of input tokens, such as 200000");
                }
                price = price.over(
                        Long.parseLong(tokens), amounts(longer.section(tokens).orElseThrow()));
            }
            for (String tier : names(each, "tiers")) {
                Settings tiers = each.section("tiers").orElseThrow();
                price = price.tier(tier, amounts(tiers.section(tier).orElseThrow()));
            }
            return price;
        });
    }

    private static Collection<String> names(Settings settings, String key) {
        Node.Branch names = settings.branch(key);
        return names == null ? List.of() : names.nodes().keySet();
    }

    private static Price amounts(Settings each) {
        Price price = Price.of(
                amount(each, "input").orElseThrow(() -> missing(each, "input")),
                amount(each, "output").orElseThrow(() -> missing(each, "output")));
        Optional<BigDecimal> read = amount(each, "cache-read");
        Optional<BigDecimal> write = amount(each, "cache-write");
        Optional<BigDecimal> kept = amount(each, "long-cache-write");
        price = read.isPresent() ? price.cacheRead(read.get()) : price;
        price = write.isPresent() ? price.cacheWrite(write.get()) : price;
        return kept.isPresent() ? price.longCacheWrite(kept.get()) : price;
    }

    private static Optional<BigDecimal> amount(Settings settings, String key) {
        return settings.read(
                key,
                text -> text.matches("\\d{1,9}(\\.\\d{1,12})?") ? new BigDecimal(text) : null,
                "is not a price in US dollars for a million tokens, such as 0.25");
    }

    private static ConfigException missing(Settings settings, String key) {
        return settings.problem(key, "is missing; write US dollars for a million tokens, such as 0.25");
    }

    /** {@code limits: {requests-per-minute: 600, tokens-per-minute: 90000, parallel-calls: 20}}. */
    static Optional<Limits> limits(Settings settings, String key) {
        return settings.section(key)
                .map(each -> new Limits(
                        above(each, "requests-per-minute"),
                        above(each, "tokens-per-minute"),
                        Math.toIntExact(Math.min(Integer.MAX_VALUE, above(each, "parallel-calls")))));
    }

    private static long above(Settings settings, String key) {
        OptionalLong number = settings.number(key);
        if (number.isPresent() && number.getAsLong() < 1) {
            throw settings.problem(key, "must be above zero; leave it out where there is no limit");
        }
        return number.orElse(0);
    }

    /** What whoever answers must be. */
    static Optional<Constraints> constraints(Settings settings, String key) {
        return settings.section(key).map(each -> {
            Constraints all = Constraints.NONE;
            all = words(each, "regions", all, all::regions);
            all = words(each, "residencies", all, all::residencies);
            all = words(each, "clouds", all, all::clouds);
            all = words(each, "models", all, all::models);
            all = all.abilities(each.words("abilities", Ability.class).toArray(new Ability[0]));
            Optional<Price> most = price(each, "max-price");
            all = most.isPresent() ? all.maxPrice(most.get()) : all;
            long context = above(each, "min-context");
            return context == 0 ? all : all.minContext(context);
        });
    }

    private static Constraints words(
            Settings settings, String key, Constraints before, Function<String[], Constraints> set) {
        String[] words = settings.list(key).toArray(new String[0]);
        return words.length == 0 ? before : set.apply(words);
    }

    /** {@code true}, {@code false}, or for how long: {@code 10m}. */
    static Optional<Duration> sticky(Settings settings, String key) {
        return settings.read(
                key,
                text -> switch (text) {
                    case "true" -> Defaults.STICKY;
                    case "false" -> Duration.ZERO;
                    default -> aboveZero(Span.of(text));
                },
                "is neither true nor false nor a length of time such as 10m");
    }

    /** {@code hedging: {after: p95, at-most: 5%}}; a length of time for a fixed one. */
    static Optional<Hedge> hedge(Settings settings, String key) {
        return settings.section(key).map(each -> {
            Hedge.Unpaid hedge = each.read(
                            "after",
                            text -> {
                                Duration delay = aboveZero(Span.of(text));
                                return text.equals("p95")
                                        ? Hedge.afterP95()
                                        : delay == null ? null : Hedge.after(delay);
                            },
                            "is neither p95 nor a length of time such as 2s")
                    .orElseGet(Hedge::afterP95);
            double share = share(each, "at-most")
                    .orElseThrow(() -> each.problem("at-most", "is missing; write a share of extra calls, such as 5%"));
            try {
                return hedge.atMost(share);
            } catch (IllegalArgumentException e) {
                throw each.problem("at-most", String.valueOf(e.getMessage()));
            }
        });
    }

    private static @Nullable Duration aboveZero(@Nullable Duration span) {
        return span == null || span.isZero() ? null : span;
    }

    /** {@code 0.5%} or {@code 0.005}. */
    static Optional<Double> share(Settings settings, String key) {
        return settings.read(
                key,
                text -> {
                    Matcher share = SHARE.matcher(text);
                    return share.matches()
                            ? Double.valueOf(Double.parseDouble(share.group(1))
                                    / (share.group(2).isEmpty() ? 1 : 100))
                            : null;
                },
                "is not a share such as 0.5% or 0.005");
    }

    /** {@code 5 tokens/s over 15s}. */
    static Optional<Throughput> throughput(Settings settings, String key) {
        return settings.read(
                key,
                text -> {
                    Matcher words = THROUGHPUT.matcher(text);
                    Duration over = words.matches() ? Span.of(words.group(2).replace(" ", "")) : null;
                    double tokens = over == null ? 0 : Double.parseDouble(words.group(1));
                    return over == null || over.isZero() || tokens == 0 ? null : Throughput.of(tokens, over);
                },
                "is not a speed such as 5 tokens/s over 15s");
    }
}
