package dev.interline.route;

import dev.interline.CallContext;
import dev.interline.error.Advice;
import dev.interline.error.BusyException;
import dev.interline.error.ChatException;
import dev.interline.error.TimedOutException;
import dev.interline.policy.Backoff;
import dev.interline.policy.Estimate;
import dev.interline.time.Gate;
import dev.interline.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The targets of one call and what it has learnt of them: whom to ask next, whom to wait for, and whom never again. It
 * outlives a race, so that a stream that is mended does not ask again where it was sent away before. Thread-safe.
 */
final class Entrants {
    private final Rules rules;
    private final CallContext call;
    private final Function<Target, Estimate> estimates;
    private final @Nullable Set<Target> told;
    private final Time time;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Target> targets;
    private final List<Entrant> order;
    private List<ChatException> failures = List.of();

    Entrants(Rules rules, List<Target> targets, CallContext call, Estimate estimate) {
        this(rules, targets, call, target -> estimate, null);
    }

    /**
     * For a call in parts.
     *
     * @param estimates how much each target would be asked for
     * @param told of whom the trail tells already that they are left alone; null where this is all of the call
     */
    Entrants(
            Rules rules,
            List<Target> targets,
            CallContext call,
            Function<Target, Estimate> estimates,
            @Nullable Set<Target> told) {
        this.rules = rules;
        this.call = call;
        this.estimates = estimates;
        this.told = told;
        this.targets = targets;
        this.time = rules.time;
        this.order = new ArrayList<>(targets.size());
    }

    /** Made when it comes to them: mostly the first one answers. */
    private Entrant at(int place) {
        while (order.size() <= place) {
            Target target = targets.get(order.size());
            Entrant entrant = new Entrant(target, Demand.of(target, call, estimates.apply(target)));
            if (call.wasSilent(target.profile().id())) {
                // another route of this call has been here before
                entrant.out = true;
                BusyException busy =
                        new BusyException("it was silent when this call asked it before; nothing was sent");
                busy.locate(target.profile().id(), target.name());
                add(busy);
            }
            order.add(entrant);
        }
        return order.get(place);
    }

    private List<Entrant> all() {
        at(targets.size() - 1);
        return order;
    }

    /**
     * Who is asked now, or how long to wait: first whoever the call waits for on purpose, then those that were not
     * asked yet, then the others.
     *
     * @param waited how long the call has waited since it last asked anybody
     */
    Step next(Duration waited) {
        lock.lock();
        try {
            if (!call.maySpend()) {
                return Step.GIVE_UP;
            }
            for (int i = 0; i < order.size(); i++) {
                order.get(i).full = false;
            }
            Duration soonest = null;
            for (int rank = 0; rank <= Entrant.LAST_RANK; rank++) {
                // nobody is waited for who was not even made yet
                for (int i = 0; i < (rank == 0 ? order.size() : targets.size()); i++) {
                    Entrant entrant = at(i);
                    if (!entrant.isIdle() || entrant.rank(time) != rank) {
                        continue;
                    }
                    Duration left = entrant.rest(time);
                    if (left.isZero()) {
                        Health.Entry entry = entrant.enter(time);
                        if (entry instanceof Lease lease) {
                            if (entrant.isPaid()) {
                                return take(entrant, lease);
                            }
                            lease.giveBack();
                            entrant.out = true;
                            continue;
                        }
                        left = closed(entrant, (Health.Closed) entry);
                    }
                    soonest = sooner(soonest, left);
                    if (entrant.awaited) {
                        return orGiveUp(waited, soonest);
                    }
                }
            }
            return orGiveUp(waited, soonest);
        } finally {
            lock.unlock();
        }
    }

    private Step orGiveUp(Duration waited, @Nullable Duration soonest) {
        if (soonest == null || !Patience.isWorth(rules, call, waited.plus(soonest), soonest)) {
            return Step.GIVE_UP;
        }
        for (Entrant entrant : order) {
            entrant.waits(time);
        }
        return new Step.Wait(soonest);
    }

