package dev.interline.time;

/** Something that will happen unless it is stopped. Made by {@link Time#after}. Thread-safe. */
public interface Timer {
    /** Stops it; does nothing when it has already happened. */
    void stop();
}
