package dev.interline;

import dev.interline.error.ChatException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the events of a {@link ChatStream} come from; implemented by those who write models. Used by one thread at a
 * time. It must not hold on to the stream that reads it.
 */
public interface EventSource {

    /**
     * Waits for the next event. The last one is a {@link ChatEvent.Finished}.
     *
     * @return null after the last event; null before it is taken for a broken stream
     * @throws ChatException when the stream breaks or the call is cancelled
     */
    @Nullable
    ChatEvent next();

    /** Frees what the source holds. Called once, never while {@link #next} runs. */
    void close();

    /** The reader takes text alone and cannot take any back: a broken stream must fail and not begin anew elsewhere. */
    default void textOnly() {}

    /** What has been answered until now, as an incomplete response; empty when nothing has. */
    default Optional<ChatResponse> partial() {
        return Optional.empty();
    }
}
