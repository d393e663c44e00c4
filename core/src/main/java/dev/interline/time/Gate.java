package dev.interline.time;

import java.time.Duration;

/** A one-way signal: closed at first, open for ever once opened. Made by {@link Time#gate()}. Thread-safe. */
public interface Gate {

    /** Opens it and wakes whoever waits. */
    void open();

    /** Whether it is open. */
    boolean isOpen();

    /**
     * Waits until it is open.
     *
     * @param most the longest wait
     * @return whether it is open
     * @throws InterruptedException when the waiting thread is interrupted
     */
    boolean await(Duration most) throws InterruptedException;
}
