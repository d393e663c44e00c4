package dev.interline.route;

import dev.interline.CallContext;
import dev.interline.Cancellation;
import dev.interline.ChatEvent;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.Effort;
import dev.interline.EventSource;
import dev.interline.Reasoning;
import dev.interline.error.Advice;
import dev.interline.error.AllTargetsFailedException;
import dev.interline.error.ChatException;
import dev.interline.error.StreamBrokenException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stream of a route: what the target that won sends, and, when that breaks and the rules allow it, the rest or the
 * whole of the answer from another target. Read by one thread at a time.
 */
final class Mending implements EventSource {

    /** Runs a new race after the target broke. */
    interface Again {
        /**
         * Runs it.
         *
         * @param seam where the answer may be gone on with; null when it has to begin anew
         * @param mayBeginAnew whether it may
         */
        Race.Won<Answer> race(Target broken, ChatException cause, @Nullable Seam seam, boolean mayBeginAnew);

        /** The caller has the whole answer. */
        void answered(Target target, ChatResponse response);
    }

    private final Rules rules;
    private final ChatRequest request;
    private final boolean invisible;
    private final Again again;
    private final CallContext call;
    private final @Nullable Pace pace;
    private volatile boolean textOnly;
    private Race.Won<Answer> now;
    private @Nullable Seam seam;
    private int shown;
    private boolean textClosed;
    private boolean toolCallShown;

    /**
     * A stream that has its first content.
     *
     * @param invisible whether nobody has seen any of it, so that nothing needs to be taken back
     */
    Mending(Race.Won<Answer> won, Rules rules, ChatRequest request, boolean invisible, Again again, CallContext call) {
        this.rules = rules;
        this.request = request;
        this.invisible = invisible;
        this.again = again;
        this.call = call;
        this.now = won;
        this.pace = rules.minThroughput == null ? null : new Pace(rules.minThroughput);
    }

    /** Who answers now. */
    Target target() {
        return now.target();
    }

    @Override
    public @Nullable ChatEvent next() {
        while (true) {
            try {
                ChatEvent event = pull();
                if (event == null) {
                    return null;
                }
                ChatEvent passed = seam == null ? event : seam.pass(event);
                if (passed != null) {
                    return shown(passed);
                }
            } catch (ChatException e) {
                ChatEvent over = mend(e);
                if (!invisible) {
                    return over;
                }
            }
        }
    }

    private @Nullable ChatEvent pull() {
        ChatEvent held = seam == null ? null : seam.held();
        if (held != null) {
            return held;
        }
        if (pace == null) {
            return now.answer().next();
        }
        long start = rules.time.nanos();
        ChatEvent event = now.answer().next();
        Duration slow = event == null ? Duration.ZERO : pace.count(event, rules.time.nanos() - start);
        if (!slow.isZero()) {
            // what has come is shown; the next pull finds the attempt cancelled
            now.attempt()
                    .timeOut(
                            Cancellation.Reason.THROUGHPUT,
                            slow,
                            "slower than " + pace.least().tokensPerSecond() + " tokens per second for "
                                    + slow.toMillis() + " ms");
        }
        return event;
    }

    private ChatEvent shown(ChatEvent event) {
        if (event instanceof ChatEvent.TextDelta delta) {
            shown += delta.text().length();
            textClosed = false;
        } else if (event instanceof ChatEvent.PartDone) {
            textClosed = true;
        } else if (event instanceof ChatEvent.FailedOver over) {
            // a route inside the target mended its own stream
            shown -= over.discard();
        } else if (event instanceof ChatEvent.ToolCallStarted) {
            toolCallShown = true;
        } else if (event instanceof ChatEvent.Finished finished) {
            ChatResponse response =
                    finished.response().toBuilder().trail(call.trail()).build();
            if (!invisible) {
                again.answered(now.target(), response);
            }
            return new ChatEvent.Finished(response);
        }
        return event;
    }

    private ChatEvent mend(ChatException broken) {
        Optional<ChatResponse> soFar = partial(broken);
        if (seam != null) {
            broken.attach(soFar.orElse(null));
        }
        ChatException cause = cause(broken);
        boolean mayBeginAnew = mayBeginAnew();
        Seam next = mayContinue() && soFar.isPresent() ? Seam.after(soFar.get(), shown, textClosed) : null;
        if (!mayMend(cause) || (!mayBeginAnew && next == null)) {
            throw broken;
        }
        Target from = now.target();
        now.answer().close();
        try {
            now = again.race(from, cause, next, mayBeginAnew);
        } catch (ChatException e) {
            throw notMended(broken, e);
        }
        if (textOnly) {
            now.answer().textOnly();
        }
        boolean goesOn = now.answer().isRest();
        seam = goesOn ? next : null;
        int discard = goesOn ? 0 : shown;
        shown -= discard;
        toolCallShown = false;
        return new ChatEvent.FailedOver(from.name(), now.target().name(), cause.kind(), discard);
    }

    private boolean mayMend(ChatException cause) {
        return !call.cancellation().isCancelled() && rules.advice(cause) != Advice.STOP;
    }

    private boolean mayBeginAnew() {
        return invisible || (rules.recovery != StreamRecovery.FAIL && !textOnly && !toolCallShown);
    }

    private boolean mayContinue() {
        Reasoning reasoning = request.options().reasoning();
        return rules.recovery == StreamRecovery.CONTINUE
                && !invisible
                && !toolCallShown
                && request.output() == null
                && (reasoning == null || Effort.NONE.equals(reasoning.effort()));
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
        now.answer().textOnly();
    }

    @Override
    public Optional<ChatResponse> partial() {
        return joined(now.answer().partial());
    }

    private Optional<ChatResponse> partial(ChatException broken) {
        return joined(broken.partial().or(() -> now.answer().partial()));
    }

    private Optional<ChatResponse> joined(Optional<ChatResponse> rest) {
        Seam at = seam;
        return at == null ? rest : rest.map(at::join).or(() -> Optional.of(at.alone()));
    }

    @Override
    public void close() {
        now.answer().close();
    }
}
