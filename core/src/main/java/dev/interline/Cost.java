package dev.interline;

import dev.interline.error.ChatException;
import dev.interline.error.TimedOutException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What something cost, in US dollars, exact to the last digit: tokens times {@link Price}. A part whose price or number
 * of tokens is not known is empty, never zero, and what remains is then {@linkplain #isComplete() not complete}: it cost
 * at least that. Taxes, discounts, rebates and what was paid in advance are not in it. Immutable; it is worked out when
 * somebody asks for it first.
 */
public final class Cost {
    /** Nothing is known of it, which does not mean that it was free. */
    public static final Cost UNKNOWN = new Cost(Bill.UNKNOWN);

    /** It is known that nothing is charged. */
    public static final Cost NOTHING =
            new Cost(new Bill(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, true, null));

    private static final int MILLION = 6;
    private static final int UNAVAILABLE = 503;
    private static final int OVERLOADED = 529;

    private final @Nullable Price price;
    private final Usage usage;
    private final String servedTier;
    private final @Nullable Bill given;
    private volatile @Nullable Bill workedOut;

    /** The parts; null for those that are not known. */
    private record Bill(
            @Nullable BigDecimal input,
            @Nullable BigDecimal cachedInput,
            @Nullable BigDecimal cacheWrites,
            @Nullable BigDecimal output,
            boolean complete,
            @Nullable LocalDate priceDate) {
        static final Bill UNKNOWN = new Bill(null, null, null, null, false, null);

        Bill incomplete() {
            return new Bill(input, cachedInput, cacheWrites, output, false, priceDate);
        }
    }

    private Cost(Price price, Usage usage, String servedTier) {
        this.price = price;
        this.usage = usage;
        this.servedTier = servedTier;
        this.given = null;
    }

    private Cost(Bill bill) {
        this.price = null;
        this.usage = Usage.UNKNOWN;
        this.servedTier = "";
        this.given = bill;
    }

    /**
     * What these tokens cost.
     *
     * @param price null when unknown
     * @param servedTier the vendor's word for the class of service; empty when it says nothing
     */
    public static Cost of(@Nullable Price price, Usage usage, String servedTier) {
        return price == null || !usage.isKnown() ? UNKNOWN : new Cost(price, usage, servedTier);
    }

    private Bill bill() {
        Bill known = given == null ? workedOut : given;
        if (known == null) {
            known = price == null ? Bill.UNKNOWN : bill(price, usage, servedTier);
            workedOut = known;
        }
        return known;
    }

    private static Bill bill(Price price, Usage usage, String servedTier) {
        Price base = price.in(servedTier).orElse(null);
        if (base == null) {
            return Bill.UNKNOWN;
        }
        long tokens = usage.input().orElse(-1);
        Price at = base.at(Math.max(0, tokens));
        long answer = usage.output().orElse(-1);
        BigDecimal output = answer < 0 ? null : dollars(answer, at.output());
        boolean outputIsKnown = output != null || at.output().signum() == 0;
        LocalDate day = base.date().orElse(price.date().orElse(null));
        if (tokens < 0) {
            return new Bill(null, null, null, output, false, day);
        }
        long read = usage.cachedInput().orElse(0);
        long written = usage.cacheWrites().orElse(0);
        BigDecimal writes =
                writes(at, written, Math.min(written, usage.longCacheWrites().orElse(0)));
        return new Bill(
                dollars(Math.max(0, tokens - read - written), at.input()),
                dollars(read, at.cacheRead().orElse(at.input())),
                writes,
                output == null && outputIsKnown ? BigDecimal.ZERO : output,
                outputIsKnown && writes != null,
                day);
    }

    private static @Nullable BigDecimal writes(Price at, long written, long kept) {
        BigDecimal usual = dollars(written - kept, at.cacheWrite().orElse(at.input()));
        if (kept == 0) {
            return usual;
        }
        BigDecimal each = at.longCacheWrite().orElse(at.cacheWrite().isEmpty() ? at.input() : null);
        return each == null ? null : dollars(kept, each).add(usual);
    }

    private static BigDecimal dollars(long tokens, BigDecimal million) {
        return tokens == 0
                ? BigDecimal.ZERO
                : million.multiply(BigDecimal.valueOf(tokens))
                        .movePointLeft(MILLION)
                        .stripTrailingZeros();
    }

    /**
     * What an attempt cost that gave no whole answer: nothing where the target let nobody in, at least what is known of
     * its tokens where it had begun. A vendor may charge for what a filter stopped and for what it took too long over,
     * so that these are not known. Source: "Plan to manage costs for Azure OpenAI", Microsoft Learn.
     */
    static Cost ofFailure(ChatException failure, @Nullable Price price, Usage usage) {
        if (usage.isKnown()) {
            return new Cost(of(price, usage, "").bill().incomplete());
        }
        return isFree(failure) ? NOTHING : UNKNOWN;
    }

    private static boolean isFree(ChatException failure) {
        return switch (failure.kind()) {
            case RATE_LIMITED, DENIED, NOT_FOUND, QUOTA_SPENT -> failure.status() >= 400;
            case UNAVAILABLE -> failure.status() == UNAVAILABLE || failure.status() == OVERLOADED;
            case TIMED_OUT ->
                failure instanceof TimedOutException late && late.clock() == TimedOutException.Clock.CONNECT;
            default -> false;
        };
    }

    /** Input that came from no cache and went into none; empty when unknown. */
    public Optional<BigDecimal> input() {
        return Optional.ofNullable(bill().input);
    }

    /** Input that was read from a prompt cache; empty when unknown. */
    public Optional<BigDecimal> cachedInput() {
        return Optional.ofNullable(bill().cachedInput);
    }

    /** Input that was written to a prompt cache; empty when unknown. */
    public Optional<BigDecimal> cacheWrites() {
        return Optional.ofNullable(bill().cacheWrites);
    }

    /** Output, thinking included; empty when unknown. */
    public Optional<BigDecimal> output() {
        return Optional.ofNullable(bill().output);
    }

    /** All parts that are known; empty when none is. When the cost is not complete, it was at least that. */
    public Optional<BigDecimal> total() {
        Bill known = bill();
        return Optional.ofNullable(add(add(known.input, known.cachedInput), add(known.cacheWrites, known.output)));
    }

    /** Whether all of it is known. */
    public boolean isComplete() {
        return bill().complete;
    }

    /** The day on which the price is known to have held, the earliest of a sum; empty when not told. */
    public Optional<LocalDate> priceDate() {
        return Optional.ofNullable(bill().priceDate);
    }

    /** The sum of two; complete when both are. */
    public Cost plus(Cost other) {
        if (equals(NOTHING)) {
            return other;
        }
        if (other.equals(NOTHING)) {
            return this;
        }
        Bill one = bill();
        Bill two = other.bill();
        LocalDate day = one.priceDate == null || two.priceDate != null && two.priceDate.isBefore(one.priceDate)
                ? two.priceDate
                : one.priceDate;
        return new Cost(new Bill(
                add(one.input, two.input),
                add(one.cachedInput, two.cachedInput),
                add(one.cacheWrites, two.cacheWrites),
                add(one.output, two.output),
                one.complete && two.complete,
                day));
    }

    private static @Nullable BigDecimal add(@Nullable BigDecimal a, @Nullable BigDecimal b) {
        return a == null ? b : b == null ? a : a.add(b).stripTrailingZeros();
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof Cost other && bill().equals(other.bill());
    }

    @Override
    public int hashCode() {
        return bill().hashCode();
    }

    /** Such as {@code $0.0123}, {@code at least $0.0123} or {@code unknown}. */
    @Override
    public String toString() {
        return total().map(dollars -> (isComplete() ? "$" : "at least $") + dollars.toPlainString())
                .orElse("unknown");
    }
}
