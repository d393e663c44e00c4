package dev.interline.simulation;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where a vendor's capacity ends: it lets calls in or refuses them. Used by one thread at a time. */
interface Wall {

    /**
     * Decides on a call that arrives.
     *
     * @return null when it is let in; else how long the vendor says to wait, zero when it does not say
     */
    @Nullable
    Duration refusal(long now, Size size);

    /** A call that was let in is over. */
    default void over(long arrived, Size size) {}

    /** How much the calls that were let in used of what there was to use until now, from 0 to 1. */
    double used(long now);
}
