package dev.interline.simulation;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A deployment with a quota of tokens and requests a minute. Requests are counted in windows of 1 and of 10 s, refused
 * ones too; tokens in windows of 10 s and of a minute, as the prompt and the most that may be answered, and nothing of it
 * is given back. It says when the window that was full begins anew, in whole seconds. Source: "Manage Azure OpenAI quota",
 * Microsoft Learn.
 */
final class AzureWall implements Wall {
    private static final double MINUTE = Duration.ofMinutes(1).toNanos();

    private final double requestsPerMinute;
    private final double tokensPerMinute;
    private final List<Window> requests;
    private final List<Window> tokens;
    private double calls;
    private double reserved;

    AzureWall(double requestsPerMinute, double tokensPerMinute, double phase) {
        this.requestsPerMinute = requestsPerMinute;
        this.tokensPerMinute = tokensPerMinute;
        this.requests = List.of(
                new Window(Duration.ofSeconds(1), requestsPerMinute / 60, phase),
                new Window(Duration.ofSeconds(10), requestsPerMinute / 6, phase));
        this.tokens = List.of(
                new Window(Duration.ofSeconds(10), tokensPerMinute / 6, phase),
                new Window(Duration.ofSeconds(60), tokensPerMinute, phase));
    }

    @Override
    public @Nullable Duration refusal(long now, Size size) {
        double reserve = (double) size.input() + size.cap();
        long left = 0;
        for (Window window : requests) {
            left = window.fits(1, now) ? left : Math.max(left, window.left(now));
            window.add(1, now);
        }
        for (Window window : tokens) {
            left = window.fits(reserve, now) ? left : Math.max(left, window.left(now));
        }
        if (left > 0) {
            return Duration.ofSeconds((left + 999_999_999) / 1_000_000_000);
        }
        tokens.forEach(window -> window.add(reserve, now));
        calls++;
        reserved += reserve;
        return null;
    }

    @Override
    public double used(long now) {
        return Math.max(calls / requestsPerMinute, reserved / tokensPerMinute) / (now / MINUTE);
    }
}
