package dev.interline.route;

import dev.interline.CallContext;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.Ending;
import dev.interline.Hop;
import dev.interline.error.ChatException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Hears what happens on a route: what metrics and traces hang on. Methods run in the calls, on whatever thread
 * something happens: they are short, do not block, and may be called by several threads at once. What they throw is
 * logged and goes no further. A route without listeners does nothing for them.
 *
 * <pre>{@code
 * Router model = route.listening(new Listener() {
 *     @Override
 *     public void failedOver(Call call, Target from, Target to, ChatException.Kind cause) {
 *         counter.accept(call.route() + " left " + from.name() + ": " + cause);
 *     }
 * });
 * }</pre>
 */
public interface Listener {

    /**
     * One call of a route; the same object in everything that is told of it.
     *
     * @param route the route's name
     * @param request what is asked; its {@code toString} holds no content, its messages do
     * @param streaming whether the caller reads a stream
     * @param vectors whether vectors are wanted of the texts in the request's one message, and no answer
     * @param context the call's, with its tags, and its trail so far
     */
    record Call(String route, ChatRequest request, boolean streaming, boolean vectors, CallContext context) {
        /** One call for an answer. */
        public Call(String route, ChatRequest request, boolean streaming, CallContext context) {
            this(route, request, streaming, false, context);
        }
    }

    /** What happened to the health of a target. */
    enum Change {
        /** It failed again and again, and is left alone for a while. */
        OPENED,
        /** It answers again. */
        CLOSED,
        /** It refuses the credential, the model or the quota, and is left alone for a long while. */
        DENIED,
        /** It is rate-limited, and is left alone for as long as it asks to be. */
        THROTTLED,
        /** Its answers begin late, call after call: others are asked first for a while. */
        SLOWED
    }

    /** A call begins; it may be refused at once, where a budget is spent. */
    default void called(Call call) {}

    /**
     * A target is asked.
     *
     * @param attempt the context of this attempt; its {@code onEnd} tells how the attempt ends
     */
    default void attempted(Call call, Target target, Hop.Why why, CallContext attempt) {}

    /** A target was the first with content. */
    default void content(Call call, Target target, Duration after) {}

    /**
     * A call moves on to another target: nothing was shown yet, or the broken stream is mended.
     *
     * @param cause why it leaves the first one
     */
    default void failedOver(Call call, Target from, Target to, ChatException.Kind cause) {}

    /**
     * The health of a target changed.
     *
     * @param why what it did; null when it answered
     */
    default void changed(String route, Target target, Change change, @Nullable ChatException why) {}

    /** Nobody can be asked now: the call waits so long and looks again. */
    default void waited(Call call, Duration pause) {}

    /**
     * The whole answer is there, of a stream as well; {@link #ended} follows.
     *
     * @param response what the caller gets; its {@code toString} holds no content, its message does
     */
    default void answered(Call call, Target target, ChatResponse response) {}

    /** A call is over; of a stream, its reading. */
    default void ended(Call call, Ending ending) {}
}
