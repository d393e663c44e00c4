package dev.interline;

import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How many attempts a call may still take, and of whom they need not be expected to be of use. Routes inside routes share
 * one count: the attempt that an outer route pays for is the first attempt of the route inside it. Thread-safe.
 */
final class Allowance {
    /** What routes inside routes share. */
    private static final class Spent extends AtomicInteger {
        private static final long serialVersionUID = 1L;

        private transient volatile @Nullable Set<ModelId> silent;
    }

    private static final ReentrantLock MAKING = new ReentrantLock();

    /** Outside any route: nobody counts. */
    static final Allowance NONE = new Allowance(Integer.MAX_VALUE, null, null);

    private final int most;
    private final @Nullable Spent spent;
    private final @Nullable AtomicBoolean prepaid;

    private Allowance(int most, @Nullable Spent spent, @Nullable AtomicBoolean prepaid) {
        this.most = most;
        this.spent = spent;
        this.prepaid = prepaid;
    }

    /** For a route that allows so many: counts from here, or with the routes further out, whose limit holds as well. */
    Allowance limited(int mostHere) {
        return spent == null
                ? new Allowance(mostHere, new Spent(), null)
                : new Allowance(Math.min(most, mostHere), spent, prepaid);
    }

    /** For an attempt that was taken: what it asks in turn has one attempt paid for. */
    Allowance granted() {
        return spent == null ? this : new Allowance(most, spent, new AtomicBoolean(true));
    }

    boolean take() {
        if (spent == null || (prepaid != null && prepaid.compareAndSet(true, false))) {
            return true;
        }
        return spent.getAndUpdate(now -> now < most ? now + 1 : now) < most;
    }

    boolean isLeft() {
        return spent == null || (prepaid != null && prepaid.get()) || spent.get() < most;
    }

    void silent(ModelId model) {
        if (spent == null) {
            return;
        }
        MAKING.lock();
        try {
            Set<ModelId> known = spent.silent;
            if (known == null) {
                known = new CopyOnWriteArraySet<>();
                spent.silent = known;
            }
            known.add(model);
        } finally {
            MAKING.unlock();
        }
    }

    boolean wasSilent(ModelId model) {
        Set<ModelId> known = spent == null ? null : spent.silent;
        return known != null && known.contains(model);
    }
}
