package dev.interline;

/**
 * How a vendor counts a call against its limit of tokens a minute. All let a call in by its input and its cap of output;
 * what becomes of that when the answer is there is different.
 *
 * @param outputWeight how many tokens of the limit one token of output takes in the end, at least 1; five for some models
 * @param settled whether the vendor gives back what was reserved and not used; if not, a large cap is paid in full
 */
public record Burndown(double outputWeight, boolean settled) {

    /** Every token counts once, and what was not used is given back. */
    public static final Burndown PLAIN = new Burndown(1, true);

    /** What was reserved stays counted: prompt and cap. */
    public static final Burndown RESERVED = new Burndown(1, false);

    /** Checks the weight. */
    public Burndown {
        if (!(outputWeight >= 1) || Double.isInfinite(outputWeight)) {
            throw new IllegalArgumentException(
                    "a token of output takes 1 token of the limit at least, not " + outputWeight);
        }
    }
}
