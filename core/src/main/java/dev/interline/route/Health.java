package dev.interline.route;

import dev.interline.CallContext;
import dev.interline.error.ChatException;
import dev.interline.policy.Backoff;
import dev.interline.time.Time;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How a target does, for as long as the target lives. Failures count into a breaker (Resilience4j's, driven by hand,
 * because decorated around a stream it would see nothing of the stream's end); a throttled target is paused, not
 * blamed; a denied one is left alone for a longer while, for the credential that was denied. After a pause one real
 * request goes first. Thread-safe.
 */
final class Health {
    private static final Duration OPEN = Duration.ofSeconds(15);
    private static final Duration DENIED = Duration.ofMinutes(5);
    private static final Duration THROTTLED = Duration.ofSeconds(1);
    /** While one request tries a target first, the others look again after this. */
    private static final Duration PROBING = Duration.ofMillis(200);

    private static final int MOST_CREDENTIALS = 1_000;

    final RetryBudget retries = new RetryBudget();

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Pause> pauses = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Pause> eldest) {
            return size() > MOST_CREDENTIALS;
        }
    };
    private volatile @Nullable Engine engine;
    private volatile boolean paused;

    /** The state of one pause: until when, and whether the request that tries first is on its way. */
    private static final class Pause {
        final long until;
        final ChatException.Kind cause;
        boolean probing;

        Pause(long until, ChatException.Kind cause) {
            this.until = until;
            this.cause = cause;
        }
    }

    /** Whether a call may go to the target now, and if not, when. */
    sealed interface Entry permits Lease, Closed {}

    /**
     * Not now.
     *
     * @param left how long until it is worth to ask again
     * @param cause why it is closed
     */
    record Closed(Duration left, ChatException.Kind cause) implements Entry {}

    /** Leave to send one request; settled exactly once. */
    final class Lease implements Entry {
        private final Engine on;
        private final int generation;
        private final String credential;
        private final @Nullable Pause probe;
        private boolean settled;

        Lease(Engine on, String credential, @Nullable Pause probe) {
            this.on = on;
            this.generation = on.generation;
            this.credential = credential;
            this.probe = probe;
        }

        /**
         * Tells how the request ended.
         *
         * @return whether the target's state changed by it: it opened, closed, or was denied
         */
        Change settle(@Nullable ChatException failure, Duration firstContent) {
            lock.lock();
            try {
                if (settled) {
                    return Change.NONE;
                }
                settled = true;
                return failure == null ? good(firstContent) : bad(failure);
            } finally {
                lock.unlock();
            }
        }

        private Change good(Duration firstContent) {
            boolean wasClosed = probe != null || on.breaker.getState() != CircuitBreaker.State.CLOSED;
            if (probe != null && pauses.get(credential) == probe) {
                pauses.remove(credential);
                paused = !pauses.isEmpty();
            }
            if (generation == on.generation) {
                on.breaker.onSuccess(firstContent.toNanos(), TimeUnit.NANOSECONDS);
            } else {
                // begun before an outage: its success says nothing of the state now
                return Change.NONE;
            }
            return wasClosed && on.breaker.getState() == CircuitBreaker.State.CLOSED ? Change.CLOSED : Change.NONE;
        }

        private Change bad(ChatException failure) {
            if (probe != null) {
                probe.probing = false;
            }
            switch (failure.kind()) {
                case RATE_LIMITED:
                    release();
                    pause(failure, longer(Backoff.hint(failure), THROTTLED));
                    return Change.NONE;
                case DENIED, NOT_FOUND, QUOTA_SPENT:
                    release();
                    pause(failure, longer(Backoff.hint(failure), DENIED));
                    return probe == null ? Change.DENIED : Change.NONE;
                case UNAVAILABLE, TIMED_OUT, UNREADABLE, STREAM_BROKEN:
                    if (failure.retryAfter().isPresent()) {
                        pause(failure, Backoff.hint(failure));
                    }
                    if (generation != on.generation) {
                        return Change.NONE;
                    }
                    boolean wasOpen = on.breaker.getState() == CircuitBreaker.State.OPEN;
                    on.breaker.onError(0, TimeUnit.NANOSECONDS, failure);
                    return !wasOpen && on.breaker.getState() == CircuitBreaker.State.OPEN ? Change.OPENED : Change.NONE;
                default:
                    // the caller's doing, or nothing was sent: no word on the target
                    release();
                    return Change.NONE;
            }
        }

        private void release() {
            if (generation == on.generation) {
                on.breaker.releasePermission();
            }
        }

        private void pause(ChatException failure, Duration wait) {
            long until = on.time.nanos() + wait.toNanos();
            Pause before = pauses.get(credential);
            // the longest word wins
            if (before == null || before.until - until < 0) {
                pauses.put(credential, new Pause(until, failure.kind()));
            }
            paused = true;
        }
    }

    /** What a settled request changed, for the operator. */
    enum Change {
        NONE,
        OPENED,
        CLOSED,
        DENIED
    }

    /** Asks for leave to send one request. */
    Entry enter(Time time, CallContext context, String credential) {
        Engine now = engine(time);
        lock.lock();
        try {
            Pause pause = paused ? pauses.get(credential) : null;
            if (pause != null) {
                long left = pause.until - time.nanos();
                if (left > 0) {
                    return new Closed(Duration.ofNanos(left), pause.cause);
                }
                if (pause.probing) {
                    return new Closed(PROBING, pause.cause);
                }
            }
            if (!now.breaker.tryAcquirePermission()) {
                return new Closed(longer(now.wait(time), PROBING), ChatException.Kind.UNAVAILABLE);
            }
            if (pause != null) {
                pause.probing = true;
            }
            return new Lease(now, credential, pause);
        } finally {
            lock.unlock();
        }
    }

    /** Whether a request could go now, without asking for leave. */
    boolean isFree(Time time, String credential) {
        Engine now = engine(time);
        lock.lock();
        try {
            Pause pause = paused ? pauses.get(credential) : null;
            if (pause != null && (pause.probing || pause.until - time.nanos() > 0)) {
                return false;
            }
            return now.breaker.getState() == CircuitBreaker.State.CLOSED
                    || now.wait(time).isZero();
        } finally {
            lock.unlock();
        }
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    private Engine engine(Time time) {
        Engine now = engine;
        if (now == null || now.time != time) {
            lock.lock();
            try {
                if (engine == null || engine.time != time) {
                    engine = new Engine(time);
                }
                now = engine;
            } finally {
                lock.unlock();
            }
        }
        return now;
    }

    /** The breaker on one clock. */
    private static final class Engine {
        final Time time;
        final CircuitBreaker breaker;
        int generation;
        private volatile long openedAt;

        Engine(Time time) {
            this.time = time;
            this.breaker = CircuitBreaker.of(
                    "target",
                    CircuitBreakerConfig.custom()
                            .clock(new Ticks(time))
                            .currentTimestampFunction(clock -> time.nanos(), TimeUnit.NANOSECONDS)
                            .slidingWindow(
                                    10,
                                    3,
                                    CircuitBreakerConfig.SlidingWindowType.COUNT_BASED,
                                    CircuitBreakerConfig.SlidingWindowSynchronizationStrategy.LOCK_FREE)
                            .failureRateThreshold(50)
                            .slowCallRateThreshold(100)
                            .slowCallDurationThreshold(Duration.ofMinutes(10))
                            .waitDurationInOpenState(OPEN)
                            .permittedNumberOfCallsInHalfOpenState(1)
                            .build());
            breaker.getEventPublisher().onStateTransition(event -> {
                generation++;
                if (event.getStateTransition().getToState() == CircuitBreaker.State.OPEN) {
                    openedAt = time.nanos();
                }
            });
        }

        Duration wait(Time time) {
            if (breaker.getState() != CircuitBreaker.State.OPEN) {
                return Duration.ZERO;
            }
            return Duration.ofNanos(Math.max(0, openedAt + OPEN.toNanos() - time.nanos()));
        }
    }

    /** Our time as a {@link Clock}, which never jumps: the breaker's waits hang on it. */
    private static final class Ticks extends Clock {
        private final Time time;
        private final long zero;
        private final Instant start;

        Ticks(Time time) {
            this.time = time;
            this.zero = time.nanos();
            this.start = time.now();
        }

        @Override
        public Instant instant() {
            return start.plusNanos(time.nanos() - zero);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
