package dev.interline.budget;

import java.math.BigDecimal;

/**
 * How a {@link Budget} stands.
 *
 * @param account the name of the budget, and whose part of it this is
 * @param spent US dollars
 * @param held US dollars that calls under way should cost yet
 * @param limit US dollars
 * @param period the day or month, such as {@code 2026-11} or {@code 2026-11-23}
 */
public record Balance(String account, BigDecimal spent, BigDecimal held, BigDecimal limit, String period) {

    /** US dollars that are left; never negative. */
    public BigDecimal left() {
        return limit.subtract(spent).subtract(held).max(BigDecimal.ZERO);
    }

    /** Such as {@code day of acme: $37.7 of $50 left in 2026-11-23, $0.1 under way}. */
    @Override
    public String toString() {
        return account + ": $" + plain(left()) + " of $" + plain(limit) + " left in " + period
                + (held.signum() == 0 ? "" : ", $" + plain(held) + " under way");
    }

    /** Such as {@code budget day of acme: $5 of $5 are spent in 2026-11-23}. */
    String spentWords() {
        return "budget " + account + ": $" + plain(spent) + " of $" + plain(limit) + " are spent in " + period
                + (held.signum() == 0 ? "" : ", $" + plain(held) + " are under way");
    }

    private static String plain(BigDecimal dollars) {
        return dollars.signum() == 0 ? "0" : dollars.stripTrailingZeros().toPlainString();
    }
}
