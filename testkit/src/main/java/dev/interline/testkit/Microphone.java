package dev.interline.testkit;

import dev.interline.ChatEvent;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.EventSource;
import dev.interline.error.ChatException;
import dev.interline.error.StreamBrokenException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A stream that is heard by a cassette while somebody else reads it. */
final class Microphone implements EventSource {

    private final ChatStream stream;
    private final Iterator<ChatEvent> events;
    private final Function<ChatEvent, Take.Beat> stamp;
    private final BiConsumer<List<Take.Beat>, ChatResponse> answered;
    private final BiConsumer<List<Take.Beat>, ChatException> failed;
    private final List<Take.Beat> beats = new ArrayList<>();

    Microphone(
            ChatStream stream,
            Function<ChatEvent, Take.Beat> stamp,
            BiConsumer<List<Take.Beat>, ChatResponse> answered,
            BiConsumer<List<Take.Beat>, ChatException> failed) {
        this.stream = stream;
        this.events = stream.iterator();
        this.stamp = stamp;
        this.answered = answered;
        this.failed = failed;
    }

    @Override
    public @Nullable ChatEvent next() {
        try {
            if (!events.hasNext()) {
                return null;
            }
            ChatEvent event = events.next();
            if (event instanceof ChatEvent.Finished finished) {
                answered.accept(beats, finished.response());
            } else {
                beats.add(stamp.apply(event));
            }
            return event;
        } catch (ChatException e) {
            // that it broke in the middle is said by the events before it
            boolean broke = e instanceof StreamBrokenException && e.getCause() instanceof ChatException;
            failed.accept(beats, broke ? (ChatException) e.getCause() : e);
            throw e;
        }
    }

    @Override
    public Optional<ChatResponse> partial() {
        return stream.partial();
    }

    @Override
    public void close() {
        stream.close();
    }
}
