package dev.interline.route;

import dev.interline.Burndown;
import dev.interline.CallContext;
import dev.interline.Limits;
import dev.interline.Profile;
import dev.interline.Usage;
import dev.interline.policy.Estimate;

/**
 * What a request takes of a target. Two of them are never the same, for each waits for itself.
 */
final class Demand {
    /** What is counted for an answer without a cap. */
    private static final long USUAL_OUTPUT = 1_000;

    private final String credential;
    private final Profile profile;
    private final CallContext call;
    private final Estimate estimate;

    private Demand(Profile profile, CallContext call, Estimate estimate) {
        this.credential = profile.credentialKey(call);
        this.profile = profile;
        this.call = call;
        this.estimate = estimate;
    }

    static Demand of(Target target, CallContext call, Estimate estimate) {
        return new Demand(target.profile(), call, estimate);
    }

    /** Whose limits and denials count. */
    String credential() {
        return credential;
    }

    /** How much the target takes at once. */
    Limits limits() {
        return profile.limits();
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
        return profile.burndown();
    }

    /** What the vendor counts in the end. */
    double counted(Usage usage) {
        return usage.input().orElse(estimate.input())
                + burndown().outputWeight() * usage.output().orElse(0);
    }

    /** Tells whether the credential is another one now; asks the code of others, so never under a lock. */
    long credentialVersion() {
        return profile.credentialVersion(call);
    }

    boolean isMetered() {
        Limits limits = limits();
        return limits.requestsPerMinute() > 0 || limits.tokensPerMinute() > 0;
    }

    /** Whether there is nothing to be counted. */
    boolean isUnlimited() {
        return limits().parallelCalls() == 0 && !isMetered();
    }
}
