package dev.interline;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What few will ask for, and is made for the first who does. Two who ask at once may both make it. */
final class Later<T> {
    private volatile @Nullable Supplier<T> source;
    private volatile @Nullable T made;

    Later(Supplier<T> source) {
        this.source = source;
    }

    T get() {
        T known = made;
        if (known != null) {
            return known;
        }
        Supplier<T> from = source;
        if (from == null) {
            // made by another thread in the meantime
            T there = made;
            if (there == null) {
                throw new IllegalStateException("nothing was made");
            }
            return there;
        }
        T fresh = from.get();
        made = fresh;
        source = null;
        return fresh;
    }
}
