package dev.interline.policy;

/**
 * A mark on what asks a model more than once by itself. Two of them around each other would multiply their tries, so
 * they are refused when they are put together.
 */
public interface Repeating {
    /** Whether it repeats calls. */
    default boolean repeats() {
        return true;
    }
}
