package dev.interline.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.ChatEvent;
import org.jspecify.annotations.Nullable;

/** How fast a stream comes to whoever reads it in a {@link Schedule}, where a least speed is demanded. */
final class Tempo {
    private static final double SECOND = 1e9;

    private final @Nullable Throughput least;
    private boolean running;
    private double seconds;
    private double longest;
    private double tokens;

    Tempo(@Nullable Throughput least) {
        this.least = least;
    }

    void count(@Nullable ChatEvent event, long nanos) {
        if (least == null || !(event instanceof ChatEvent.TextDelta delta)) {
            running = false;
            return;
        }
        if (!running) {
            running = true;
            seconds = 0;
            longest = 0;
            tokens = 0;
            return;
        }
        seconds += nanos / SECOND;
        longest = Math.max(longest, nanos / SECOND);
        tokens += Math.max(1, delta.text().length() / 4.0);
        // what comes in the window that is not over yet is not judged, nor the event that ends it
        double judged = seconds - least.over().toSeconds() - longest;
        assertThat(tokens).as("a stream that drips").isGreaterThanOrEqualTo(least.tokensPerSecond() * judged);
    }
}
