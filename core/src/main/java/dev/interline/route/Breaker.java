package dev.interline.route;

import dev.interline.time.Time;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/**
 * Resilience4j's circuit breaker on our clock, driven by hand. It opens when half of the last calls failed, three at
 * least, and after a while lets one call through. Guarded by the lock of its {@link Health}.
 */
final class Breaker {
    private static final Duration OPEN = Duration.ofSeconds(15);

    final Time time;
    private final CircuitBreaker engine;
    private CircuitBreaker.State state = CircuitBreaker.State.CLOSED;
    private int generation;
    private boolean trying;
    private long openedAt;

    Breaker(Time time) {
        this.time = time;
        this.engine = CircuitBreaker.of(
                "target",
                CircuitBreakerConfig.custom()
                        .clock(new Ticks(time))
                        .currentTimestampFunction(clock -> time.nanos(), TimeUnit.NANOSECONDS)
                        .slidingWindow(
                                10,
                                3,
                                CircuitBreakerConfig.SlidingWindowType.COUNT_BASED,
                                // its window without locks copies itself at every call, and ours is held anyway
                                CircuitBreakerConfig.SlidingWindowSynchronizationStrategy.SYNCHRONIZED)
                        .failureRateThreshold(50)
                        .slowCallRateThreshold(100)
                        .slowCallDurationThreshold(Duration.ofMinutes(10))
                        .waitDurationInOpenState(OPEN)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .build());
    }

    /** The engine would tell each change by an event, and then makes one of every call as well. */
    private void look() {
        CircuitBreaker.State now = engine.getState();
        if (now == state) {
            return;
        }
        state = now;
        generation++;
        trying = false;
        if (now == CircuitBreaker.State.OPEN) {
            openedAt = time.nanos();
        }
    }

    /** Counts the times it opened or closed, so that an answer can be told to belong to a time gone by. */
    int generation() {
        return generation;
    }

    boolean isClosed() {
        return engine.getState() == CircuitBreaker.State.CLOSED;
    }

    boolean isOpen() {
        return engine.getState() == CircuitBreaker.State.OPEN;
    }

    /** Whether one call is on its way to see how the target does. */
    boolean isTrying() {
        return trying;
    }

    /** How long it stays open yet; zero when it is not. */
    Duration left() {
        return isOpen() ? Duration.ofNanos(Math.max(0, openedAt + OPEN.toNanos() - time.nanos())) : Duration.ZERO;
    }

    boolean tryEnter() {
        boolean entered = engine.tryAcquirePermission();
        look();
        trying |= entered && !isClosed();
        return entered;
    }

    void good(Duration took) {
        trying = false;
        engine.onSuccess(took.toNanos(), TimeUnit.NANOSECONDS);
        if (state == CircuitBreaker.State.CLOSED && isOpen()) {
            // two failures, however old, and one success make the engine's smallest window: it would open on a success
            engine.reset();
            // one of the two stays on the record
            engine.onError(0, TimeUnit.NANOSECONDS, new IllegalStateException("an earlier failure"));
        }
        look();
    }

    void bad(Throwable failure) {
        trying = false;
        engine.onError(0, TimeUnit.NANOSECONDS, failure);
        look();
    }

    /** The call says nothing of the target. */
    void release() {
        trying = false;
        engine.releasePermission();
        look();
    }

    /** Our time as a {@link Clock}, which never jumps: the engine's waits hang on it. */
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
