package dev.interline;

import java.util.Locale;
import java.util.Objects;

/**
 * How hard a model should think. The constants are mapped to what each model family knows, the nearest one with a
 * {@link Notice}; {@link #of} passes a vendor's own word on as it is.
 *
 * @param word lower case
 */
public record Effort(String word) {
    /** Do not think. */
    public static final Effort NONE = new Effort("none");
    /** As little as possible. */
    public static final Effort MINIMAL = new Effort("minimal");
    /** A little. */
    public static final Effort LOW = new Effort("low");
    /** A fair amount. */
    public static final Effort MEDIUM = new Effort("medium");
    /** A lot. */
    public static final Effort HIGH = new Effort("high");
    /** As much as the model can. */
    public static final Effort MAX = new Effort("max");

    /** Checks that there is a word. */
    public Effort {
        Objects.requireNonNull(word, "word");
        if (word.isBlank()) {
            throw new IllegalArgumentException("an effort is a word such as low, medium or high; it was blank");
        }
        word = word.toLowerCase(Locale.ROOT);
    }

    /** One of the constants, or a vendor's own word such as {@code xhigh}. */
    public static Effort of(String word) {
        return new Effort(word);
    }
}
