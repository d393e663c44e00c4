package dev.interline.route;

import dev.interline.Ending;
import dev.interline.Usage;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a target's last calls were like. Kept only for targets of routes that want to know: it is counted at the end of
 * every call. Old calls are forgotten, so that nobody is judged by an hour that is over. Thread-safe.
 */
final class Lately {
    private static final int MOST = 256;
    private static final long AGE = Duration.ofMinutes(5).toNanos();
    private static final double SECOND = 1e9;
    private static final int ENOUGH = 20;
    private static final double USUAL = 0.95;

    /**
     * One call. What is not known of it is not a number.
     *
     * @param at when it ended
     * @param delay seconds to the first content; of one that lost a race, for as long as it was let run
     * @param rate tokens a second after that
     * @param output tokens
     * @param cached which share of its input came from the prompt cache
     * @param streamed whether its first content came as soon as there was some
     */
    private record Call(long at, double delay, double rate, double output, double cached, boolean streamed) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final @Nullable Call[] calls = new Call[MOST];
    private int next;

    /** An attempt is over. */
    void add(Ending ending, boolean streamed, long now) {
        Duration content = ending.firstContent();
        double delay = (content == null ? ending.took() : content).toNanos() / SECOND;
        double rest = ending.took().toNanos() / SECOND - delay;
        Usage usage = ending.usage();
        double output = usage.output().isPresent() ? usage.output().getAsLong() : Double.NaN;
        double input = usage.input().orElse(0);
        double cached = input > 0 ? usage.cachedInput().orElse(0) / input : Double.NaN;
        Call call = new Call(now, delay, rest > 0 ? output / rest : Double.NaN, output, cached, streamed);
        lock.lock();
        try {
            calls[next] = call;
            next = (next + 1) % MOST;
        } finally {
            lock.unlock();
        }
    }

    /** Seconds to the first content on the average; not a number when nothing is known. */
    double delay(long now) {
        return mean(now, Call::delay);
    }

    /** Tokens a second on the average; not a number when nothing is known. */
    double rate(long now) {
        return mean(now, Call::rate);
    }

    /** Tokens of an answer on the average; not a number when nothing is known. */
    double output(long now) {
        return mean(now, Call::output);
    }

    /** Which share of the input came from the prompt cache on the average; not a number when nothing is known. */
    double cached(long now) {
        return mean(now, Call::cached);
    }

    /** By when 95 % of the answers that streamed had begun; null when too few are known. */
    @Nullable
    Duration usually(long now) {
        double[] delays = new double[MOST];
        int number = 0;
        lock.lock();
        try {
            for (Call call : calls) {
                if (call != null && call.streamed && now - call.at <= AGE) {
                    delays[number++] = call.delay;
                }
            }
        } finally {
            lock.unlock();
        }
        if (number < ENOUGH) {
            return null;
        }
        Arrays.sort(delays, 0, number);
        return Duration.ofNanos(Math.max(1, (long) (delays[(int) (number * USUAL)] * SECOND)));
    }

    private double mean(long now, ToDoubleFunction<Call> of) {
        double sum = 0;
        int number = 0;
        lock.lock();
        try {
            for (Call call : calls) {
                double value = call == null || now - call.at > AGE ? Double.NaN : of.applyAsDouble(call);
                if (!Double.isNaN(value)) {
                    sum += value;
                    number++;
                }
            }
        } finally {
            lock.unlock();
        }
        return sum / number;
    }
}
