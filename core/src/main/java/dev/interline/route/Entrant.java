package dev.interline.route;

import dev.interline.error.BusyException;
import dev.interline.error.ChatException;
import dev.interline.error.Failure;
import dev.interline.time.Gate;
import dev.interline.time.Time;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A target within one call. Guarded by the lock of its {@link Entrants}. */
final class Entrant {
    static final int LAST_RANK = 3;

    final Target target;
    final Demand demand;
    int tries;
    boolean busy;
    boolean out;
    /** The call waits for it although another target might be asked now. */
    boolean awaited;
    /** It had as much to do as it takes when the call last asked for leave. */
    boolean full;

    /** Where the call waits until it has less to do; null when it does not. */
    private Line.@Nullable Place place;

    private long notBefore;
    private boolean waits;

    @Nullable
    ChatException last;

    Entrant(Target target, Demand demand) {
        this.target = target;
        this.demand = demand;
    }

    boolean isIdle() {
        if (target.standing() == Target.Standing.DISABLED) {
            out = true;
        }
        return !out && !busy;
    }

    /** When its turn comes: it is waited for, was not asked yet, was not but is to be spared, was asked before. */
    int rank(Time time) {
        if (awaited) {
            return 0;
        }
        if (tries > 0) {
            return LAST_RANK;
        }
        return target.health().isSpared(time) ? 2 : 1;
    }

    Health.Entry enter(Time time) {
        return target.health().enter(time, demand, place);
    }

    /** Whether one more try is within the target's budget; the first costs nothing and adds to it. */
    boolean isPaid() {
        RetryBudget budget = target.health().retries;
        if (tries > 0) {
            return budget.tryTake();
        }
        budget.call();
        return true;
    }

    /** Nobody may go to it now; null when it had failed this call before, which says more. */
    @Nullable
    BusyException closed(Health.Closed closed) {
        awaited = false;
        full = closed.isBusy();
        if (last != null) {
            return null;
        }
        BusyException busy = full
                ? new BusyException(
                        "it has as much to do as it takes (" + target.profile().limits() + "); nothing was sent")
                : new BusyException(
                        "left alone for now after " + closed.cause() + "; nothing was sent",
                        Failure.NONE.after(closed.left()),
                        null);
        busy.locate(target.profile().id(), target.name());
        last = busy;
        return busy;
    }

    /** The call waits: where there is too much to do, nobody who comes later is served before it. */
    void waits(Time time) {
        if (!isIdle() || !(full || target.health().paces(time, demand))) {
            leave();
        } else if (place == null) {
            place = target.health().join(demand, tries > 0, time);
        }
    }

    /** The call is served, here or elsewhere, or no longer waits. */
    void leave() {
        if (place != null) {
            target.health().leave(place);
            place = null;
        }
    }

    void wakes(Gate turn) {
        if (place != null) {
            target.health().wakes(place, turn);
        }
    }

    void rest(Duration pause, Time time) {
        waits = true;
        notBefore = time.nanos() + pause.toNanos();
    }

    /** How long it is not to be asked yet, by this call's own doing. */
    Duration rest(Time time) {
        return waits ? Duration.ofNanos(Math.max(0, notBefore - time.nanos())) : Duration.ZERO;
    }

    /** How long it cannot be asked yet, for whatever reason; zero when it could be now. */
    Duration closedFor(Time time) {
        Duration rest = rest(time);
        Duration closed = target.health().closedFor(time, demand, place);
        return rest.compareTo(closed) > 0 ? rest : closed;
    }
}
