package dev.interline.route;

import dev.interline.Burndown;
import dev.interline.Limits;
import dev.interline.RateLimit;
import dev.interline.Usage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one set of credentials may take of a target in a minute. Guarded by the lock of its {@link Health}.
 */
final class Quota {
    private static final long BACK_WITHIN = Duration.ofMinutes(2).toNanos();
    private static final long LONGEST_REST = Duration.ofMinutes(1).toNanos();
    private static final double RECENT = 0.05;
    private static final double MOST_WRONG = 4;

    final Limits limits;
    private final @Nullable Meter requests;
    private final @Nullable Meter tokens;
    private final Learned learned = new Learned();
    /** Tokens that the vendor counts for one that was estimated. */
    private double inputRatio = 1;
    /** Which share of its cap an answer has. */
    private double outputShare;
    /** Whether the vendor has said that nothing is left. */
    private boolean rests;

    private long restUntil;

    Quota(Limits limits, long now) {
        this.limits = limits;
        this.requests = meter(limits.requestsPerMinute(), now);
        this.tokens = meter(limits.tokensPerMinute(), now);
    }

    private static @Nullable Meter meter(long perMinute, long now) {
        return perMinute == 0 ? null : new Meter(perMinute, Ease.within(BACK_WITHIN, now), now);
    }

    /** Whether calls go by a measure, so that no crowd falls upon the target after a pause. */
    boolean paces(long now) {
        return requests != null || tokens != null || learned.meter(now) != null;
    }

    /** How many nanoseconds until the call may be sent. */
    long left(Demand demand, Line.Ahead ahead, long now) {
        long left = requests == null ? 0 : requests.left(ahead.requests(), 1, now);
        if (tokens != null) {
            left = Math.max(left, tokens.left(ahead.tokens(), reserve(demand), now));
        }
        Meter felt = learned.meter(now);
        if (felt != null) {
            left = Math.max(left, felt.left(ahead.requests(), 1, now));
        }
        return rests ? Math.max(left, restUntil - now) : left;
    }

    /** What the vendor should count, before anybody knows: what it reserves, or what it counts in the end if that is more. */
    double reserve(Demand demand) {
        double expected = demand.burndown().outputWeight() * outputShare * demand.cap();
        return inputRatio * demand.input() + Math.max(demand.cap(), expected);
    }

    /** The call is sent; gives the tokens that are reserved for it. */
    double take(Demand demand, long now) {
        learned.sent();
        Meter felt = learned.meter(now);
        if (felt != null) {
            felt.take(1, now);
        }
        if (requests != null) {
            requests.take(1, now);
        }
        if (tokens == null) {
            return 0;
        }
        double reserved = reserve(demand);
        tokens.take(reserved, now);
        return reserved;
    }

    /** The call was not sent after all. */
    void giveBack(double reserved, long now) {
        Meter felt = learned.meter(now);
        if (felt != null) {
            felt.giveBack(1, now);
        }
        if (requests != null) {
            requests.giveBack(1, now);
        }
        if (tokens != null) {
            tokens.giveBack(reserved, now);
        }
    }

    /** The vendor has counted. */
    void settle(Demand demand, double reserved, Usage usage, long now) {
        if (tokens == null) {
            return;
        }
        Burndown burndown = demand.burndown();
        if (burndown.settled() && usage.total().isPresent()) {
            tokens.giveBack(reserved - demand.counted(usage), now);
        }
        if (usage.input().isPresent()) {
            double ratio = usage.input().getAsLong() / demand.input();
            inputRatio += RECENT * (Math.min(MOST_WRONG, Math.max(1 / MOST_WRONG, ratio)) - inputRatio);
        }
        if (usage.output().isPresent() && demand.cap() > 0) {
            outputShare += RECENT * (Math.min(1, usage.output().getAsLong() / demand.cap()) - outputShare);
        }
    }

    /** The vendor's own word on its limits. */
    void heard(RateLimit limit, long now) {
        Meter meter = limit.what() == RateLimit.What.REQUESTS ? requests : tokens;
        long reset = Math.min(LONGEST_REST, limit.reset().map(Duration::toNanos).orElse(0L));
        if (meter != null && limit.remaining().isPresent()) {
            meter.correct((double) limit.remaining().getAsLong(), reset, now);
        } else if (isSpent(limit)) {
            rests = true;
            restUntil = now + reset;
        }
        if (tokens != null
                && limit.what() == RateLimit.What.TOKENS
                && limit.limit().isPresent()) {
            // vendors cut what was agreed for some hours, and say so nowhere else
            tokens.within((double) Math.max(1, limit.limit().getAsLong()), now);
        }
    }

    /** Whether the next call would be refused, and it is known for how long. */
    static boolean isSpent(RateLimit limit) {
        return limit.remaining().isPresent()
                && limit.remaining().getAsLong() == 0
                && limit.reset().filter(reset -> !reset.isZero()).isPresent();
    }

    /** The vendor has refused a call. */
    void refused(long now) {
        if (requests != null) {
            requests.refused(now);
        }
        if (tokens != null) {
            tokens.refused(now);
        }
        if (requests == null && tokens == null) {
            learned.refused(now);
        }
    }
}
