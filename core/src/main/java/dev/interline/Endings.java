package dev.interline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who wants to hear how a call ended, and how it did. Thread-safe. */
final class Endings {
    private static final Logger LOG = LoggerFactory.getLogger(CallContext.class);

    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable List<Consumer<Ending>> listeners;
    private volatile @Nullable Ending ending;

    boolean isOver() {
        return ending != null;
    }

    void add(Consumer<Ending> listener) {
        Ending told;
        lock.lock();
        try {
            told = ending;
            if (told == null) {
                if (listeners == null) {
                    listeners = new ArrayList<>(4);
                }
                listeners.add(listener);
                return;
            }
        } finally {
            lock.unlock();
        }
        tell(listener, told);
    }

    /** Tells everybody; only the first word counts. */
    boolean end(Ending word) {
        List<Consumer<Ending>> all;
        lock.lock();
        try {
            if (ending != null) {
                return false;
            }
            ending = word;
            all = listeners;
            listeners = null;
        } finally {
            lock.unlock();
        }
        if (all != null) {
            for (Consumer<Ending> listener : all) {
                tell(listener, word);
            }
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
