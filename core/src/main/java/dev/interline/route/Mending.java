package dev.interline.route;

import dev.interline.CallContext;
import dev.interline.ChatEvent;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.EventSource;
import dev.interline.error.ChatException;
import dev.interline.error.StreamBrokenException;
import dev.interline.error.TimedOutException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stream of a route: what the target that won sends, and, when that breaks and the rules allow it, the answer of
 * another target from its beginning. Read by one thread at a time.
 */
final class Mending implements EventSource {

    /** Runs a new race without the target that broke. */
    interface Again {
        Race.Won<Router.Answer> race(Target broken, boolean silent);
    }

    private final StreamRecovery recovery;
    private final boolean invisible;
    private final Again again;
    private final CallContext call;
    private Race.Won<Router.Answer> current;
    private ChatStream stream;
    private int shown;
    private boolean toolCallShown;

    /**
     * A stream that has its first content.
     *
     * @param invisible whether nobody has seen any of it, so that nothing needs to be taken back
     */
    Mending(Race.Won<Router.Answer> won, StreamRecovery recovery, boolean invisible, Again again, CallContext call) {
        this.recovery = recovery;
        this.invisible = invisible;
        this.again = again;
        this.call = call;
        this.current = won;
        this.stream = streamOf(won);
    }

    private static ChatStream streamOf(Race.Won<Router.Answer> won) {
        ChatStream stream = won.answer().stream();
        if (stream == null) {
            throw new IllegalStateException("only a stream can be mended");
        }
        return stream;
    }

    @Override
    public @Nullable ChatEvent next() {
        while (true) {
            try {
                return shown(stream.next());
            } catch (StreamBrokenException e) {
                ChatEvent over = restart(e);
                if (!invisible) {
                    return over;
                }
            }
        }
    }

    private @Nullable ChatEvent shown(@Nullable ChatEvent event) {
        if (event instanceof ChatEvent.TextDelta delta) {
            shown += delta.text().length();
        } else if (event instanceof ChatEvent.ToolCallStarted) {
            toolCallShown = true;
        } else if (event instanceof ChatEvent.Finished finished) {
            return new ChatEvent.Finished(
                    finished.response().toBuilder().trail(call.trail()).build());
        }
        return event;
    }

    private ChatEvent restart(StreamBrokenException broken) {
        if (recovery == StreamRecovery.FAIL || (toolCallShown && !invisible)) {
            throw broken;
        }
        Target from = current.target();
        stream.close();
        try {
            current = again.race(from, fellSilent(broken));
        } catch (ChatException e) {
            if (call.cancellation().isCancelled()) {
                throw e;
            }
            broken.addSuppressed(e);
            throw broken;
        }
        stream = streamOf(current);
        int discard = shown;
        shown = 0;
        toolCallShown = false;
        return new ChatEvent.FailedOver(from.name(), current.target().name(), causeOf(broken), discard);
    }

    private static boolean fellSilent(StreamBrokenException broken) {
        return broken.getCause() instanceof TimedOutException;
    }

    private static ChatException.Kind causeOf(StreamBrokenException broken) {
        return broken.getCause() instanceof ChatException cause ? cause.kind() : broken.kind();
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
