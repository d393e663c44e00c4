package dev.interline.simulation;

import dev.interline.Usage;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * A vendor's prompt cache: what a conversation has sent before is read from it for some minutes after its last use. The
 * numbers are those of the vendors' pages on prompt caching: OpenAI keeps beginnings of 1,024 tokens and more by itself,
 * in steps of 128; Anthropic keeps what is marked for five minutes, and writing costs; Gemini keeps beginnings of 4,096
 * tokens and more by itself.
 */
final class Cache {
    private final long least;
    private final long step;
    private final boolean writes;
    private final long lifetime;
    private final Map<String, Kept> kept = new HashMap<>();

    private record Kept(long tokens, long at) {}

    private Cache(long least, long step, boolean writes, Duration lifetime) {
        this.least = least;
        this.step = step;
        this.writes = writes;
        this.lifetime = lifetime.toNanos();
    }

    static Cache openAi() {
        return new Cache(1_024, 128, false, Duration.ofMinutes(10));
    }

    static Cache anthropic() {
        return new Cache(1_024, 1, true, Duration.ofMinutes(5));
    }

    static Cache gemini() {
        return new Cache(4_096, 1, false, Duration.ofMinutes(5));
    }

    /** Counts a request that begins with everything that the conversation has sent before. */
    Usage use(String conversation, long input, long output, long now) {
        Kept before = kept.get(conversation);
        long read = before == null || now - before.at > lifetime ? 0 : before.tokens;
        boolean keeps = input >= least;
        if (keeps) {
            kept.put(conversation, new Kept(input / step * step, now));
        }
        Usage.Builder usage = Usage.builder().input(input).output(output).cachedInput(read);
        return writes && keeps ? usage.cacheWrites(input - read).build() : usage.build();
    }
}
