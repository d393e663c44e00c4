package dev.interline.route;

import dev.interline.Burndown;
import dev.interline.CallContext;
import dev.interline.Limits;
import dev.interline.Usage;
import dev.interline.policy.Estimate;

/**
 * What a request takes of a target. Two of them are never the same, for each waits for itself.
 */
final class Demand {
    /** What is counted for an answer without a cap. */
    private static final long USUAL_OUTPUT = 1_000;

    private final String credential;
    private final Limits limits;
    private final Burndown burndown;
    private final Estimate estimate;

    private Demand(String credential, Limits limits, Burndown burndown, Estimate estimate) {
        this.credential = credential;
        this.limits = limits;
        this.burndown = burndown;
        this.estimate = estimate;
    }

    static Demand of(Target target, CallContext call, Estimate estimate) {
        return new Demand(
                target.profile().credentialKey(call),
                target.profile().limits(),
                target.profile().burndown(),
                estimate);
    }

    /** Whose limits and denials count. */
    String credential() {
        return credential;
    }

    /** How much the target takes at once. */
    Limits limits() {
        return limits;
    }

    /** Tokens in, about. */
    double input() {
        return estimate.input();
    }

    /** The most tokens out, or what is usual where the request does not say. */
    double cap() {
        return estimate.maxOutput().orElse(USUAL_OUTPUT);
    }

    Burndown burndown() {
        return burndown;
    }

    /** What the vendor counts in the end. */
    double counted(Usage usage) {
        return usage.input().orElse(estimate.input())
                + burndown.outputWeight() * usage.output().orElse(0);
    }

    boolean isMetered() {
        return limits.requestsPerMinute() > 0 || limits.tokensPerMinute() > 0;
    }

    /** Whether there is nothing to be counted. */
    boolean isUnlimited() {
        return limits.parallelCalls() == 0 && !isMetered();
    }
}
