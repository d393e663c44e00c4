package dev.interline.route;

import dev.interline.CallContext;
import dev.interline.Cancellation;
import dev.interline.Hop;
import dev.interline.Usage;
import dev.interline.error.Advice;
import dev.interline.error.ChatException;
import dev.interline.error.DeadlineExceededException;
import dev.interline.error.Failure;
import dev.interline.error.TimedOutException;
import dev.interline.error.UnreadableException;
import dev.interline.policy.Defaults;
import dev.interline.policy.Estimate;
import dev.interline.time.Gate;
import dev.interline.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way through the targets of a route, up to its first content. It runs in lanes: the first on the
 * caller's thread; when that one's target is slow, the soft clock opens a second on a thread of its own. Lanes take
 * targets from the same {@link Entrants}, the first content wins, and the winner frees the others by cancelling them.
 */
final class Race<T> {

    /** How a target is asked. */
    interface Work<T> {
        T run(Target target, CallContext attempt);

        /** Whether the answer comes as a stream, so that its first content can be late. */
        boolean streams(Target target);

        void discard(T loser);
    }

    /**
     * Who won.
     *
     * @param target the one that answered
     * @param answer what it gave
     */
    record Won<T>(Target target, T answer) {}

    private final Rules rules;
    private final Alarm alarm;
    private final Entrants entrants;
    private final CallContext call;
    private final Estimate estimate;
    private final Work<T> work;
    private final Time time;
    private final ReentrantLock lock = new ReentrantLock();
    private final Gate over;
    private final List<CallContext> running = new ArrayList<>();
    private int lanes;
    private @Nullable Won<T> winner;
    private @Nullable ChatException end;
    private @Nullable Error crash;

    Race(Rules rules, Alarm alarm, Entrants entrants, CallContext call, Estimate estimate, Work<T> work) {
        this.rules = rules;
        this.alarm = alarm;
        this.entrants = entrants;
        this.call = call;
        this.estimate = estimate;
        this.work = work;
        this.time = rules.time();
        this.over = time.gate();
    }

    /**
     * Runs it.
     *
     * @param first why the first attempt is made
     */
    Won<T> run(Hop.Why first) {
        lanes = 1;
        lane(first);
        while (!over.isOpen()) {
            await(Defaults.FLEX_DEADLINE);
        }
        lock.lock();
        try {
            if (crash != null) {
                throw crash;
            }
            if (winner != null) {
                return winner;
            }
            throw end == null ? noWinner() : end;
        } finally {
            lock.unlock();
        }
    }

    private ChatException noWinner() {
        // a waiting lane ends the race when the call is cancelled, and may not have said so yet
        return call.cancellation().isCancelled() ? call.failure(null) : entrants.nobody();
    }

