package dev.interline.policy;

import dev.interline.CallContext;
import dev.interline.Profile;
import dev.interline.error.ChatException;

/**
 * What may be done around a call: try it again, limit it, count it, not do it at all. A policy knows neither JSON nor
 * HTTP, and not whether the call streams: of a stream it sees the attempt up to the first content, and hears of the end
 * by {@link CallContext#onEnd}. Implementations are thread-safe.
 *
 * <pre>{@code
 * static final class Logged implements Policy {
 *     @Override
 *     public <T> T apply(Attempt<T> attempt, CallContext context) {
 *         CallContext run = context.child();
 *         run.onEnd(ending -> System.out.println(attempt.target().id() + ": " + ending.usage()));
 *         return attempt.run(run);
 *     }
 * }
 * }</pre>
 */
public interface Policy {

    /**
     * Runs the attempt once, several times, later, or not at all.
     *
     * @param context the call's; give a {@linkplain CallContext#child child} of it to every run
     * @throws ChatException when there is no answer
     */
    <T> T apply(Attempt<T> attempt, CallContext context);

    /** One call of a model that can be run more than once. */
    interface Attempt<T> {
        /** Who would answer. */
        Profile target();

        /** How large the call is. */
        Estimate estimate();

        /**
         * Asks.
         *
         * @throws ChatException when there is no answer
         */
        T run(CallContext context);

        /** Frees an answer that nobody will read, because another one was faster. */
        void discard(T loser);
    }
}
