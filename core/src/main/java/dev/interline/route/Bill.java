package dev.interline.route;

import dev.interline.ChatRequest;
import dev.interline.Price;
import dev.interline.policy.Estimate;
import java.math.BigDecimal;
import java.util.List;

/** What a request should cost, before anybody has counted: good enough to compare targets by. */
record Bill(long input, double output) {
    /** Where the request sets no cap and nobody has answered of late. */
    private static final double USUAL_OUTPUT = 500;

    private static final int MILLIONTHS = 6;

    /**
     * For one request.
     *
     * @param usual tokens of an answer of late; not a number when that is not known
     */
    static Bill of(ChatRequest request, double usual) {
        return of(Estimate.of(request), usual);
    }

    private static Bill of(Estimate estimate, double usual) {
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

    /** US dollars that a request should cost at the dearest of these targets; zero when no price is known. */
    static BigDecimal most(Estimate estimate, List<Target> targets) {
        double most = of(estimate, Double.NaN).most(targets);
        return BigDecimal.valueOf(most).movePointLeft(MILLIONTHS);
    }

    private double most(List<Target> targets) {
        double most = 0;
        for (Target target : targets) {
            Router inner = target.makesVectors() ? null : Nested.route(target.model());
            double one = inner == null ? at(target, 0) : most(inner.targets());
            most = one > most ? one : most;
        }
        return most;
    }
}
