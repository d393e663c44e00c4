package dev.interline.tool;

import dev.interline.CallContext;
import dev.interline.ChatEvent;
import dev.interline.ChatModel;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.EventSource;
import dev.interline.error.ChatException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The streams of all rounds as one. Tools run on the thread that reads, between two rounds. */
final class LoopEvents implements EventSource {
    private final ChatModel model;
    private final Rounds rounds;
    private final CallContext call;
    private volatile boolean textOnly;
    private volatile @Nullable ChatStream now;
    private boolean begun;

    LoopEvents(ChatModel model, Rounds rounds, CallContext call) {
        this.model = model;
        this.rounds = rounds;
        this.call = call;
    }

    @Override
    public @Nullable ChatEvent next() {
        try {
            ChatEvent event = current().next();
            return event instanceof ChatEvent.Finished finished ? stepped(finished.response()) : event;
        } catch (ChatException e) {
            throw rounds.failed(e);
        }
    }

    private ChatStream current() {
        ChatStream open = now;
        if (open != null) {
            return open;
        }
        if (!begun) {
            begun = true;
            rounds.begin();
        }
        call.check();
        ChatStream next = ToolLoop.guarded(call, context -> model.stream(rounds.next(), context));
        now = next;
        if (textOnly) {
            next.textOnly();
        }
        return next;
    }

    private ChatEvent stepped(ChatResponse response) {
        ChatStream done = now;
        now = null;
        if (done != null) {
            done.close();
        }
        return rounds.goesOn(response)
                ? new ChatEvent.StepDone(rounds.step(response))
                : new ChatEvent.Finished(rounds.whole(response));
    }

    @Override
    public void textOnly() {
        textOnly = true;
        ChatStream open = now;
        if (open != null) {
            open.textOnly();
        }
    }

    @Override
    public Optional<ChatResponse> partial() {
        ChatStream open = now;
        return rounds.partial(open == null ? null : open.partial().orElse(null));
    }

    @Override
    public void close() {
        ChatStream open = now;
        if (open != null) {
            open.close();
        }
    }
}
