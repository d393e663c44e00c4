package dev.interline;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a model costs, in US dollars for a million tokens. What a vendor does not price apart is empty and costs what
 * input costs. Long prompts and other classes of service may have prices of their own. Immutable.
 *
 * <pre>{@code
 * Price price = Price.of("1.25", "10") // US dollars for a million tokens
 *         .cacheRead(new BigDecimal("0.125"))
 *         .over(200_000, Price.of("2.50", "15")); // longer prompts cost more
 * }</pre>
 */
public final class Price {
    /** The words of vendors for the class of service that everybody gets who does not ask for one. */
    private static final Set<String> USUAL = Set.of("", "default", "standard", "auto", "on_demand");

    private final BigDecimal input;
    private final BigDecimal output;
    private final @Nullable BigDecimal cacheRead;
    private final @Nullable BigDecimal cacheWrite;
    private final @Nullable BigDecimal longCacheWrite;
    private final TreeMap<Long, Price> over;
    private final Map<String, Price> tiers;
    private final @Nullable LocalDate date;

    private Price(Terms terms) {
        this.input = terms.input;
        this.output = terms.output;
        this.cacheRead = terms.cacheRead;
        this.cacheWrite = terms.cacheWrite;
        this.longCacheWrite = terms.longCacheWrite;
        this.over = terms.over;
        this.tiers = Map.copyOf(terms.tiers);
        this.date = terms.date;
    }

    /** What a copy starts with. */
    private static final class Terms {
        BigDecimal input;
        BigDecimal output;

        @Nullable
        BigDecimal cacheRead;

        @Nullable
        BigDecimal cacheWrite;

        @Nullable
        BigDecimal longCacheWrite;

        final TreeMap<Long, Price> over = new TreeMap<>();
        final TreeMap<String, Price> tiers = new TreeMap<>();

        @Nullable
        LocalDate date;

        Terms(BigDecimal input, BigDecimal output) {
            this.input = input;
            this.output = output;
        }

        Terms(Price from) {
            this(from.input, from.output);
            this.cacheRead = from.cacheRead;
            this.cacheWrite = from.cacheWrite;
            this.longCacheWrite = from.longCacheWrite;
            this.over.putAll(from.over);
            this.tiers.putAll(from.tiers);
            this.date = from.date;
        }
    }

    /**
     * Dollars for a million tokens read and for a million tokens written.
     *
     * @throws IllegalArgumentException when one is negative
     */
    public static Price of(BigDecimal input, BigDecimal output) {
        return new Price(new Terms(checked(input, "input"), checked(output, "output")));
    }

    /** As {@link #of(BigDecimal, BigDecimal)}, for literals: {@code Price.of("0.25", "2.00")}. */
    public static Price of(String input, String output) {
        return of(new BigDecimal(input), new BigDecimal(output));
    }

    /** The same with a price for a million tokens that are read from the vendor's prompt cache. */
    public Price cacheRead(BigDecimal price) {
        Terms terms = new Terms(this);
        terms.cacheRead = checked(price, "cacheRead");
        return new Price(terms);
    }

    /** The same with a price for a million tokens that are written to the vendor's prompt cache. */
    public Price cacheWrite(BigDecimal price) {
        Terms terms = new Terms(this);
        terms.cacheWrite = checked(price, "cacheWrite");
        return new Price(terms);
    }

    /** The same with a price for a million tokens that are written to the vendor's prompt cache to be kept for an hour. */
    public Price longCacheWrite(BigDecimal price) {
        Terms terms = new Terms(this);
        terms.longCacheWrite = checked(price, "longCacheWrite");
        return new Price(terms);
    }

