package dev.interline.error;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A clock ran out; {@link #clock()} says which. */
public final class TimedOutException extends ChatException {
    private static final long serialVersionUID = 1L;

    /** The clocks of an attempt. */
    public enum Clock {
        /** No connection within the connect timeout. */
        CONNECT,
        /** Connected, but no content in time. */
        FIRST_CONTENT,
        /** Not a single byte for too long. */
        SILENCE,
        /** Bytes, but too few for too long. */
        THROUGHPUT,
        /** The target itself gave up: status 408 or 504, or an error of that meaning. */
        SERVER
    }

    private final Clock clock;
    private final Duration ran;

    /**
     * With what the target said.
     *
     * @param ran how long the clock ran; zero when only the target knows
     */
    public TimedOutException(Clock clock, Duration ran, String message, Failure failure, @Nullable Throwable cause) {
        super(Kind.TIMED_OUT, message, failure, cause);
        this.clock = clock;
        this.ran = ran;
    }

    /** One of our own clocks ran out. */
    public TimedOutException(Clock clock, Duration ran) {
        this(clock, ran, words(clock) + " within " + ran.toMillis() + " ms", Failure.NONE, null);
    }

    private static String words(Clock clock) {
        return switch (clock) {
            case CONNECT -> "no connection";
            case FIRST_CONTENT -> "no content";
            case SILENCE -> "not a byte";
            case THROUGHPUT -> "too few tokens";
            case SERVER -> "the target gave up";
        };
    }

    /** Which clock it was. */
    public Clock clock() {
        return clock;
    }

    /** How long the clock ran; zero when only the target knows. */
    public Duration ran() {
        return ran;
    }

    /** A connection that was not made may be made the next time; whoever is silent stays silent. */
    @Override
    public Advice advice() {
        return clock == Clock.CONNECT && failure().shouldRetry() == null ? Advice.RETRY : super.advice();
    }
}
