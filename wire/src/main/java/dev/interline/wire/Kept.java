package dev.interline.wire;

import dev.interline.Profile;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What follows from a profile, kept for the next call: a model is asked again and again, and making sense of its names
 * takes regular expressions. Holds it for the last profile alone. Thread-safe, without a lock.
 *
 * @param <V> what follows
 */
public final class Kept<V> {
    private final Function<Profile, V> finder;
    private volatile @Nullable Known<V> last;

    private record Known<V>(Profile profile, V value) {}

    /** Keeps what this function finds, which must always find the same for the same profile. */
    public Kept(Function<Profile, V> finder) {
        this.finder = finder;
    }

    /** What follows from this profile. */
    public V of(Profile profile) {
        Known<V> known = last;
        if (known == null || known.profile != profile) {
            known = new Known<>(profile, finder.apply(profile));
            last = known;
        }
        return known.value;
    }
}
