package dev.interline;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who wants to hear how a call ended, and how it did. It holds nothing while nobody listens; those who listen, the last
 * one first; or how it ended. Thread-safe.
 */
final class Endings extends AtomicReference<@Nullable Object> {
    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(CallContext.class);

    /** One who listens, and who did before. */
    private record Waiting(
            Consumer<Ending> listener, @Nullable Waiting before) {}

    boolean isOver() {
        return get() instanceof Ending;
    }

    void add(Consumer<Ending> listener) {
        while (true) {
            Object now = get();
            if (now instanceof Ending told) {
                tell(listener, told);
                return;
            }
            if (compareAndSet(now, new Waiting(listener, (Waiting) now))) {
                return;
            }
        }
    }

    /** Tells everybody, in the order in which they came; only the first word counts. */
    boolean end(Ending word) {
        Object now;
        do {
            now = get();
            if (now instanceof Ending) {
                return false;
            }
        } while (!compareAndSet(now, word));
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
