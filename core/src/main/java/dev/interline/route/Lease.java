package dev.interline.route;

import dev.interline.Usage;
import dev.interline.error.ChatException;
import dev.interline.error.StreamBrokenException;
import dev.interline.policy.Backoff;
import dev.interline.route.Listener.Change;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Leave to send one request to a target, and what its end says of the target: settled exactly once. It works on the state
 * of its {@link Health}, under that one's lock. Thread-safe.
 */
final class Lease implements Health.Entry {
    private final Health health;
    private final Breaker on;
    private final int generation;
    private final Demand demand;
    private final String credential;
    private final double reserved;
    private final Pauses.@Nullable Pause probe;
    private boolean settled;

    /**
     * Leave.
     *
     * @param reserved tokens of the quota
     * @param probe what the request is to find out; null when there is nothing
     */
    Lease(Health health, Breaker on, Demand demand, double reserved, Pauses.@Nullable Pause probe) {
        this.health = health;
        this.on = on;
        this.generation = on.generation();
        this.demand = demand;
        this.credential = demand.credential();
        this.reserved = reserved;
        this.probe = probe;
    }

    /**
     * Tells how the request ended.
     *
     * @return how the target's state changed by it; null when it did not
     */
    @Nullable
    Change settle(@Nullable ChatException failure, Duration firstContent) {
        boolean denied = failure != null && failure.kind() == ChatException.Kind.DENIED;
        long version = denied ? demand.credentialVersion() : 0;
        health.lock.lock();
        try {
            if (settled) {
                return null;
            }
            settled = true;
            leave();
            return failure == null ? good(firstContent) : bad(cause(failure), version);
        } finally {
            health.lock.unlock();
        }
    }

    /** The answer has begun, in good time. */
    void began() {
        if (!health.traffic.isCalm() || health.someWereLate) {
            health.lock.lock();
            try {
                health.traffic.began();
                health.someWereLate = false;
            } finally {
                health.lock.unlock();
            }
        }
    }

    /** The answer has begun late, or another one was there before it had. */
    @Nullable
    Change late() {
        health.lock.lock();
        try {
            health.someWereLate = true;
            return health.traffic.late(on.time.nanos()) ? Change.SLOWED : null;
        } finally {
            health.lock.unlock();
        }
    }

    /** The vendor has counted. */
    void used(Usage usage) {
        if (demand.isMetered() && usage.isKnown()) {
            health.lock.lock();
            try {
                health.quotas.settle(demand, reserved, usage, on.time.nanos());
            } finally {
                health.lock.unlock();
            }
        }
    }

    /** Gives it back; nothing was sent. */
    void giveBack() {
        health.lock.lock();
        try {
            health.quotas.giveBack(demand, reserved, on.time.nanos());
        } finally {
            health.lock.unlock();
        }
        withdraw();
    }

    /** Gives it back without a word on the target. */
    void withdraw() {
        health.lock.lock();
        try {
            if (!settled) {
                settled = true;
                leave();
                if (probe != null) {
                    probe.probing = false;
                }
                release();
            }
        } finally {
            health.lock.unlock();
        }
    }

    /** A stream breaks for the same reasons for which a call fails. */
    private static ChatException cause(ChatException failure) {
        return failure instanceof StreamBrokenException && failure.getCause() instanceof ChatException cause
                ? cause
                : failure;
    }

    private @Nullable Change good(Duration firstContent) {
        // a rate limit that has passed was not news when it began
        boolean wasClosed = !on.isClosed() || (probe != null && probe.cause != ChatException.Kind.RATE_LIMITED);
        if (probe != null && health.pauses.end(credential, probe)) {
            health.traffic.recovers();
        }
        if (isOutdated()) {
            // begun before an outage: its success says nothing of the state now
            return null;
        }
        boolean wasOpen = !on.isClosed();
        on.good(firstContent);
        if (wasOpen && on.isClosed()) {
            health.traffic.recovers();
        }
        return wasClosed && on.isClosed() ? Change.CLOSED : null;
    }

    private @Nullable Change bad(ChatException failure, long version) {
        if (probe != null) {
            probe.probing = false;
        }
        return switch (failure.kind()) {
            case RATE_LIMITED -> {
                release();
                pause(failure, Health.longer(Backoff.hint(failure), Health.THROTTLED), 0);
                health.quotas.refused(demand, on.time.nanos());
                yield Change.THROTTLED;
            }
            case DENIED, NOT_FOUND, QUOTA_SPENT -> {
                release();
                pause(failure, Health.longer(Backoff.hint(failure), Health.DENIED), version);
                yield probe == null || probe.cause != failure.kind() ? Change.DENIED : null;
            }
            case UNAVAILABLE, TIMED_OUT, UNREADABLE, STREAM_BROKEN -> {
                if (failure.retryAfter().isPresent()) {
                    pause(failure, Backoff.hint(failure), 0);
                }
                yield isOutdated() ? null : count(failure);
            }
            default -> {
                // the caller's doing, or nothing was sent: no word on the target
                release();
                yield null;
            }
        };
    }

    private @Nullable Change count(ChatException failure) {
        boolean wasOpen = on.isOpen();
        on.bad(failure);
        if (wasOpen || !on.isOpen()) {
            return null;
        }
        health.traffic.closes();
        return Change.OPENED;
    }

    private void release() {
        if (!isOutdated()) {
            on.release();
        }
    }

    private boolean isOutdated() {
        return generation != on.generation();
    }

    private void pause(ChatException failure, Duration wait, long version) {
        health.pauses.begin(credential, wait, failure.kind(), version, on.time.nanos());
    }

    private void leave() {
        health.traffic.leave();
        health.line.wakeNext();
    }
}
