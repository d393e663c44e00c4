package dev.interline.route;

import static java.time.Duration.ofMillis;

import dev.interline.testing.ManualTime;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/** What everybody in a {@link Schedule} shares: one stream of chance, one clock, and what was truly answered. */
final class World {
    /**
     * One rule of the router, switched off: by a route that is not told of it, or by a model that works against it. That
     * each of these is noticed shows that the invariants can fail.
     */
    enum Mutant {
        /** All rules hold. */
        NONE,
        /** The route is not told what its targets must be. */
        NO_CONSTRAINTS,
        /** The request's own constraints are lost on the way. */
        NO_CONSTRAINTS_OF_THE_REQUEST,
        /** Models do not hear that the time of a call is over. */
        NO_DEADLINE,
        /** An answer seems to have begun before it has. */
        NOTHING_IS_CONTENT,
        /** A piece of text is lost. */
        LOST_TEXT,
        /** A piece of text comes twice. */
        DOUBLED_TEXT,
        /** What was shown of a broken stream is not taken back. */
        NOTHING_TAKEN_BACK,
        /** The rest of a broken answer begins from its beginning. */
        BLIND_CONTINUATION,
        /** A stream that is given up is not closed. */
        LEAK,
        /** Health is forgotten from call to call. */
        NO_HEALTH,
        /** Nobody counts the attempts. */
        NO_MAXIMUM,
        /** A silent target seems to be worth a second try. */
        SILENCE_IS_FORGIVEN,
        /** The end of a call is not told. */
        NO_END,
        /** Calls at a time are not counted. */
        NO_BULKHEAD,
        /** The operator's word is not heard. */
        NO_STANDING,
        /** The caller's word on an answer is not heard. */
        NO_REJECTING,
        /** Conversations do not stay where they were answered. */
        NO_STICKINESS,
        /** Calls a minute are not counted. */
        NO_QUOTA,
        /** Extra calls ahead of time are not counted. */
        NO_HEDGE_BUDGET,
        /** Whoever has lost a race goes on. */
        LOSERS_GO_ON,
        /** What follows from a tool's result is asked for twice. */
        HEDGED_AFTER_A_TOOL,
        /** A stream may drip. */
        NO_LEAST_THROUGHPUT,
        /** For how long a target wants to be left alone is not heard. */
        HINT_IS_LOST,
        /** A target that denies seems to be down for a moment. */
        DENIAL_IS_FORGIVEN,
        /** A call waits for a target as long as that likes. */
        NO_LONGEST_WAIT,
        /** A new configuration is not heard of. */
        NO_SWAP,
        /** A request is not written into the trail. */
        NO_LINE,
        /** A tool call that was shown is taken back. */
        TOOL_CALL_IS_TAKEN_BACK
    }

    final ManualTime time;
    final Mutant mutant;
    /** Every whole answer that any target ever had in mind. */
    final Set<String> answers = new HashSet<>();
    /** From now on everybody answers at once. */
    boolean healthy;

    private final Random random;

    World(long seed, Mutant mutant) {
        this.random = new Random(seed);
        this.time = new ManualTime(seed);
        this.mutant = mutant;
    }

    boolean is(Mutant one) {
        return mutant == one;
    }

    boolean chance(double of) {
        return random.nextDouble() < of;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    Duration between(int least, int most) {
        return ofMillis(least + random.nextInt(most - least + 1));
    }
}
