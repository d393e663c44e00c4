package dev.interline.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A quota of tokens in any minute. A call is let in when its input and its cap of output fit; at its end these are
 * replaced by its input and five times its output. It does not say when to come again. Source: "Token burndown rate and
 * quota management", Amazon Bedrock user guide.
 */
final class BedrockWall implements Wall {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final double tokensPerMinute;
    private final double weight;
    private final Deque<Charge> charges = new ArrayDeque<>();
    private double charged;
    private double used;

    private record Charge(long at, double tokens) {}

    BedrockWall(double tokensPerMinute, double weight) {
        this.tokensPerMinute = tokensPerMinute;
        this.weight = weight;
    }

    @Override
    public @Nullable Duration refusal(long now, Size size) {
        for (Charge old = charges.peek(); old != null && now - old.at >= MINUTE; old = charges.peek()) {
            charged -= charges.remove().tokens;
        }
        double reserve = (double) size.input() + size.cap();
        if (charged + reserve > tokensPerMinute) {
            return Duration.ZERO;
        }
        charge(now, reserve);
        return null;
    }

    private void charge(long at, double tokens) {
        charges.add(new Charge(at, tokens));
        charged += tokens;
    }

    @Override
    public void over(long now, Size size) {
        // the correction ages with the end of the call, for nobody knew of it before
        charge(now, weight * size.output() - size.cap());
        used += size.input() + weight * size.output();
    }

    @Override
    public double used(long now) {
        return used / tokensPerMinute / ((double) now / MINUTE);
    }
}
