package dev.interline;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who wants to hear how a call ended, besides those who hear of its requests, and how it did. Thread-safe. */
class Endings extends Tally {
    private static final Logger LOG = LoggerFactory.getLogger(CallContext.class);
    private static final AtomicReferenceFieldUpdater<Endings, @Nullable Object> STATE =
            AtomicReferenceFieldUpdater.newUpdater(Endings.class, Object.class, "state");

    /** Null while nobody listens; those who listen, the last one first; or how it ended. */
    private volatile @Nullable Object state;

    /** One who listens, and who did before. */
    private record Waiting(
            Consumer<Ending> listener, @Nullable Waiting before) {}

    Endings(@Nullable Endings parent) {
        super(parent);
    }

    final boolean isOver() {
        return state instanceof Ending;
    }

    final void onEnd(Consumer<Ending> listener) {
        while (true) {
            Object now = state;
            if (now instanceof Ending told) {
                tell(listener, told);
                return;
            }
            if (STATE.compareAndSet(this, now, new Waiting(listener, (Waiting) now))) {
                return;
            }
        }
    }

    /** Tells everybody, in the order in which they came; only the first word counts. */
    final boolean end(Ending word) {
        Object now;
        do {
            now = state;
            if (now instanceof Ending) {
                return false;
            }
        } while (!STATE.compareAndSet(this, now, word));
        Waiting inTurn = null;
        for (Waiting last = (Waiting) now; last != null; last = last.before()) {
            inTurn = last.before() == null && inTurn == null ? last : new Waiting(last.listener(), inTurn);
        }
        for (; inTurn != null; inTurn = inTurn.before()) {
            tell(inTurn.listener(), word);
        }
        return true;
    }

    /** A listener that throws must not keep the next one from giving back what it holds. */
    private static void tell(Consumer<Ending> listener, Ending ending) {
        try {
            listener.accept(ending);
        } catch (RuntimeException e) {
            LOG.warn("a listener for the end of a call failed", e);
        }
    }
}
