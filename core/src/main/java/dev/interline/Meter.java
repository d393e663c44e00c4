package dev.interline;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who wants to hear of the requests of a call, and who did before.
 *
 * @param listener hears of each when it is over
 * @param before null for the first one
 */
record Meter(Consumer<Hop> listener, @Nullable Meter before) {
    private static final Logger LOG = LoggerFactory.getLogger(CallContext.class);

    /** Tells everybody; one that throws must not keep the next one from counting. */
    void tell(Hop hop) {
        for (Meter each = this; each != null; each = each.before) {
            try {
                each.listener.accept(hop);
            } catch (RuntimeException e) {
                LOG.warn("a listener for the requests of a call failed", e);
            }
        }
    }
}
