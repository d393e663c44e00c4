package dev.interline.route;

import dev.interline.ChatRequest;
import dev.interline.Price;
import dev.interline.policy.Estimate;
import java.math.BigDecimal;

/** What a request should cost, before anybody has counted: good enough to compare targets by. */
record Bill(long input, double output) {
    /** Where the request sets no cap and nobody has answered of late. */
    private static final double USUAL_OUTPUT = 500;

    /**
     * For one request.
     *
     * @param usual tokens of an answer of late; not a number when that is not known
     */
    static Bill of(ChatRequest request, double usual) {
        Estimate estimate = Estimate.of(request);
        double output = Double.isNaN(usual) ? USUAL_OUTPUT : usual;
        return new Bill(
                estimate.input(),
                estimate.maxOutput().isPresent()
                        ? Math.min(output, (double) estimate.maxOutput().getAsLong())
                        : output);
    }

    /**
     * Millionths of a dollar; not a number when the price is not known.
     *
     * @param cached which share of the input is read from the prompt cache
     */
    double at(Target target, double cached) {
        Price price = target.profile().price().orElse(null);
        if (price == null) {
            return Double.NaN;
        }
        double read = price.cacheRead()
                .map(BigDecimal::doubleValue)
                .orElse(price.input().doubleValue());
        return input * (cached * read + (1 - cached) * price.input().doubleValue())
                + output * price.output().doubleValue();
    }
}
