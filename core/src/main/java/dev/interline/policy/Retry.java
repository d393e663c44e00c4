package dev.interline.policy;

import dev.interline.CallContext;
import dev.interline.Hop;
import dev.interline.Usage;
import dev.interline.error.Advice;
import dev.interline.error.ChatException;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks the same model again when its failure says that this may help. For a model that stands alone; a router has its
 * own, better rules, and refuses this policy around or inside it. Waits as {@link Backoff} says, never beyond the
 * deadline of the call. Immutable.
 *
 * <pre>{@code
 * ChatModel model = azure.with(Deadline.of(Duration.ofSeconds(60)), Retry.upTo(3)); // within a minute
 * }</pre>
 */
public final class Retry implements Policy, Repeating {
    private final int tries;
    private final Duration longestWait;

    private Retry(int tries, Duration longestWait) {
        this.tries = tries;
        this.longestWait = longestWait;
    }

    /**
     * At most this many tries, the first one included.
     *
     * @throws IllegalArgumentException when it is less than 1
     */
    public static Retry upTo(int tries) {
        if (tries < 1) {
            throw new IllegalArgumentException("a call takes at least 1 try, not " + tries);
        }
        return new Retry(tries, Defaults.MAX_RETRY_WAIT_ALONE);
    }

    /** Gives up instead of waiting longer than this for the next try; 30 seconds unless set. */
    public Retry longestWait(Duration longest) {
        if (longest.isNegative()) {
            throw new IllegalArgumentException("the longest wait must not be negative: " + longest);
        }
        return new Retry(tries, longest);
    }

    @Override
    public <T> T apply(Attempt<T> attempt, CallContext context) {
        Duration waited = Duration.ZERO;
        for (int nth = 1; ; nth++) {
            CallContext run = nth == 1 ? context.child() : context.attempt(context.target(), Hop.Why.RETRY, waited);
            try {
                return attempt.run(run);
            } catch (ChatException e) {
                run.end(e, Usage.UNKNOWN);
                if (nth >= tries || e.advice() != Advice.RETRY) {
                    throw e;
                }
                waited = Backoff.before(e, nth, context.time());
                if (waited.compareTo(longestWait) > 0 || !fits(waited, context)) {
                    throw e;
                }
                context.time().sleep(waited, context);
            }
        }
    }

    private static boolean fits(Duration wait, CallContext context) {
        Optional<Duration> remaining = context.remaining();
        return remaining.isEmpty() || wait.compareTo(remaining.get()) < 0;
    }
}
