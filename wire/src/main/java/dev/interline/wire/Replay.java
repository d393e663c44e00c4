package dev.interline.wire;

import dev.interline.ChatEvent;
import dev.interline.ChatResponse;
import dev.interline.EventSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The events of an answer that came whole, for callers who wanted a stream where the target has none. */
final class Replay implements EventSource {
    private final Assembler out;
    private final ChatResponse response;
    private boolean finished;

    Replay(Assembler out, ChatResponse response) {
        this.out = out;
        this.response = response;
        out.closeParts();
    }

    @Override
    public @Nullable ChatEvent next() {
        ChatEvent event = out.poll();
        if (event == null && !finished) {
            finished = true;
            return new ChatEvent.Finished(response);
        }
        return event;
    }

    @Override
    public Optional<ChatResponse> partial() {
        return Optional.of(response);
    }

    @Override
    public void close() {
        // the connection was given back when the answer was read
    }
}
