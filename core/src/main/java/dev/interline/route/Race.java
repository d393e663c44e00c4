package dev.interline.route;

import dev.interline.CallContext;
import dev.interline.Cancellation;
import dev.interline.Hop;
import dev.interline.Usage;
import dev.interline.error.Advice;
import dev.interline.error.AllTargetsFailedException;
import dev.interline.error.BusyException;
import dev.interline.error.ChatException;
import dev.interline.error.DeadlineExceededException;
import dev.interline.error.Failure;
import dev.interline.error.TimedOutException;
import dev.interline.error.UnreadableException;
import dev.interline.policy.Backoff;
import dev.interline.policy.Defaults;
import dev.interline.policy.Estimate;
import dev.interline.time.Gate;
import dev.interline.time.Time;
import dev.interline.time.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way through the targets of a route, up to its first content. It runs in lanes: the first on the
 * caller's thread; when that one's target is slow, the soft clock opens a second on a thread of its own. Lanes take
 * targets from the same list, the first content wins, and the winner frees the others by cancelling them.
 */
final class Race<T> {

    /** How a target is asked. */
    interface Work<T> {
        T run(Target target, CallContext attempt);

        void discard(T loser);
    }

    /**
     * Who won.
     *
     * @param target the one that answered
     * @param attempt its context
     * @param answer what it gave
     */
    record Won<T>(Target target, CallContext attempt, T answer) {}

    private final Rules rules;
    private final Alarm alarm;
    private final CallContext call;
    private final Estimate estimate;
    private final Work<T> work;
    private final Time time;
    private final Hop.Why first;
    private final List<Entrant> entrants = new ArrayList<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Gate over;
    private final List<CallContext> running = new ArrayList<>();
    private final List<ChatException> failures = new ArrayList<>();
    private int lanes;
    private int begun;
    private @Nullable Won<T> winner;
    private @Nullable ChatException end;

    Race(
            Rules rules,
            Alarm alarm,
            List<Target> order,
            CallContext call,
            Estimate estimate,
            Hop.Why first,
            Work<T> work) {
        this.rules = rules;
        this.alarm = alarm;
        this.call = call;
        this.estimate = estimate;
        this.first = first;
        this.work = work;
        this.time = rules.time();
        this.over = time.gate();
        for (Target target : order) {
            entrants.add(new Entrant(target, target.profile().credentialKey(call)));
        }
    }

    /** A target within this call. */
    private static final class Entrant {
        final Target target;
        final String credential;
        int tries;
        boolean busy;
        boolean out;
        long notBefore;

        @Nullable
        ChatException last;

        Entrant(Target target, String credential) {
            this.target = target;
            this.credential = credential;
        }
    }

    /** What a lane does next. */
    private sealed interface Step {
        record Ask(Entrant entrant, Health.Lease lease) implements Step {}

        record Wait(Duration pause) implements Step {}

        record GiveUp() implements Step {}
    }

    Won<T> run() {
        lanes = 1;
        lane(first);
        while (!over.isOpen()) {
            await();
        }
        lock.lock();
        try {
            if (winner != null) {
                return winner;
            }
            throw end == null ? nobody() : end;
        } finally {
            lock.unlock();
        }
    }

    private void await() {
        Runnable forget = call.cancellation().onCancel(over::open);
        try {
            over.await(call.remaining().orElse(Defaults.FLEX_DEADLINE));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            call.cancellation().cancel(Cancellation.Reason.INTERRUPTED, "the waiting thread was interrupted");
        } finally {
            forget.run();
        }
        try {
            call.check();
        } catch (ChatException e) {
            stop(e);
        }
    }

