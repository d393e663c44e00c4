package dev.interline.route;

import dev.interline.CallContext;
import dev.interline.Cancellation;
import dev.interline.Carrier;
import dev.interline.Ending;
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
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
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

        /** Why a target is asked, in the words of the trail. */
        default Hop.Why why(Target target, Hop.Why planned) {
            return planned;
        }

        /** Whether a target that refused the request may take another form of it, which is now prepared. */
        default boolean adapts(Target target, ChatException refusal) {
            return false;
        }
    }

    /**
     * Who won.
     *
     * @param target the one that answered
     * @param attempt the context of the winning attempt
     * @param answer what it gave
     */
    record Won<T>(Target target, CallContext attempt, T answer) {}

    private final Rules rules;
    private final Watch watch;
    private final Entrants entrants;
    private final CallContext call;
    private final Estimate estimate;
    private final Work<T> work;
    private final Time time;
    private final Finish<T> finish;
    private final @Nullable Hedge hedge;
    private Carrier.@Nullable Luggage luggage;

    /**
     * One call.
     *
     * @param hedge when the next target is asked early; null for never
     */
    Race(
            Rules rules,
            Watch watch,
            Entrants entrants,
            CallContext call,
            Estimate estimate,
            Work<T> work,
            @Nullable Hedge hedge) {
        this.rules = rules;
        this.watch = watch;
        this.entrants = entrants;
        this.call = call;
        this.estimate = estimate;
        this.work = work;
        this.hedge = hedge;
        this.time = rules.time;
        this.finish = new Finish<>(entrants.lock());
    }

    /**
     * Runs it.
     *
     * @param first why the first attempt is made
     */
    Won<T> run(Hop.Why first) {
        if (entrants.size() > 1) {
            luggage = rules.carrier.capture();
        }
        if (hedge != null) {
            hedge.call();
        }
        lane(first);
        if (!finish.isOver()) {
            awaitOthers();
        }
        Won<T> winner = finish.result();
        if (winner == null) {
            throw noWinner();
        }
        return winner;
    }

    /** The other lanes go on. */
    private void awaitOthers() {
        Gate over = time.gate();
        finish.wakes(over);
        while (!finish.isOver()) {
            await(over, Defaults.FLEX_DEADLINE);
        }
    }

    private ChatException noWinner() {
        // a waiting lane ends the race when the call is cancelled, and may not have said so yet
        return call.cancellation().isCancelled() ? call.failure(null) : entrants.nobody();
    }

    /** Waits until the gate opens or the time has passed; ends the race when the call is no longer wanted. */
    private void await(Gate gate, Duration most) {
        Runnable forget = call.cancellation().onCancel(gate::open);
        try {
            Duration left = call.remaining().orElse(most);
            gate.await(left.compareTo(most) < 0 ? left : most);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            call.cancellation().cancel(Cancellation.Reason.INTERRUPTED, "the waiting thread was interrupted");
        } finally {
            forget.run();
        }
        try {
            call.check();
        } catch (ChatException e) {
            finish.stop(e);
        }
    }

    private void lane(Hop.Why why) {
        Duration waited = Duration.ZERO;
        Hop.Why reason = why;
        Entrant before = null;
        try {
            while (!finish.isOver()) {
                call.check();
                Step step = entrants.next(waited);
                if (step instanceof Step.Ask ask) {
                    if (before != null && before != ask.entrant() && before.last != null) {
                        watch.failedOver(before.target, ask.entrant().target, before.last.kind());
                    }
                    before = ask.entrant();
                    attempt(ask, ask.entrant().tries > 1 ? Hop.Why.RETRY : reason, waited);
                    reason = Hop.Why.FAILOVER;
                    waited = Duration.ZERO;
                } else if (step instanceof Step.Wait wait) {
                    if (waited.isZero()) {
                        watch.waited(wait.pause());
                    }
                    Gate turn = turn();
                    await(turn, wait.pause());
                    // it is used up, and nobody needs to wake it any more
                    turn.open();
                    waited = waited.plus(wait.pause());
                } else {
                    break;
                }
            }
        } catch (ChatException e) {
            finish.stop(e);
        } catch (Error e) {
            finish.crash(e);
        } finally {
            entrants.leave();
            finish.closeLane();
        }
    }

    /** Opens when the race is over, or when a target for which the call waits has less to do. */
    private Gate turn() {
        Gate turn = time.gate();
        finish.wakes(turn);
        entrants.wakes(turn);
        return turn;
    }

    private void attempt(Step.Ask ask, Hop.Why planned, Duration waited) {
        Entrant entrant = ask.entrant();
        Target target = entrant.target;
        Hop.Why why = work.why(target, planned);
        CallContext attempt = call.attempt(target.name(), why, waited);
        attempt.silence(rules.silence);
        attempt.asking(target.profile());
        boolean streams = work.streams(target);
        long patience = patience(target);
        attempt.onEnd(ending -> settle(ask, ending, attempt, streams, patience));
        finish.enter(attempt);
        watch.attempted(target, why, attempt);
        // nobody else could be asked when they run out
        Clocks clocks = entrants.size() == 1 ? null : clocks(target, attempt, why, streams, patience);
        long start = time.nanos();
        try {
            T answer = work.run(target, attempt);
            long after = time.nanos() - start;
            if (claim(entrant, attempt, answer)) {
                watch.content(target, after);
                if (streams && after >= patience) {
                    watch.changed(target, ask.lease().late(), null);
                } else {
                    ask.lease().began();
                }
            }
        } catch (ChatException e) {
            failed(entrant, attempt, inCallsTerms(e, since(start)), isLate(start, patience));
        } catch (RuntimeException e) {
            // a model broke its word; the others have not
            failed(
                    entrant,
                    attempt,
                    new UnreadableException(
                            "the model failed unexpectedly",
                            Failure.of(e.getClass().getName(), ""),
                            e),
                    isLate(start, patience));
        } catch (Error e) {
            attempt.end(new UnreadableException("the model failed unexpectedly", Failure.NONE, e), Usage.UNKNOWN);
            throw e;
        } finally {
            if (clocks != null) {
                clocks.stop();
            }
            finish.leave(attempt);
        }
    }

    private Clocks clocks(Target target, CallContext attempt, Hop.Why why, boolean streams, long patience) {
        Clocks clocks = new Clocks(entrants, attempt, call.remaining().orElse(null), this::openLane);
        clocks.start(streams ? Duration.ofNanos(patience) : null);
        Duration delay = hedge == null || !streams || why == Hop.Why.RACE ? null : hedge.delay(target, time);
        if (delay != null && delay.toNanos() < patience) {
            clocks.hedge(delay, () -> hedge(delay));
        }
        return clocks;
    }

    /** What an attempt that is over says of its target. */
    private void settle(Step.Ask ask, Ending ending, CallContext attempt, boolean streamed, long patience) {
        Target target = ask.entrant().target;
        ChatException failure = ending.failure();
        if (failure != null && ending.firstContent() == null) {
            failure = inCallsTerms(failure, ending.took());
        }
        if (isCutShort(failure, patience)) {
            ask.lease().withdraw();
            return;
        }
        boolean lost = attempt.cancellation().reason() == Cancellation.Reason.LOST_RACE;
        ask.lease().used(ending.usage());
        target.health().remember(ending, streamed, lost, time);
        if (lost && streamed && ending.firstContent() == null && ending.took().toNanos() >= patience) {
            watch.changed(target, ask.lease().late(), null);
        }
        Duration content = ending.firstContent() == null ? ending.took() : ending.firstContent();
        watch.changed(target, ask.lease().settle(failure, content), failure);
    }

    /** How many nanoseconds the first content may take. */
    private long patience(Target target) {
        Duration set = rules.firstContent;
        return TimeUnit.NANOSECONDS.convert(set == null ? Defaults.firstContent(target.profile(), estimate) : set);
    }

    /** The call was in a hurry: its target did not have the time that a target may take, nor what was set for it. */
    private static boolean isCutShort(@Nullable ChatException failure, long patience) {
        return failure instanceof TimedOutException late
                && late.clock() == TimedOutException.Clock.FIRST_CONTENT
                && !(late.getCause() instanceof DeadlineExceededException)
                && late.ran().toNanos() < patience;
    }

    /** A limit inside the target ran out, not the caller's: that says something of the target. */
    private ChatException inCallsTerms(ChatException e, Duration ran) {
        if (e instanceof DeadlineExceededException
                && !call.cancellation().isCancelled()
                && call.remaining().map(left -> !left.isZero()).orElse(true)) {
            return new TimedOutException(
                    TimedOutException.Clock.FIRST_CONTENT,
                    ran,
                    "no content within the target's own deadline, after " + ran.toMillis() + " ms",
                    e.failure(),
                    e);
        }
        return e;
    }

    /** Takes the answer for the call's, unless another one was faster. */
    private boolean claim(Entrant entrant, CallContext attempt, T answer) {
        if (!finish.win(new Won<>(entrant.target, attempt, answer))) {
            work.discard(answer);
            entrants.lost(entrant);
            return false;
        }
        Entrants.Passed passed = entrants.passedFor(entrant.target);
        if (passed != null) {
            watch.answeredElsewhere(passed, entrant.target);
        }
        return true;
    }

    private Duration since(long start) {
        return Duration.ofNanos(time.nanos() - start);
    }

    private boolean isLate(long start, long patience) {
        return time.nanos() - start >= patience;
    }

    private void failed(Entrant entrant, CallContext attempt, ChatException e, boolean late) {
        e.locate(entrant.target.profile().id(), entrant.target.name());
        attempt.end(e, Usage.UNKNOWN);
        if (finish.isOver()) {
            entrants.lost(entrant);
            return;
        }
        watch.failed(entrant.target, e);
        if (work.adapts(entrant.target, e)) {
            entrants.again(entrant);
            return;
        }
        entrants.failed(entrant, e, late);
        if (rules.advice(e) == Advice.STOP) {
            finish.stop(e);
        }
    }

    /** The soft clock: another target is asked as well, if one is free and its budget of extra tries allows it. */
    private boolean openLane() {
        if (finish.isOver()) {
            return true;
        }
        return entrants.takeSpare() && forkLane();
    }

    /** Asks the next target early, unless that would be as late: when everybody is slow, more calls make it worse. */
    private void hedge(Duration delay) {
        if (hedge == null || finish.isOver()) {
            return;
        }
        Target next = entrants.spare();
        boolean slow = next != null && next.health().lately().delay(time.nanos()) >= delay.toNanos() / 1e9;
        if (next != null && !slow && hedge.tryTake()) {
            forkLane();
        }
    }

    private boolean forkLane() {
        Runnable work = this::secondLane;
        Carrier.Luggage taken = luggage;
        Runnable lane = taken == null ? work : () -> taken.under(work);
        if (rules.executor == null) {
            time.fork("race", lane);
            return true;
        }
        try {
            rules.executor.execute(lane);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** Counts from when it runs: nobody waits for a lane that an executor keeps in its queue. */
    private void secondLane() {
        if (finish.openLane()) {
            lane(Hop.Why.RACE);
        }
    }
}
