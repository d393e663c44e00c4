package dev.interline.wire.auth;

import dev.interline.CallContext;
import dev.interline.Cancellation;
import dev.interline.error.ChatException;
import dev.interline.error.UnavailableException;
import dev.interline.time.Gate;
import dev.interline.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something that is fetched, kept while it is good, and fetched anew before it is not: a token, or temporary keys. Nothing
 * is fetched before the first call asks. However many calls ask at once, there is one fetch, on a thread of its own
 * because the vendors' libraries block; each call waits for it only as long as it wants to live itself. A fetch that
 * renews what is still good keeps nobody waiting. Thread-safe; no lock is held while anything is fetched.
 *
 * @param <T> what is fetched; its {@code toString} should hide it
 */
public final class Renewed<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Renewed.class);

    /** How long before its end a thing is renewed, unless it lives too short for that. */
    static final Duration EARLY = Duration.ofMinutes(5);
    /** How long a thing is kept that does not say how long it is good. */
    static final Duration UNDATED = Duration.ofMinutes(1);
    /** How long one fetch is waited for; after that the next call begins another. */
    static final Duration LONGEST_FETCH = Duration.ofSeconds(30);
    /** How long a failed renewal rests while the old thing is still good. */
    static final Duration REST = Duration.ofSeconds(20);

    /**
     * Where it comes from.
     *
     * @param <T> what is fetched
     */
    @FunctionalInterface
    public interface Source<T> {
        /**
         * Fetches; may block.
         *
         * @param anew whether a target has refused what this source gave last, so that a copy kept anywhere on the way
         *     will not do
         */
        T fetch(boolean anew) throws Exception;
    }

    private final String name;
    private final Source<T> source;
    private final Function<T, @Nullable Instant> expires;
    private final Function<Throwable, ChatException> explain;
    private final Time time;

    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Kept<T> kept;
    private @Nullable Flight<T> flight;
    private boolean anew;
    private Instant restUntil = Instant.MIN;

    /**
     * Fetches nothing yet.
     *
     * @param name what it is, in a few words for messages and thread names
     * @param expires when a thing stops to be good; null when it does not say
     * @param explain what it means when the source fails; called for each waiting call, with the same cause
     * @param time the clock of expiry and of the waits
     */
    public Renewed(
            String name,
            Source<T> source,
            Function<T, @Nullable Instant> expires,
            Function<Throwable, ChatException> explain,
            Time time) {
        this.name = name;
        this.source = source;
        this.expires = expires;
        this.explain = explain;
        this.time = time;
    }

    /**
     * A good one; waits when there is none yet.
     *
     * @throws ChatException when it cannot be had, or when the call ends before it is there
     */
    public T get(CallContext context) {
        Flight<T> mine;
        Gate gate;
        lock.lock();
        try {
            Instant now = time.now();
            Kept<T> have = kept;
            boolean good = have != null && now.isBefore(have.goodUntil);
            boolean due = have == null || !now.isBefore(have.renewAt);
            if (due && !(good && now.isBefore(restUntil)) && (flight == null || flight.isLost(now))) {
                depart(new Flight<>(now, good, anew));
            }
            if (have != null && good) {
                return have.value;
            }
            // due, and not resting: there is one
            mine = Objects.requireNonNull(flight);
            gate = time.gate();
            mine.waiting.add(gate);
        } finally {
            lock.unlock();
        }
        return await(mine, gate, context);
    }

    /** The one that is at hand; null when there is none that is still good. Fetches nothing. */
    public @Nullable T peek() {
        lock.lock();
        try {
            Kept<T> have = kept;
            return have != null && time.now().isBefore(have.goodUntil) ? have.value : null;
        } finally {
            lock.unlock();
        }
    }

    /** A target has refused this one: it is not handed out again. */
    public void drop(T refused) {
        lock.lock();
        try {
            if (kept != null && kept.value.equals(refused)) {
                kept = null;
                anew = true;
                // what is under way may bring the same thing again
                flight = null;
            }
        } finally {
            lock.unlock();
        }
    }

    private void depart(Flight<T> next) {
        flight = next;
        anew = false;
        time.fork("fetch", () -> fly(next));
    }

    private void fly(Flight<T> mine) {
        T value = null;
        Throwable failure = null;
        try {
            value = source.fetch(mine.anew);
            failure = value == null ? new IllegalStateException("the source gave nothing") : null;
        } catch (Exception | LinkageError e) {
            failure = e;
        }
        List<Gate> waiting;
        lock.lock();
        try {
            boolean current = flight == mine;
            if (value != null && (current || kept == null && !anew)) {
                kept = keep(value);
            } else if (current && mine.early) {
                restUntil = time.now().plus(REST);
            }
            mine.land(value, failure);
            waiting = List.copyOf(mine.waiting);
            if (current) {
                flight = null;
            }
        } finally {
            lock.unlock();
        }
        waiting.forEach(Gate::open);
        if (failure != null && mine.early) {
            LOG.warn("{} could not be renewed: {}; the old one is used while it is good", name, failure.toString());
        }
    }

    private Kept<T> keep(T value) {
        Instant now = time.now();
        Instant end = expires.apply(value);
        if (end == null) {
            return new Kept<>(value, now.plus(UNDATED), now.plus(UNDATED));
        }
        Duration life = Duration.between(now, end);
        Duration early = life.dividedBy(4).compareTo(EARLY) < 0 ? life.dividedBy(4) : EARLY;
        // never handed out in its last moments: it has to live until it has been checked at the other end
        return new Kept<>(value, end.minus(early), end.minus(early.dividedBy(10)));
    }

    private T await(Flight<T> mine, Gate gate, CallContext context) {
        Runnable forget = context.cancellation().onCancel(gate::open);
        try {
            gate.await(LONGEST_FETCH);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            context.cancellation().cancel(Cancellation.Reason.INTERRUPTED, "the waiting thread was interrupted");
        } finally {
            forget.run();
        }
        T value;
        Throwable failure;
        lock.lock();
        try {
            mine.waiting.remove(gate);
            value = mine.value;
            failure = mine.failure;
        } finally {
            lock.unlock();
        }
        context.check();
        if (value != null) {
            return value;
        }
        if (failure != null) {
            throw explain.apply(failure);
        }
        throw new UnavailableException(name + " could not be had within " + LONGEST_FETCH.toSeconds() + " s");
    }

    @Override
    public String toString() {
        return "Renewed[" + name + "]";
    }

    private record Kept<T>(T value, Instant renewAt, Instant goodUntil) {}

    /** One fetch, and who waits for it; everything in it is guarded by the lock. */
    private static final class Flight<T> {
        final Instant began;
        final boolean early;
        final boolean anew;
        final List<Gate> waiting = new ArrayList<>();

        @Nullable
        T value;

        @Nullable
        Throwable failure;

        Flight(Instant began, boolean early, boolean anew) {
            this.began = began;
            this.early = early;
            this.anew = anew;
        }

        boolean isLost(Instant now) {
            return !now.isBefore(began.plus(LONGEST_FETCH));
        }

        void land(@Nullable T value, @Nullable Throwable failure) {
            this.value = value;
            this.failure = failure;
        }
    }
}