    private void lane(Hop.Why why) {
        Duration waited = Duration.ZERO;
        Hop.Why reason = why;
        try {
            while (!over.isOpen()) {
                call.check();
                Step step = next(waited);
                if (step instanceof Step.Ask ask) {
                    attempt(ask.entrant(), ask.lease(), ask.entrant().tries > 1 ? Hop.Why.RETRY : reason, waited);
                    reason = Hop.Why.FAILOVER;
                    waited = Duration.ZERO;
                } else if (step instanceof Step.Wait wait) {
                    time.sleep(wait.pause(), call);
                    waited = waited.plus(wait.pause());
                } else {
                    break;
                }
            }
        } catch (ChatException e) {
            stop(e);
        } catch (RuntimeException | Error e) {
            // a model broke its word; without this the caller would wait for ever
            stop(new UnreadableException("a model failed unexpectedly", Failure.NONE, e));
        } finally {
            leave();
        }
    }

    private void leave() {
        lock.lock();
        try {
            if (--lanes == 0) {
                over.open();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Picks the first target that may be asked now; else says how long to wait, or that there is nothing to wait for. */
    private Step next(Duration waited) {
        lock.lock();
        try {
            if (over.isOpen() || used() >= rules.mostAttempts()) {
                return new Step.GiveUp();
            }
            Duration soonest = null;
            boolean closedOff = false;
            for (Entrant entrant : entrants) {
                if (entrant.out || entrant.busy) {
                    continue;
                }
                long left = entrant.notBefore == 0 ? 0 : entrant.notBefore - time.nanos();
                if (left > 0) {
                    soonest = sooner(soonest, Duration.ofNanos(left));
                    if (entrant.last != null && stays(entrant)) {
                        // a quick second try, or a hint short enough: nobody else is asked meanwhile
                        break;
                    }
                    continue;
                }
                Health.Entry entry = entrant.target.health().enter(time, call, entrant.credential);
                if (entry instanceof Health.Lease lease) {
                    entrant.busy = true;
                    entrant.tries++;
                    begun++;
                    return new Step.Ask(entrant, lease);
                }
                Health.Closed closed = (Health.Closed) entry;
                closedOff = true;
                soonest = sooner(soonest, closed.left());
                closedOff(entrant, closed);
            }
            boolean othersRun = lanes > 1;
            if (soonest == null || othersRun) {
                return new Step.GiveUp();
            }
            Optional<Duration> remaining = call.remaining();
            boolean inTime = remaining.isEmpty() || soonest.compareTo(remaining.get()) < 0;
            boolean worth =
                    waited.plus(soonest).compareTo(alone() || closedOff ? longestWaitAlone() : longestWait()) <= 0;
            return inTime && worth ? new Step.Wait(soonest) : new Step.GiveUp();
        } finally {
            lock.unlock();
        }
    }

    /** Requests on the wire so far, in this race and in everything that belongs to the same call. */
    private int used() {
        return Math.max(begun, call.attempts());
    }

    private void closedOff(Entrant entrant, Health.Closed closed) {
        if (entrant.last != null) {
            return;
        }
        BusyException busy = new BusyException(
                "left alone for now after " + closed.cause() + "; nothing was sent",
                Failure.NONE.after(closed.left()),
                null);
        busy.locate(entrant.target.profile().id(), entrant.target.name());
        entrant.last = busy;
        failures.add(busy);
        call.passedOver(entrant.target.name(), entrant.target.profile().id(), busy);
    }

    private static @Nullable Duration sooner(@Nullable Duration a, @Nullable Duration b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.compareTo(b) <= 0 ? a : b;
    }

    private void attempt(Entrant entrant, Health.Lease lease, Hop.Why why, Duration waited) {
        Target target = entrant.target;
        target.health().retries.call();
        Duration slice = slice();
        CallContext attempt = call.child(slice, target.name(), why, waited);
        attempt.silence(rules.silence());
        attempt.onEnd(ending -> {
            Duration content = ending.firstContent() == null ? ending.took() : ending.firstContent();
            alarm.changed(rules.name(), target, lease.settle(ending.failure(), content), ending.failure(), time);
        });
        enter(attempt);
        Timer soft = time.after(firstContent(target), this::openLane);
        try {
            T answer = work.run(target, attempt);
            claim(new Won<>(target, attempt, answer));
        } catch (ChatException e) {
            ChatException told = inCallsTerms(e, slice);
            attempt.end(told, Usage.UNKNOWN);
            told.locate(target.profile().id(), target.name());
            failed(entrant, told);
        } finally {
            soft.stop();
            leave(attempt);
        }
    }

    private void enter(CallContext attempt) {
        lock.lock();
        try {
            running.add(attempt);
        } finally {
            lock.unlock();
        }
        if (over.isOpen()) {
            attempt.cancellation().cancel(Cancellation.Reason.LOST_RACE, "another target answered first");
        }
    }

    private void leave(CallContext attempt) {
        lock.lock();
        try {
            running.remove(attempt);
        } finally {
            lock.unlock();
        }
    }

    private void claim(Won<T> won) {
        List<CallContext> losers;
        lock.lock();
        try {
            if (over.isOpen()) {
                losers = null;
            } else {
                winner = won;
                losers = new ArrayList<>(running);
                losers.remove(won.attempt());
                over.open();
            }
        } finally {
            lock.unlock();
        }
        if (losers == null) {
            work.discard(won.answer());
            return;
        }
        won.attempt().lift();
        cancel(losers);
        tellWhereItCameFrom(won.target());
    }

    private void tellWhereItCameFrom(Target answered) {
        ChatException why = null;
        Target from = null;
        for (Entrant entrant : entrants) {
            if (entrant.target == answered) {
                break;
            }
            if (entrant.last != null) {
                from = entrant.target;
                why = entrant.last;
                break;
            }
        }
        if (from != null && why != null) {
            alarm.answeredElsewhere(rules.name(), from, why, answered, time);
        }
    }

    private void stop(ChatException failure) {
        List<CallContext> losers;
        lock.lock();
        try {
            if (over.isOpen() && (winner != null || end != null)) {
                return;
            }
            end = failure;
            losers = new ArrayList<>(running);
            over.open();
        } finally {
            lock.unlock();
        }
        cancel(losers);
    }

    private static void cancel(List<CallContext> losers) {
        for (CallContext loser : losers) {
            loser.cancellation().cancel(Cancellation.Reason.LOST_RACE, "the race is over");
        }
    }

    /** The attempt's own time ran out, not the caller's: that says something of the target. */
    private ChatException inCallsTerms(ChatException e, @Nullable Duration slice) {
        if (e instanceof DeadlineExceededException
                && call.remaining().map(left -> !left.isZero()).orElse(true)
                && !call.cancellation().isCancelled()) {
            return new TimedOutException(TimedOutException.Clock.FIRST_CONTENT, slice == null ? Duration.ZERO : slice);
        }
        return e;
    }

    private void failed(Entrant entrant, ChatException e) {
        lock.lock();
        try {
            entrant.busy = false;
            if (over.isOpen()) {
                return;
            }
            entrant.last = e;
            failures.add(e);
            Advice advice = advice(e);
            if (advice == Advice.RETRY && mayRepeat(entrant, e)) {
                Duration wait = Backoff.before(e, entrant.tries, time);
                entrant.notBefore = time.nanos() + wait.toNanos();
            } else if (advice != Advice.STOP) {
                entrant.out = true;
            }
            if (e.kind() == ChatException.Kind.TOO_LONG) {
                for (Entrant other : entrants) {
                    if (!Fit.isLarger(other.target.profile(), entrant.target.profile())) {
                        other.out = true;
                    }
                }
            }
        } finally {
            lock.unlock();
        }
        if (advice(e) == Advice.STOP) {
            stop(e);
        }
    }

    private Advice advice(ChatException e) {
        return e.kind() == ChatException.Kind.BLOCKED && rules.failOverWhenBlocked() ? Advice.FAIL_OVER : e.advice();
    }

    /** Three tries for a target that is alone; two while another is free; each one after the first is paid for. */
    private boolean mayRepeat(Entrant entrant, ChatException e) {
        int most = alone() ? 3 : 2;
        if (entrant.tries >= most) {
            return false;
        }
        Duration hint = Backoff.hint(e);
        boolean anotherIsFree = othersFree(entrant);
        if (e.kind() == ChatException.Kind.RATE_LIMITED) {
            if (anotherIsFree && (hint.isZero() || hint.compareTo(longestWait()) > 0)) {
                return false;
            }
            if (!anotherIsFree && hint.compareTo(longestWaitAlone()) > 0) {
                return false;
            }
        } else if (anotherIsFree && hint.compareTo(longestWait()) > 0) {
            return false;
        }
        return entrant.target.health().retries.tryTake();
    }

    /** Whether the lane waits for this target although another might be asked now. */
    private boolean stays(Entrant entrant) {
        ChatException e = entrant.last;
        return e != null
                && e.kind() != ChatException.Kind.BUSY
                && entrant.notBefore - time.nanos() <= longestWait().toNanos();
    }

    private boolean othersFree(Entrant self) {
        for (Entrant other : entrants) {
            if (other != self
                    && !other.out
                    && !other.busy
                    && other.last == null
                    && other.target.health().isFree(time, other.credential)) {
                return true;
            }
        }
        return false;
    }

    private boolean alone() {
        return entrants.size() == 1;
    }

    private Duration longestWait() {
        Duration set = rules.maxRetryWait();
        return set == null ? Defaults.MAX_RETRY_WAIT : set;
    }

    private Duration longestWaitAlone() {
        Duration set = rules.maxRetryWait();
        return set == null || set.compareTo(Defaults.MAX_RETRY_WAIT_ALONE) < 0 ? Defaults.MAX_RETRY_WAIT_ALONE : set;
    }

    private Duration firstContent(Target target) {
        Duration set = rules.firstContent();
        return set == null ? Defaults.firstContent(target.profile(), estimate) : set;
    }

    /** What an attempt may take: all there is, less a quarter for the next target while there is one. */
    private @Nullable Duration slice() {
        Duration left = call.remaining().orElse(null);
        if (left == null || !anotherRemains()) {
            return null;
        }
        Duration slice = left.minus(left.dividedBy(4));
        return slice.isZero() ? null : slice;
    }

    private boolean anotherRemains() {
        lock.lock();
        try {
            for (Entrant entrant : entrants) {
                if (!entrant.out && !entrant.busy) {
                    return true;
                }
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** The soft clock: another target is asked as well, if one is free and its budget of extra tries allows it. */
    private void openLane() {
        lock.lock();
        try {
            if (over.isOpen() || used() >= rules.mostAttempts()) {
                return;
            }
            Entrant next = null;
            for (Entrant entrant : entrants) {
                if (!entrant.out
                        && !entrant.busy
                        && entrant.notBefore - time.nanos() <= 0
                        && entrant.target.health().isFree(time, entrant.credential)) {
                    next = entrant;
                    break;
                }
            }
            if (next == null || !next.target.health().retries.tryTake()) {
                return;
            }
            lanes++;
        } finally {
            lock.unlock();
        }
        time.fork("race", () -> lane(Hop.Why.RACE));
    }

    private ChatException nobody() {
        List<ChatException> all = failures.isEmpty()
                ? List.of(new BusyException("the call has used up its " + rules.mostAttempts() + " attempts"))
                : failures;
        Duration earliest = null;
        for (ChatException failure : all) {
            earliest = sooner(earliest, failure.retryAfter().orElse(null));
        }
        StringBuilder message = new StringBuilder("route ").append(rules.name()).append(": no target answered; ");
        for (ChatException failure : all) {
            message.append(failure.target()).append(' ').append(failure.kind()).append(", ");
        }
        message.append(earliest == null ? "none says when it is free" : "earliest free in " + seconds(earliest) + " s");
        return new AllTargetsFailedException(message.toString(), all);
    }

    private static String seconds(Duration duration) {
        return Long.toString((duration.toMillis() + 999) / 1000);
    }
}
