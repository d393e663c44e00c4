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
import org.jspecify.annotations.Nullable;

/**
 * Resilience4j's circuit breaker on our clock, driven by hand. It opens when half of the last calls failed, three at
 * least, and after a while lets one call through. Guarded by the lock of its {@link Health}.
 */
final class Breaker {
    private static final Duration OPEN = Duration.ofSeconds(15);

    private static final int WINDOW = 10;
    private static final Duration SLOW = Duration.ofMinutes(10);

    final Time time;

    /** Made when a call first fails: until then there is nothing to weigh, and most programs end before. */
    private volatile @Nullable CircuitBreaker engine;

    /** How many went well before there was an engine, as far as they would be in its window. */
    private int quiet;

    private CircuitBreaker.State state = CircuitBreaker.State.CLOSED;
    private int generation;
    private boolean trying;
    private long openedAt;

    Breaker(Time time) {
        this.time = time;
    }

    private CircuitBreaker engine() {
        CircuitBreaker made = engine;
        if (made == null) {
            made = made();
            for (int i = 0; i < quiet; i++) {
                made.onSuccess(0, TimeUnit.NANOSECONDS);
            }
            engine = made;
        }
        return made;
    }

    private CircuitBreaker made() {
        return CircuitBreaker.of(
                "target",
                CircuitBreakerConfig.custom()
                        .clock(new Ticks(time))
                        .currentTimestampFunction(clock -> time.nanos(), TimeUnit.NANOSECONDS)
                        .slidingWindow(
                                WINDOW,
                                3,
                                CircuitBreakerConfig.SlidingWindowType.COUNT_BASED,
                                // its window without locks copies itself at every call, and ours is held anyway
                                CircuitBreakerConfig.SlidingWindowSynchronizationStrategy.SYNCHRONIZED)
                        .failureRateThreshold(50)
                        .slowCallRateThreshold(100)
                        .slowCallDurationThreshold(SLOW)
                        .waitDurationInOpenState(OPEN)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .build());
    }

    /** The engine would tell each change by an event, and then makes one of every call as well. */
    private void look() {
        CircuitBreaker.State now = engine().getState();
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
        CircuitBreaker made = engine;
        return made == null || made.getState() == CircuitBreaker.State.CLOSED;
    }

    boolean isOpen() {
        CircuitBreaker made = engine;
        return made != null && made.getState() == CircuitBreaker.State.OPEN;
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
        CircuitBreaker made = engine;
        if (made == null) {
            return true;
        }
        boolean entered = made.tryAcquirePermission();
        look();
        trying |= entered && !isClosed();
        return entered;
    }

    void good(Duration took) {
        if (engine == null && took.compareTo(SLOW) < 0) {
            quiet = Math.min(quiet + 1, WINDOW);
            return;
        }
        trying = false;
        CircuitBreaker made = engine();
        made.onSuccess(took.toNanos(), TimeUnit.NANOSECONDS);
        if (state == CircuitBreaker.State.CLOSED && isOpen()) {
            // two failures, however old, and one success make the engine's smallest window: it would open on a success
            made.reset();
            // one of the two stays on the record
            made.onError(0, TimeUnit.NANOSECONDS, new IllegalStateException("an earlier failure"));
        }
        look();
    }

    void bad(Throwable failure) {
        trying = false;
        engine().onError(0, TimeUnit.NANOSECONDS, failure);
        look();
    }

    /** The call says nothing of the target. */
    void release() {
        CircuitBreaker made = engine;
        if (made != null) {
            trying = false;
            made.releasePermission();
            look();
        }
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
