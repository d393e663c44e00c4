package dev.interline.simulation;

import java.time.Duration;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * What all customers of a location leave to one of them: so many calls a second, more or less every 20 s, held in a
 * bucket of one second. It tells nobody how much there is nor when to come again. Source: "Dynamic shared quota", Google
 * Cloud documentation.
 */
final class VertexWall implements Wall {
    private static final long STEP = Duration.ofSeconds(20).toNanos();
    private static final double SECOND = Duration.ofSeconds(1).toNanos();

    private final Random chance;
    private final double least;
    private final double most;
    private double rate;
    private double next;
    private long from;
    private double level;
    private long at;
    private double offered;
    private double taken;

    VertexWall(double least, double most, long seed) {
        this.chance = new Random(seed);
        this.least = least;
        this.most = most;
        this.rate = (least + most) / 2;
        this.next = rate;
        this.level = rate;
    }

    @Override
    public @Nullable Duration refusal(long now, Size size) {
        flow(now);
        if (level < 1) {
            return Duration.ZERO;
        }
        level--;
        taken++;
        return null;
    }

    private void flow(long now) {
        while (at < now) {
            long until = Math.min(now, from + STEP);
            double middle = rate + (next - rate) * ((at + until) / 2.0 - from) / STEP;
            double more = middle * (until - at) / SECOND;
            offered += more;
            level = Math.min(level + more, middle);
            at = until;
            if (at == from + STEP) {
                from = at;
                rate = next;
                double step = (most - least) / 4;
                next = Math.min(most, Math.max(least, rate + (chance.nextDouble() * 2 - 1) * step));
            }
        }
    }

    @Override
    public double used(long now) {
        flow(now);
        return taken / offered;
    }
}
