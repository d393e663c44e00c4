package dev.interline;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Takes what belongs to a thread, such as a logging or tracing context, to another thread that works for the same call:
 * the second one of a race for instance. Implementations are thread-safe.
 *
 * <p>For a library of thread contexts three lines do:
 *
 * <pre>{@code
 * Carrier carrier = () -> {
 *     Context here = Context.current();
 *     return work -> here.wrap(work).run();
 * };
 * }</pre>
 */
@FunctionalInterface
public interface Carrier {

    /** Notes what is set on this thread. Called once for every call that may need it: it should be cheap. */
    Luggage capture();

    /** What was captured on one thread. */
    @FunctionalInterface
    interface Luggage {
        /** Runs work on this thread under what was captured, and puts back what was there before. */
        void under(Runnable work);
    }

    /** Carries SLF4J's mapped diagnostic context, so that log lines of all threads bear the same marks. */
    static Carrier mdc() {
        return () -> {
            Map<String, String> there = MDC.getCopyOfContextMap();
            if (there == null || there.isEmpty()) {
                return Runnable::run;
            }
            return work -> {
                Map<String, String> before = MDC.getCopyOfContextMap();
                MDC.setContextMap(there);
                try {
                    work.run();
                } finally {
                    restore(before);
                }
            };
        };
    }

    private static void restore(@Nullable Map<String, String> before) {
        if (before == null) {
            MDC.clear();
        } else {
            MDC.setContextMap(before);
        }
    }

    /** Both: this one outermost. */
    default Carrier and(Carrier inner) {
        return () -> {
            Luggage first = capture();
            Luggage second = inner.capture();
            return work -> first.under(() -> second.under(work));
        };
    }
}
