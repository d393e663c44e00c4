package dev.interline.route;

import dev.interline.Ending;
import dev.interline.RateLimit;
import dev.interline.error.ChatException;
import dev.interline.error.TimedOutException;
import dev.interline.time.Gate;
import dev.interline.time.Time;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How a target does, for as long as the target lives. Failures count into a breaker (Resilience4j's, driven by hand,
 * because decorated around a stream it would see nothing of the stream's end); a throttled target is paused, not
 * blamed; a denied one is left alone for a longer while, for the credential that was denied. After a pause one real
 * request goes first. Thread-safe.
 */
final class Health {
    static final Duration DENIED = Duration.ofMinutes(5);
    static final Duration THROTTLED = Duration.ofSeconds(1);
    /** While one request tries a target first, the others look again after this. */
    private static final Duration PROBING = Duration.ofMillis(200);

    /** While all its parallel calls are taken, the others look again after this. */
    private static final Duration FULL = Duration.ofMillis(50);

    final RetryBudget retries = new RetryBudget();

    // what a lease works on as well
    final ReentrantLock lock = new ReentrantLock();
    final Traffic traffic = new Traffic();
    final Quotas quotas = new Quotas();
    final Pauses pauses = new Pauses();
    final Line line = new Line();
    private volatile @Nullable Breaker breaker;
    volatile boolean someWereLate;
    private volatile @Nullable Lately lately;

    /** Whether a call may go to the target now, and if not, when. */
    sealed interface Entry permits Lease, Closed {}

    /**
     * Not now.
     *
     * @param left how long until it is worth to ask again
     * @param cause why it is closed
     */
    record Closed(Duration left, ChatException.Kind cause) implements Entry {
        /** Whether nothing is wrong with the target: it has as much to do as it takes. */
        boolean isBusy() {
            return cause == ChatException.Kind.BUSY;
        }
    }

    /**
     * Asks for leave to send one request.
     *
     * @param place the call's in the line; it is taken out of it with the leave. Null when it has not waited yet
     */
    Entry enter(Time time, Demand demand, Line.@Nullable Place place) {
        String credential = demand.credential();
        Breaker now = breaker(time);
        long version = version(demand);
        lock.lock();
        try {
            Duration left = left(now, credential, version);
            if (!left.isZero()) {
                return new Closed(left, cause(credential));
            }
            Duration busy = busy(demand, time, place);
            if (!busy.isZero()) {
                return new Closed(busy, ChatException.Kind.BUSY);
            }
            if (!now.tryEnter()) {
                return new Closed(PROBING, cause(credential));
            }
            Pauses.Pause pause = pauses.of(credential);
            if (pause != null && pause.cause == ChatException.Kind.RATE_LIMITED && quotas.paces(demand, time.nanos())) {
                // no crowd comes that somebody would have to go before
                pauses.end(credential, pause);
                pause = null;
            }
            if (pause != null) {
                pause.probing = true;
            }
            if (place != null) {
                line.leave(place);
            }
            traffic.enter();
            return new Lease(this, now, demand, quotas.take(demand, time.nanos()), pause);
        } finally {
            lock.unlock();
        }
    }

    /** How long nobody may go to the target yet, without asking for leave; zero when a request could go now. */
    Duration closedFor(Time time, Demand demand) {
        return closedFor(time, demand, null);
    }

    /** As {@link #closedFor(Time, Demand)}, for a call that waits in the line already. */
    Duration closedFor(Time time, Demand demand, Line.@Nullable Place place) {
        Breaker now = breaker(time);
        if (pauses.isNobodys() && now.isClosed() && demand.isUnlimited() && quotas.isIdle()) {
            return Duration.ZERO;
        }
        long version = version(demand);
        lock.lock();
        try {
            Duration left = left(now, demand.credential(), version);
            return left.isZero() ? busy(demand, time, place) : left;
        } finally {
            lock.unlock();
        }
    }

    /** Why nobody may go to the target; only worth asking when {@link #closedFor} is above zero. */
    ChatException.Kind cause(Time time, Demand demand) {
        long version = version(demand);
        lock.lock();
        try {
            Breaker now = breaker;
            boolean busy = now != null
                    && left(now, demand.credential(), version).isZero()
                    && !busy(demand, time, null).isZero();
            return busy ? ChatException.Kind.BUSY : cause(demand.credential());
        } finally {
            lock.unlock();
        }
    }

    private Duration busy(Demand demand, Time time, Line.@Nullable Place place) {
        int most = demand.limits().parallelCalls();
        if (most > 0 && most - traffic.running() <= line.before(place)) {
            line.wants(place, false);
            return FULL;
        }
        if (!demand.isMetered() && quotas.isIdle()) {
            return Duration.ZERO;
        }
        line.wants(place, true);
        return quotas.left(demand, line.ahead(place, demand.credential()), time.nanos());
    }

    /** Whether calls go by a measure, so that those who wait keep their order over a pause too. */
    boolean paces(Time time, Demand demand) {
        if (!demand.isMetered() && quotas.isIdle()) {
            return false;
        }
        lock.lock();
        try {
            return quotas.paces(demand, time.nanos());
        } finally {
            lock.unlock();
        }
    }

    /**
     * A place in the line of those who wait until the target has less to do; {@link #leave} gives it back.
     *
     * @param first whether the call was sent before and refused
     */
    Line.Place join(Demand demand, boolean first, Time time) {
        Breaker now = breaker;
        lock.lock();
        try {
            Line.Place place = line.join(demand.credential(), quotas.reserve(demand, time.nanos()), first);
            if (now != null) {
                busy(demand, now.time, place);
            }
            return place;
        } finally {
            lock.unlock();
        }
    }

    /** Somebody no longer waits. */
    void leave(Line.Place place) {
        lock.lock();
        try {
            line.leave(place);
            line.wakeNext();
        } finally {
            lock.unlock();
        }
    }

    /** Opens this when it may be the place's turn. */
    void wakes(Line.Place place, Gate turn) {
        lock.lock();
        try {
            line.wakes(place, turn);
        } finally {
            lock.unlock();
        }
    }

    /** How many calls wait in the line; for tests that look for leaks. */
    int waiting() {
        lock.lock();
        try {
            return line.length();
        } finally {
            lock.unlock();
        }
    }

    /** The vendor's own word on its limits. */
    void heard(List<RateLimit> limits, Demand demand, Time time) {
        lock.lock();
        try {
            for (RateLimit limit : limits) {
                quotas.heard(demand, limit, time.nanos());
            }
        } finally {
            lock.unlock();
        }
    }

    /** How many calls are under way. */
    int running() {
        return traffic.running();
    }

    /** What its last calls were like; from the first time that somebody asks. */
    Lately lately() {
        Lately known = lately;
        if (known == null) {
            lock.lock();
            try {
                known = lately;
                if (known == null) {
                    known = new Lately();
                    lately = known;
                }
            } finally {
                lock.unlock();
            }
        }
        return known;
    }

    /** An attempt is over; it costs nothing where nobody wants to know. */
    void remember(Ending ending, boolean streamed, boolean lost, Time time) {
        Lately known = lately;
        if (known == null) {
            return;
        }
        long now = time.nanos();
        // of one that lost a race it is known that it would have taken longer: news only where that is long
        boolean tells = ending.firstContent() != null
                || ending.failure() instanceof TimedOutException
                || (lost && ending.took().toNanos() / 1e9 > known.delay(now));
        if (tells) {
            known.add(ending, streamed, now);
        }
    }

    /** Whether others should be asked before it: it recovers, or begins late again and again. */
    boolean isSpared(Time time) {
        if (traffic.isCalm()) {
            return false;
        }
        lock.lock();
        try {
            return traffic.isSpared(time.nanos());
        } finally {
            lock.unlock();
        }
    }

    private long version(Demand demand) {
        return pauses.isAnyDenied() ? demand.credentialVersion() : 0;
    }

    private Duration left(Breaker now, String credential, long version) {
        Pauses.Pause pause = pauses.of(credential);
        Duration left = now.left();
        if (pause != null) {
            left = longer(left, pause.left(now.time.nanos(), version));
        }
        boolean somebodyTries = now.isTrying() || (pause != null && pause.probing);
        return somebodyTries ? longer(left, PROBING) : left;
    }

    private ChatException.Kind cause(String credential) {
        Pauses.Pause pause = pauses.of(credential);
        return pause == null ? ChatException.Kind.UNAVAILABLE : pause.cause;
    }

    static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    private Breaker breaker(Time time) {
        Breaker now = breaker;
        if (now == null || !now.time.equals(time)) {
            lock.lock();
            try {
                now = breaker;
                if (now == null || !now.time.equals(time)) {
                    now = new Breaker(time);
                    breaker = now;
                }
            } finally {
                lock.unlock();
            }
        }
        return now;
    }
}