    /**
     * The same with another price for all tokens of a call whose input, cached parts included, exceeds this many.
     *
     * @throws IllegalArgumentException when the number is not above zero
     */
    public Price over(long inputTokens, Price price) {
        if (inputTokens <= 0) {
            throw new IllegalArgumentException(
                    "a price for long prompts begins over a number of tokens above zero, not " + inputTokens);
        }
        Terms terms = new Terms(this);
        terms.over.put(inputTokens, price);
        return new Price(terms);
    }

    /**
     * The same with another price for a class of service.
     *
     * @param word the vendor's, as answers tell it in {@link ChatResponse#servedTier()}, such as {@code flex}
     */
    public Price tier(String word, Price price) {
        Terms terms = new Terms(this);
        terms.tiers.put(word.toLowerCase(Locale.ROOT), price);
        return new Price(terms);
    }

    /** The same, known to have held on this day. */
    public Price date(@Nullable LocalDate day) {
        Terms terms = new Terms(this);
        terms.date = day;
        return new Price(terms);
    }

    private static BigDecimal checked(BigDecimal price, String name) {
        if (price.signum() < 0) {
            throw new IllegalArgumentException(
                    "the price of " + name + " is in dollars for a million tokens and not negative: " + price);
        }
        return price;
    }

    /** A million tokens of input. */
    public BigDecimal input() {
        return input;
    }

    /** A million tokens of output. */
    public BigDecimal output() {
        return output;
    }

    /** A million tokens read from the prompt cache; empty when they cost what input costs. */
    public Optional<BigDecimal> cacheRead() {
        return Optional.ofNullable(cacheRead);
    }

    /** A million tokens written to the prompt cache; empty when they cost what input costs. */
    public Optional<BigDecimal> cacheWrite() {
        return Optional.ofNullable(cacheWrite);
    }

    /**
     * A million tokens written to the prompt cache to be kept for an hour. Empty when they cost what input costs, as
     * other writes do; where those have a price of their own, it is not known what these cost.
     */
    public Optional<BigDecimal> longCacheWrite() {
        return Optional.ofNullable(longCacheWrite);
    }

    /** The day on which the price is known to have held; empty when not told. */
    public Optional<LocalDate> date() {
        return Optional.ofNullable(date);
    }

    /** What a call with so many input tokens costs a million tokens: this, or what was set with {@link #over}. */
    public Price at(long inputTokens) {
        if (over.isEmpty()) {
            return this;
        }
        Map.Entry<Long, Price> longer = over.lowerEntry(inputTokens);
        return longer == null ? this : longer.getValue();
    }

    /**
     * What a call costs in a class of service: this in the usual one, another where {@link #tier} has set it.
     *
     * @param word the vendor's, in any case; empty when it says nothing
     * @return empty for a class whose price is not known
     */
    public Optional<Price> in(String word) {
        String lower = word.isEmpty() ? word : word.toLowerCase(Locale.ROOT);
        Price other = tiers.isEmpty() ? null : tiers.get(lower);
        return other != null ? Optional.of(other) : USUAL.contains(lower) ? Optional.of(this) : Optional.empty();
    }

    /** Whether neither input nor output costs more than that. */
    public boolean isWithin(Price most) {
        return input.compareTo(most.input) <= 0 && output.compareTo(most.output) <= 0;
    }

    /** The lower one of each pair of input and output prices. */
    Price lower(Price other) {
        return of(input.min(other.input), output.min(other.output));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Price price
                && input.equals(price.input)
                && output.equals(price.output)
                && Objects.equals(cacheRead, price.cacheRead)
                && Objects.equals(cacheWrite, price.cacheWrite)
                && Objects.equals(longCacheWrite, price.longCacheWrite)
                && over.equals(price.over)
                && tiers.equals(price.tiers)
                && Objects.equals(date, price.date);
    }

    @Override
    public int hashCode() {
        return Objects.hash(input, output, cacheRead, cacheWrite, longCacheWrite, over, tiers, date);
    }

    @Override
    public String toString() {
        return "$" + input.toPlainString() + " in, $" + output.toPlainString() + " out";
    }
}
