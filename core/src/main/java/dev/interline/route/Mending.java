package dev.interline.route;

import dev.interline.CallContext;
import dev.interline.ChatEvent;
import dev.interline.ChatResponse;
import dev.interline.EventSource;
import dev.interline.error.Advice;
import dev.interline.error.AllTargetsFailedException;
import dev.interline.error.ChatException;
import dev.interline.error.StreamBrokenException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stream of a route: what the target that won sends, and, when that breaks and the rules allow it, the answer of
 * another target from its beginning. Read by one thread at a time.
 */
final class Mending implements EventSource {

    /** Runs a new race after the target broke. */
    interface Again {
        Race.Won<Answer> race(Target broken, ChatException cause);
    }

    private final Rules rules;
    private final boolean invisible;
    private final Again again;
    private final CallContext call;
    private volatile boolean textOnly;
    private Target target;
    private Answer answer;
    private int shown;
    private boolean toolCallShown;

    /**
     * A stream that has its first content.
     *
     * @param invisible whether nobody has seen any of it, so that nothing needs to be taken back
     */
    Mending(Race.Won<Answer> won, Rules rules, boolean invisible, Again again, CallContext call) {
        this.rules = rules;
        this.invisible = invisible;
        this.again = again;
        this.call = call;
        this.target = won.target();
        this.answer = won.answer();
    }

    @Override
    public @Nullable ChatEvent next() {
        while (true) {
            try {
                return shown(answer.next());
            } catch (ChatException e) {
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
        } else if (event instanceof ChatEvent.FailedOver over) {
            // a route inside the target mended its own stream
            shown -= over.discard();
        } else if (event instanceof ChatEvent.ToolCallStarted) {
            toolCallShown = true;
        } else if (event instanceof ChatEvent.Finished finished) {
            return new ChatEvent.Finished(
                    finished.response().toBuilder().trail(call.trail()).build());
        }
        return event;
    }

    private ChatEvent restart(ChatException broken) {
        ChatException cause = cause(broken);
        if (!mayRestart(cause)) {
            throw broken;
        }
        Target from = target;
        answer.close();
        Race.Won<Answer> won;
        try {
            won = again.race(from, cause);
        } catch (ChatException e) {
            throw notMended(broken, e);
        }
        target = won.target();
        answer = won.answer();
        int discard = shown;
        shown = 0;
        toolCallShown = false;
        return new ChatEvent.FailedOver(from.name(), target.name(), cause.kind(), discard);
    }

    private boolean mayRestart(ChatException cause) {
        boolean allowed = invisible || (rules.recovery() == StreamRecovery.RESTART && !textOnly && !toolCallShown);
        return allowed && !call.cancellation().isCancelled() && rules.advice(cause) != Advice.STOP;
    }

    /** Whoever has seen a part learns that it broke; whoever has seen nothing learns what everybody said. */
    private ChatException notMended(ChatException broken, ChatException e) {
        if (invisible || call.cancellation().isCancelled()) {
            if (e instanceof AllTargetsFailedException) {
                e.attach(broken.partial().orElse(null));
            }
            return e;
        }
        if (e != broken) {
            broken.addSuppressed(e);
        }
        return broken;
    }

    private static ChatException cause(ChatException broken) {
        return broken instanceof StreamBrokenException && broken.getCause() instanceof ChatException cause
                ? cause
                : broken;
    }

    @Override
    public void textOnly() {
        textOnly = true;
        answer.textOnly();
    }

    @Override
    public Optional<ChatResponse> partial() {
        return answer.partial();
    }

    @Override
    public void close() {
        answer.close();
    }
}
