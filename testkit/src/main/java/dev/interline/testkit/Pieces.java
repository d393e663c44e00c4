package dev.interline.testkit;

import java.util.Random;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How a body is cut into writes.
 *
 * @param most the bytes of each write, or the most of them
 * @param seed of the sizes, or null if all are the same
 */
record Pieces(int most, @Nullable Long seed) {

    static Pieces of(int bytes) {
        return new Pieces(bytes, null);
    }

    static Pieces random(int most, long seed) {
        return new Pieces(most, seed);
    }

    /** The sizes for one body. */
    IntSupplier sizes() {
        if (seed == null) {
            return () -> most;
        }
        Random random = new Random(seed);
        return () -> 1 + random.nextInt(most);
    }
}
