package dev.interline.budget;

import java.math.BigDecimal;

/**
 * How a {@link Budget} stands.
 *
 * @param account the name of the budget, and whose part of it this is
 * @param spent US dollars
 * @param limit US dollars
 * @param period the day or month, such as {@code 2026-11} or {@code 2026-11-23}
 */
public record Balance(String account, BigDecimal spent, BigDecimal limit, String period) {

    /** US dollars that are left; never negative. */
    public BigDecimal left() {
        return limit.subtract(spent).max(BigDecimal.ZERO);
    }

    /** Such as {@code day: $37.7 of $50 left in 2026-11-23}. */
    @Override
    public String toString() {
        return account + ": $" + plain(left()) + " of $" + plain(limit) + " left in " + period;
    }

    private static String plain(BigDecimal dollars) {
        return dollars.signum() == 0 ? "0" : dollars.stripTrailingZeros().toPlainString();
    }
}
