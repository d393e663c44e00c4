package dev.interline;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the requests of a context cost, and who wants to hear of each. One for all copies of a context. Thread-safe. */
class Tally {
    private static final AtomicReferenceFieldUpdater<Tally, @Nullable Meter> METER =
            AtomicReferenceFieldUpdater.newUpdater(Tally.class, Meter.class, "meter");

    private final @Nullable Tally parent;
    private volatile @Nullable Profile asked;
    private volatile @Nullable Meter meter;

    /** What a child counts, its parent counts as well. */
    Tally(@Nullable Tally parent) {
        this.parent = parent;
    }

    final void listen(Consumer<Hop> listener) {
        METER.updateAndGet(this, before -> new Meter(listener, before));
    }

    /** What is known of whoever is asked from here, and may differ from what the model says itself. */
    final void asking(Profile target) {
        asked = target;
    }

    /** As the nearest route says of this very model, or else the model, or else the nearest route of its target. */
    @Nullable
    final Price price(Profile model) {
        Price nearest = null;
        for (Tally at = this; at != null; at = at.parent) {
            Profile target = at.asked;
            if (target != null && target.id().equals(model.id())) {
                return target.price().orElse(null);
            }
            if (target != null && nearest == null) {
                nearest = target.price().orElse(null);
            }
        }
        return model.price().orElse(nearest);
    }

    /** A request is over. */
    final void over(TrailLog.Line line) {
        Hop hop = null;
        for (Tally at = this; at != null; at = at.parent) {
            Meter meter = at.meter;
            if (meter != null) {
                hop = hop == null ? new Hop(line) : hop;
                meter.tell(hop);
            }
        }
    }
}
