package dev.interline;

import dev.interline.error.ChatException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a call, or one attempt of it, ended. A call that opened a stream ends with the stream, not before.
 *
 * @param failure what went wrong; null when the answer is complete
 * @param firstContent from the start to the first content; null when none came
 * @param took from the start to the end
 * @param usage tokens, as far as they are known
 */
public record Ending(
        @Nullable ChatException failure, @Nullable Duration firstContent, Duration took, Usage usage) {

    /** Whether the answer is complete. */
    public boolean answered() {
        return failure == null;
    }
}
