package dev.interline;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a model costs, in US dollars for a million tokens. What a vendor does not price apart is empty and costs what
 * input costs. Immutable.
 */
public final class Price {
    private final BigDecimal input;
    private final BigDecimal output;
    private final @Nullable BigDecimal cacheRead;
    private final @Nullable BigDecimal cacheWrite;

    private Price(
            BigDecimal input, BigDecimal output, @Nullable BigDecimal cacheRead, @Nullable BigDecimal cacheWrite) {
        this.input = input;
        this.output = output;
        this.cacheRead = cacheRead;
        this.cacheWrite = cacheWrite;
    }

    /**
     * Dollars for a million tokens read and for a million tokens written.
     *
     * @throws IllegalArgumentException when one is negative
     */
    public static Price of(BigDecimal input, BigDecimal output) {
        return new Price(checked(input, "input"), checked(output, "output"), null, null);
    }

    /** As {@link #of(BigDecimal, BigDecimal)}, for literals: {@code Price.of("0.25", "2.00")}. */
    public static Price of(String input, String output) {
        return of(new BigDecimal(input), new BigDecimal(output));
    }

    /** The same with a price for a million tokens that are read from the vendor's prompt cache. */
    public Price cacheRead(BigDecimal price) {
        return new Price(input, output, checked(price, "cacheRead"), cacheWrite);
    }

    /** The same with a price for a million tokens that are written to the vendor's prompt cache. */
    public Price cacheWrite(BigDecimal price) {
        return new Price(input, output, cacheRead, checked(price, "cacheWrite"));
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

    /** Whether neither input nor output costs more than that. */
    public boolean isWithin(Price most) {
        return input.compareTo(most.input) <= 0 && output.compareTo(most.output) <= 0;
    }

    /** The lower one of each pair of input and output prices. */
    Price lower(Price other) {
        return of(input.min(other.input), output.min(other.output));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Price price
                && input.equals(price.input)
                && output.equals(price.output)
                && Objects.equals(cacheRead, price.cacheRead)
                && Objects.equals(cacheWrite, price.cacheWrite);
    }

    @Override
    public int hashCode() {
        return Objects.hash(input, output, cacheRead, cacheWrite);
    }

    @Override
    public String toString() {
        return "$" + input.toPlainString() + " in, $" + output.toPlainString() + " out";
    }
}