    /** Opens this when it may be the call's turn somewhere. */
    void wakes(Gate turn) {
        lock.lock();
        try {
            for (Entrant entrant : order) {
                entrant.wakes(turn);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Nobody waits any more. */
    void leave() {
        lock.lock();
        try {
            for (int i = 0; i < order.size(); i++) {
                order.get(i).leave();
            }
        } finally {
            lock.unlock();
        }
    }

    private Step take(Entrant entrant, Lease lease) {
        if (!call.spend()) {
            lease.giveBack();
            return Step.GIVE_UP;
        }
        leave();
        entrant.busy = true;
        entrant.awaited = false;
        entrant.tries++;
        return new Step.Ask(entrant, lease);
    }

    private Duration closed(Entrant entrant, Health.Closed closed) {
        BusyException busy = entrant.closed(closed);
        if (busy != null) {
            add(busy);
            if (told == null || told.add(entrant.target)) {
                call.passedOver(entrant.target.name(), entrant.target.profile().id(), busy);
            }
        }
        return closed.left();
    }

    /** Of everything that the lanes of the call share. */
    ReentrantLock lock() {
        return lock;
    }

    private void add(ChatException failure) {
        failures = failures.isEmpty() ? new ArrayList<>() : failures;
        failures.add(failure);
    }

    /** How many there are. */
    int size() {
        return targets.size();
    }

    /**
     * An attempt failed.
     *
     * @param late whether it took longer than a first content may: a second try like that would be no quick one
     */
    void failed(Entrant entrant, ChatException failure, boolean late) {
        lock.lock();
        try {
            note(entrant, failure);
            if (entrant.out) {
                return;
            }
            entrant.awaited = isAnotherFree(entrant) && Patience.isWorthStaying(rules, entrant, failure, late);
        } finally {
            lock.unlock();
        }
    }

    /** The stream of a target broke after it had won: the others come first now. */
    void broke(Target target, ChatException cause) {
        lock.lock();
        try {
            for (Entrant entrant : List.copyOf(all())) {
                if (entrant.target == target) {
                    note(entrant, cause);
                    order.remove(entrant);
                    order.add(entrant);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void note(Entrant entrant, ChatException failure) {
        entrant.busy = false;
        entrant.last = failure;
        add(failure);
        if (failure instanceof TimedOutException && failure.advice() != Advice.RETRY) {
            // another account may have the same model: of this route nobody but the silent one is out
            all();
            call.silent(entrant.target.profile().id());
        }
        if (rules.advice(failure) == Advice.RETRY && Patience.mayReturn(rules, targets.size() == 1, entrant, failure)) {
            entrant.rest(Backoff.before(failure, entrant.tries, time), time);
        } else {
            entrant.out = true;
        }
        if (failure.kind() == ChatException.Kind.TOO_LONG) {
            for (Entrant other : all()) {
                other.out |= !Fit.isLarger(other.target.profile(), entrant.target.profile());
            }
        }
    }

    /** The target would have another form of the request: it is asked again at once, and nothing is held against it. */
    void again(Entrant entrant) {
        lock.lock();
        try {
            entrant.busy = false;
            entrant.awaited = true;
        } finally {
            lock.unlock();
        }
    }

    /** The caller does not take the target's answer, and others inside it may give a better one: it is asked again at once. */
    void again(Target target, ChatException rejected) {
        lock.lock();
        try {
            for (Entrant entrant : all()) {
                if (entrant.target == target) {
                    entrant.busy = false;
                    entrant.awaited = true;
                    entrant.last = rejected;
                    add(rejected);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** From now on nobody but these may be asked. */
    void only(Predicate<Target> wanted) {
        lock.lock();
        try {
            for (Entrant entrant : all()) {
                entrant.out |= !wanted.test(entrant.target);
            }
        } finally {
            lock.unlock();
        }
    }

    /** An attempt lost the race; that is no word on its target. */
    void lost(Entrant entrant) {
        lock.lock();
        try {
            entrant.busy = false;
        } finally {
            lock.unlock();
        }
    }

    private boolean isAnotherFree(Entrant self) {
        for (Entrant other : all()) {
            if (other != self
                    && other.isIdle()
                    && other.tries == 0
                    && other.closedFor(time).isZero()) {
                return true;
            }
        }
        return false;
    }

    /** Whether one more target can be asked beside those that are slow; it is paid from the target's budget. */
    boolean takeSpare() {
        Target spare = spare();
        return spare != null && spare.health().retries.tryTake();
    }

    /** Who would be asked beside those that run; null when nobody could be. */
    @Nullable
    Target spare() {
        lock.lock();
        try {
            if (!call.maySpend()) {
                return null;
            }
            for (int rank = 0; rank <= Entrant.LAST_RANK; rank++) {
                for (Entrant entrant : all()) {
                    if (entrant.isIdle()
                            && entrant.rank(time) == rank
                            && entrant.closedFor(time).isZero()) {
                        return entrant.target;
                    }
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Whether anybody may yet be asked, within this time at the latest. */
    boolean isAnotherLeft(Duration within) {
        lock.lock();
        try {
            for (Entrant entrant : all()) {
                if (entrant.isIdle() && entrant.closedFor(time).compareTo(within) < 0) {
                    return call.maySpend();
                }
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    /**
     * A target that should have answered.
     *
     * @param why what it did instead; null when it was only slow
     */
    record Passed(Target target, @Nullable ChatException why) {}

    /** The first target before this one in the order of the route that did not answer; null when there is none. */
    @Nullable
    Passed passedFor(Target answered) {
        lock.lock();
        try {
            for (Entrant entrant : order) {
                if (entrant.target == answered) {
                    return null;
                }
                if (entrant.last != null
                        || entrant.busy
                        || entrant.target.health().isSpared(time)) {
                    return new Passed(entrant.target, entrant.last);
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Why nobody answered. */
    ChatException nobody() {
        lock.lock();
        try {
            return Defeat.of(rules, failures);
        } finally {
            lock.unlock();
        }
    }

    private static @Nullable Duration sooner(@Nullable Duration a, @Nullable Duration b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.compareTo(b) <= 0 ? a : b;
    }
}
