package dev.interline.route;

import dev.interline.ChatEvent;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How fast a stream comes while somebody reads it. Read by one thread at a time. */
final class Pace {
    private static final int CHARACTERS_A_TOKEN = 4;

    private final Throughput least;
    private long nanos;
    private double tokens;
    private boolean measuring;

    Pace(Throughput least) {
        this.least = least;
    }

    Throughput least() {
        return least;
    }

    /**
     * Counts an event.
     *
     * @param waited how long the reader waited for it
     * @return how long the stream has been too slow; zero when it is not
     */
    Duration count(ChatEvent event, long waited) {
        int length;
        if (event instanceof ChatEvent.TextDelta delta) {
            length = delta.text().length();
        } else if (event instanceof ChatEvent.ToolCallDelta delta) {
            length = delta.fragment().length();
        } else {
            // it thinks, or is about to: what comes next may take its time
            measuring = false;
            return Duration.ZERO;
        }
        if (!measuring) {
            measuring = true;
            begin();
            return Duration.ZERO;
        }
        nanos += waited;
        tokens += Math.max(1.0, (double) length / CHARACTERS_A_TOKEN);
        if (nanos < TimeUnit.NANOSECONDS.convert(least.over())) {
            return Duration.ZERO;
        }
        boolean drips = tokens < least.tokensPerSecond() * nanos / TimeUnit.SECONDS.toNanos(1);
        Duration over = drips ? Duration.ofNanos(nanos) : Duration.ZERO;
        begin();
        return over;
    }

    private void begin() {
        nanos = 0;
        tokens = 0;
    }
}
