package dev.interline.testkit;

import dev.interline.CallContext;
import dev.interline.ChatEvent;
import dev.interline.ChatResponse;
import dev.interline.EventSource;
import dev.interline.Message;
import dev.interline.Part;
import dev.interline.Profile;
import dev.interline.StopReason;
import dev.interline.Text;
import dev.interline.TrailLog;
import dev.interline.error.CancelledException;
import dev.interline.error.ChatException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A take on its way through one call. */
final class Rerun implements EventSource {
    private final Take take;
    private final List<Take.Beat> beats;
    private final Profile profile;
    private final CallContext context;
    private final boolean paced;
    private final TrailLog.Line line;
    private final List<Part> parts = new ArrayList<>();
    private final StringBuilder open = new StringBuilder();
    private final long start;
    private int at;
    private boolean over;

    /** @param paced whether everything takes the time that it took */
    Rerun(Take take, Profile profile, CallContext context, boolean paced) {
        this.take = take;
        this.beats = take.beats();
        this.profile = profile;
        this.context = context;
        this.paced = paced;
        this.line = context.line(profile);
        this.start = context.time().nanos();
    }

    @Override
    public @Nullable ChatEvent next() {
        if (over) {
            return null;
        }
        try {
            context.check();
            if (at < beats.size()) {
                Take.Beat beat = beats.get(at++);
                pause(beat.at());
                line.content();
                follow(beat.event());
                return beat.event();
            }
            return new ChatEvent.Finished(whole());
        } catch (ChatException e) {
            throw failed(e);
        }
    }

    /** The answer alone. */
    ChatResponse toEnd() {
        try {
            context.check();
            return whole();
        } catch (ChatException e) {
            throw failed(e);
        }
    }

    private ChatException failed(ChatException e) {
        e.locate(profile.id(), context.target());
        line.failed(e);
        over = true;
        return e;
    }

    private ChatResponse whole() {
        pause(take.took());
        ChatException failure = take.failure();
        if (failure != null) {
            throw failure;
        }
        ChatResponse answer = take.answer()
                .orElseThrow(() -> new IllegalStateException("a take of the cassette has neither answer nor failure"));
        line.content();
        line.done(answer.usage());
        over = true;
        return answer.toBuilder().trail(context.trail()).build();
    }

    private void pause(Duration until) {
        Duration left = until.minusNanos(context.time().nanos() - start);
        if (paced && left.compareTo(Duration.ZERO) > 0) {
            context.time().sleep(left, context);
        }
    }

    private void follow(ChatEvent event) {
        if (event instanceof ChatEvent.TextDelta delta) {
            open.append(delta.text());
        } else if (event instanceof ChatEvent.PartDone done) {
            open.setLength(0);
            parts.add(done.part());
        } else if (event instanceof ChatEvent.FailedOver moved && moved.discard() > 0) {
            open.setLength(0);
            parts.clear();
        }
    }

    @Override
    public Optional<ChatResponse> partial() {
        List<Part> all = new ArrayList<>(parts);
        if (!open.isEmpty()) {
            all.add(Text.of(open.toString()));
        }
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(ChatResponse.builder(profile.id())
                        .message(Message.assistant(all.toArray(new Part[0])))
                        .stopReason(new StopReason(StopReason.Kind.OTHER, ""))
                        .trail(context.trail())
                        .build());
    }

    @Override
    public void close() {
        if (!over) {
            line.failed(new CancelledException("the stream was closed before its end"));
        }
    }
}
