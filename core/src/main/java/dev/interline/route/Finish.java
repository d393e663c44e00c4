package dev.interline.route;

import dev.interline.CallContext;
import dev.interline.Cancellation;
import dev.interline.error.ChatException;
import dev.interline.time.Gate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The finish line of a {@link Race}: who runs, who was first, and how it ended when nobody was. Whatever ends the race
 * cancels everybody who still runs. Thread-safe.
 */
final class Finish<T> {
    private final ReentrantLock lock;
    private volatile boolean over;
    // mostly one, so it is replaced and not changed
    private List<CallContext> running = List.of();
    private List<Gate> waits = List.of();
    private int lanes = 1;
    private Race.@Nullable Won<T> winner;
    private @Nullable ChatException end;
    private @Nullable Error crash;

    /**
     * With one lane open.
     *
     * @param lock of the call
     */
    Finish(ReentrantLock lock) {
        this.lock = lock;
    }

    boolean isOver() {
        return over;
    }

    private void open() {
        over = true;
        for (int i = 0; i < waits.size(); i++) {
            waits.get(i).open();
        }
    }

    /** Opens this when the race is over. */
    void wakes(Gate turn) {
        lock.lock();
        try {
            waits = waits.isEmpty() ? new ArrayList<>(2) : waits;
            waits.removeIf(Gate::isOpen);
            waits.add(turn);
            if (over) {
                turn.open();
            }
        } finally {
            lock.unlock();
        }
    }

    /** One more lane; false when the race is over. */
    boolean openLane() {
        lock.lock();
        try {
            if (over) {
                return false;
            }
            lanes++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** A lane has nobody left to ask; with the last of them the race is over. */
    void closeLane() {
        lock.lock();
        try {
            if (--lanes == 0) {
                open();
            }
        } finally {
            lock.unlock();
        }
    }

    void enter(CallContext attempt) {
        lock.lock();
        try {
            running = running.isEmpty() ? List.of(attempt) : with(attempt);
        } finally {
            lock.unlock();
        }
        if (over) {
            attempt.cancellation().cancel(Cancellation.Reason.LOST_RACE, "another target answered first");
        }
    }

    void leave(CallContext attempt) {
        lock.lock();
        try {
            running = others(attempt);
        } finally {
            lock.unlock();
        }
    }

    /** Takes the answer for the call's, unless the race is over. */
    boolean win(Race.Won<T> won) {
        List<CallContext> losers;
        lock.lock();
        try {
            if (over) {
                return false;
            }
            winner = won;
            losers = others(won.attempt());
            open();
        } finally {
            lock.unlock();
        }
        cancel(losers);
        return true;
    }

    /** The call as a whole fails, unless it is over already. */
    void stop(ChatException failure) {
        List<CallContext> losers;
        lock.lock();
        try {
            if (winner != null || end != null || crash != null) {
                return;
            }
            end = failure;
            losers = others(null);
            open();
        } finally {
            lock.unlock();
        }
        cancel(losers);
    }

    void crash(Error e) {
        List<CallContext> losers;
        lock.lock();
        try {
            crash = e;
            losers = others(null);
            open();
        } finally {
            lock.unlock();
        }
        cancel(losers);
    }

    private List<CallContext> with(CallContext attempt) {
        List<CallContext> more = new ArrayList<>(running);
        more.add(attempt);
        return more;
    }

    private List<CallContext> others(@Nullable CallContext attempt) {
        if (running.size() == 1 && running.get(0) == attempt) {
            return List.of();
        }
        List<CallContext> others = new ArrayList<>(running);
        others.remove(attempt);
        return others;
    }

    private static void cancel(List<CallContext> losers) {
        for (int i = 0; i < losers.size(); i++) {
            losers.get(i).cancellation().cancel(Cancellation.Reason.LOST_RACE, "the race is over");
        }
    }

    /**
     * Who won; null when nobody did.
     *
     * @throws ChatException when the call as a whole failed
     */
    Race.@Nullable Won<T> result() {
        lock.lock();
        try {
            if (crash != null) {
                throw crash;
            }
            if (winner == null && end != null) {
                throw end;
            }
            return winner;
        } finally {
            lock.unlock();
        }
    }
}
