package dev.interline;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How many attempts a call may still take. Routes inside routes share one count: the attempt that an outer route pays
 * for is the first attempt of the route inside it. Thread-safe.
 */
final class Allowance {
    /** Outside any route: nobody counts. */
    static final Allowance NONE = new Allowance(null, null);

    private final @Nullable AtomicInteger spent;
    private final @Nullable AtomicBoolean prepaid;

    private Allowance(@Nullable AtomicInteger spent, @Nullable AtomicBoolean prepaid) {
        this.spent = spent;
        this.prepaid = prepaid;
    }

    /** This one, or the first one of a call when no route further out counts. */
    Allowance orNew() {
        return spent == null ? new Allowance(new AtomicInteger(), null) : this;
    }

    /** For an attempt that was taken: what it asks in turn has one attempt paid for. */
    Allowance granted() {
        return spent == null ? this : new Allowance(spent, new AtomicBoolean(true));
    }

    boolean take(int most) {
        if (spent == null || prepaid != null && prepaid.compareAndSet(true, false)) {
            return true;
        }
        return spent.getAndUpdate(now -> now < most ? now + 1 : now) < most;
    }

    boolean isLeft(int most) {
        return spent == null || prepaid != null && prepaid.get() || spent.get() < most;
    }
}
