package dev.interline.route;

import dev.interline.CallContext;
import dev.interline.Limits;
import dev.interline.Profile;
import dev.interline.policy.Estimate;

/**
 * What a request takes of a target.
 *
 * @param credential whose limits and denials count
 * @param limits how much the target takes at once
 * @param tokens how many of them the vendor should count, before anybody knows
 * @param profile whom it is asked of
 * @param call who asks
 */
record Demand(String credential, Limits limits, long tokens, Profile profile, CallContext call) {
    /** What is counted for an answer without a cap. */
    private static final long USUAL_OUTPUT = 1_000;

    static Demand of(Target target, CallContext call, Estimate estimate) {
        Limits limits = target.profile().limits();
        // vendors reserve the cap when a call begins, whatever it comes to
        long tokens = limits.tokensPerMinute() == 0
                ? 0
                : estimate.input() + estimate.maxOutput().orElse(USUAL_OUTPUT);
        return new Demand(target.profile().credentialKey(call), limits, tokens, target.profile(), call);
    }

    /** Tells whether the credential is another one now; asks the code of others, so never under a lock. */
    long credentialVersion() {
        return profile.credentialVersion(call);
    }

    boolean isMetered() {
        return limits.requestsPerMinute() > 0 || limits.tokensPerMinute() > 0;
    }

    /** Whether there is nothing to be counted. */
    boolean isUnlimited() {
        return limits.parallelCalls() == 0 && !isMetered();
    }
}