    /** Waits until the race is over or the time has passed; ends the race when the call is no longer wanted. */
    private void await(Duration most) {
        Runnable forget = call.cancellation().onCancel(over::open);
        try {
            Duration left = call.remaining().orElse(most);
            over.await(left.compareTo(most) < 0 ? left : most);
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
                Step step = entrants.next(waited);
                if (step instanceof Step.Ask ask) {
                    attempt(ask, ask.entrant().tries > 1 ? Hop.Why.RETRY : reason, waited);
                    reason = Hop.Why.FAILOVER;
                    waited = Duration.ZERO;
                } else if (step instanceof Step.Wait wait) {
                    await(wait.pause());
                    waited = waited.plus(wait.pause());
                } else {
                    break;
                }
            }
        } catch (ChatException e) {
            stop(e);
        } catch (Error e) {
            crash(e);
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

    private void attempt(Step.Ask ask, Hop.Why why, Duration waited) {
        Target target = ask.entrant().target;
        CallContext attempt = call.attempt(target.name(), why, waited);
        attempt.silence(rules.silence());
        Duration patience = patience(target);
        attempt.onEnd(ending -> {
            ChatException failure = ending.failure();
            if (isCutShort(failure, patience)) {
                ask.lease().withdraw();
                return;
            }
            Duration content = ending.firstContent() == null ? ending.took() : ending.firstContent();
            alarm.changed(rules.name(), target, ask.lease().settle(failure, content), failure, time);
        });
        enter(attempt);
        Clocks clocks = new Clocks(entrants, attempt, call.remaining().orElse(null), this::openLane);
        clocks.start(work.streams(target) ? patience : null);
        try {
            claim(ask.entrant(), attempt, work.run(target, attempt));
        } catch (ChatException e) {
            failed(ask.entrant(), attempt, inCallsTerms(e));
        } catch (RuntimeException e) {
            // a model broke its word; the others have not
            failed(
                    ask.entrant(),
                    attempt,
                    new UnreadableException(
                            "the model failed unexpectedly",
                            Failure.of(e.getClass().getName(), ""),
                            e));
        } catch (Error e) {
            attempt.end(new UnreadableException("the model failed unexpectedly", Failure.NONE, e), Usage.UNKNOWN);
            throw e;
        } finally {
            clocks.stop();
            leave(attempt);
        }
    }

    private Duration patience(Target target) {
        Duration set = rules.firstContent();
        return set == null ? Defaults.firstContent(target.profile(), estimate) : set;
    }

    /** The call was in a hurry: its target did not have the time that a target may take. */
    private static boolean isCutShort(@Nullable ChatException failure, Duration patience) {
        return failure instanceof TimedOutException late
                && late.clock() == TimedOutException.Clock.FIRST_CONTENT
                && late.ran().compareTo(patience) < 0;
    }

    /** A limit inside the target ran out, not the caller's: that says something of the target. */
    private ChatException inCallsTerms(ChatException e) {
        if (e instanceof DeadlineExceededException
                && !call.cancellation().isCancelled()
                && call.remaining().map(left -> !left.isZero()).orElse(true)) {
            return new TimedOutException(
                    TimedOutException.Clock.FIRST_CONTENT,
                    Duration.ZERO,
                    "no content within the target's own deadline",
                    e.failure(),
                    e);
        }
        return e;
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

    private void claim(Entrant entrant, CallContext attempt, T answer) {
        List<CallContext> losers;
        lock.lock();
        try {
            if (over.isOpen()) {
                losers = null;
            } else {
                winner = new Won<>(entrant.target, answer);
                losers = new ArrayList<>(running);
                losers.remove(attempt);
                over.open();
            }
        } finally {
            lock.unlock();
        }
        if (losers == null) {
            work.discard(answer);
            entrants.lost(entrant);
            return;
        }
        cancel(losers);
        Entrants.Passed passed = entrants.passedFor(entrant.target);
        if (passed != null) {
            alarm.answeredElsewhere(rules.name(), passed.target(), passed.why(), entrant.target, time);
        }
    }

    private void failed(Entrant entrant, CallContext attempt, ChatException e) {
        e.locate(entrant.target.profile().id(), entrant.target.name());
        attempt.end(e, Usage.UNKNOWN);
        if (over.isOpen()) {
            entrants.lost(entrant);
            return;
        }
        alarm.failed(rules.name(), entrant.target, e);
        entrants.failed(entrant, e);
        if (rules.advice(e) == Advice.STOP) {
            stop(e);
        }
    }

    private void stop(ChatException failure) {
        List<CallContext> losers;
        lock.lock();
        try {
            if (winner != null || end != null || crash != null) {
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

    private void crash(Error e) {
        List<CallContext> losers;
        lock.lock();
        try {
            crash = e;
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

    /** The soft clock: another target is asked as well, if one is free and its budget of extra tries allows it. */
    private boolean openLane() {
        if (over.isOpen()) {
            return true;
        }
        if (!entrants.takeSpare()) {
            return false;
        }
        lock.lock();
        try {
            if (over.isOpen()) {
                return true;
            }
            lanes++;
        } finally {
            lock.unlock();
        }
        time.fork("race", () -> lane(Hop.Why.RACE));
        return true;
    }
}
