package dev.interline.route;

import dev.interline.ChatEvent;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a target gives, read as events: a stream at its first content, or an answer that came whole.
 *
 * @param isRest whether it is the rest of an answer that began elsewhere
 */
record Answer(@Nullable ChatStream stream, @Nullable ChatResponse whole, boolean isRest) {

    static Answer of(ChatStream stream) {
        return new Answer(stream, null, false);
    }

    static Answer of(ChatResponse whole) {
        return new Answer(null, whole, false);
    }

    Answer continued() {
        return new Answer(stream, whole, true);
    }

    @Nullable
    ChatEvent next() {
        if (whole != null) {
            return new ChatEvent.Finished(whole);
        }
        return stream == null ? null : stream.next();
    }

    Optional<ChatResponse> partial() {
        return stream == null ? Optional.ofNullable(whole) : stream.partial();
    }

    void textOnly() {
        if (stream != null) {
            stream.textOnly();
        }
    }

    void close() {
        if (stream != null) {
            stream.close();
        }
    }
}
