package dev.interline.simulation;

import java.time.Duration;

/** A counter that a vendor sets back to zero in fixed steps of time, which begin when it suits the vendor. */
final class Window {
    private final long length;
    private final double most;
    private final long phase;
    private long number = Long.MIN_VALUE;
    private double count;

    Window(Duration length, double most, double phase) {
        this.length = length.toNanos();
        this.most = most;
        this.phase = (long) (phase * length.toNanos());
    }

    boolean fits(double amount, long now) {
        turn(now);
        return count + amount <= most;
    }

    void add(double amount, long now) {
        turn(now);
        count += amount;
    }

    /** How long until it begins anew. */
    long left(long now) {
        return length - Math.floorMod(now + phase, length);
    }

    private void turn(long now) {
        long current = Math.floorDiv(now + phase, length);
        if (current != number) {
            number = current;
            count = 0;
        }
    }
}
