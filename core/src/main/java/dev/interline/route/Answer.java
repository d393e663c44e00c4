package dev.interline.route;

import dev.interline.ChatEvent;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a target gives, read as events: a stream at its first content, or an answer that came whole. */
record Answer(@Nullable ChatStream stream, @Nullable ChatResponse whole) {

    static Answer of(ChatStream stream) {
        return new Answer(stream, null);
    }

    static Answer of(ChatResponse whole) {
        return new Answer(null, whole);
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
