package dev.interline;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A text as a vector: texts that mean the like have vectors that point the same way. Immutable. */
public final class Embedding {
    private final float[] vector;

    private Embedding(float[] vector) {
        this.vector = vector;
    }

    /**
     * A vector; the numbers are copied.
     *
     * @throws IllegalArgumentException when it has no numbers
     */
    public static Embedding of(float... vector) {
        if (vector.length == 0) {
            throw new IllegalArgumentException("a vector has at least one number");
        }
        return new Embedding(vector.clone());
    }

    /** How many numbers it has. */
    public int dimensions() {
        return vector.length;
    }

    /** The numbers, copied. */
    public float[] vector() {
        return vector.clone();
    }

    /**
     * One of the numbers.
     *
     * @param index from 0 to {@code dimensions() - 1}
     * @throws IndexOutOfBoundsException for any other index
     */
    public float get(int index) {
        return vector[index];
    }

    /**
     * How much two texts mean the like: 1 for the same direction, 0 for nothing in common, -1 for the opposite; 0 when one
     * of the vectors is all zeros.
     *
     * @throws IllegalArgumentException when the other has another number of dimensions, and so comes from another model or
     *     setting
     */
    public double similarity(Embedding other) {
        if (other.vector.length != vector.length) {
            throw new IllegalArgumentException("vectors of " + vector.length + " and of " + other.vector.length
                    + " dimensions cannot be compared: make both with the same model and setting");
        }
        double product = 0;
        double mine = 0;
        double theirs = 0;
        for (int i = 0; i < vector.length; i++) {
            product += (double) vector[i] * other.vector[i];
            mine += (double) vector[i] * vector[i];
            theirs += (double) other.vector[i] * other.vector[i];
        }
        return mine == 0 || theirs == 0 ? 0 : product / Math.sqrt(mine * theirs);
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof Embedding other && Arrays.equals(vector, other.vector);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(vector);
    }

    /** Says how long it is: of a thousand numbers nobody reads one. */
    @Override
    public String toString() {
        return "Embedding[" + vector.length + " dimensions]";
    }
}
