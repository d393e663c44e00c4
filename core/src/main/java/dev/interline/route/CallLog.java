package dev.interline.route;

import dev.interline.CallContext;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Ending;
import dev.interline.error.ChatException;
import dev.interline.policy.Policy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs one line for each call when it is over, at INFO under the name {@value #CALLS}: who answered, when the first
 * content came and when the last, tokens, cost, requests on the wire, and how the budgets stand.
 *
 * <pre>{@code
 * Router model = Router.over(azure, bedrock).listening(CallLog.lines());   // or log-calls: true in the file
 * }</pre>
 *
 * <pre>
 * chat answered: target=bedrock took=1840ms first-content=412ms in=1204 cached=83% out=96 cost=$0.00214 requests=2 stop=STOP
 * chat failed: error=TIMED_OUT target=azure took=30000ms requests=1 cost=unknown
 * </pre>
 *
 * <p>A number that nobody told is left out. What was said is never logged but with {@link #withContent()}. A model
 * without a route gets its lines as a {@link Policy}, {@code model.with(CallLog.lines())}. Thread-safe.
 */
public final class CallLog implements Listener, Policy {
    /** The name of the logger of the lines. */
    public static final String CALLS = "dev.interline.calls";

    /** The name of the logger of what was said. */
    public static final String CONTENT = "dev.interline.content";

    private static final Logger LINES = LoggerFactory.getLogger(CALLS);
    private static final Logger SAID = LoggerFactory.getLogger(CONTENT);

    private final boolean content;
    /** Between the whole answer and the end of its call. */
    private final Map<CallContext, ChatResponse> answers = new ConcurrentHashMap<>();

    private CallLog(boolean content) {
        this.content = content;
    }

    /** Lines without content. */
    public static CallLog lines() {
        return new CallLog(false);
    }

    /**
     * Besides, for calls of routes, everything that was said, the system prompt and the answer included, at INFO under the
     * name {@value #CONTENT}. Think of who reads the log, and for how long it is kept.
     */
    public CallLog withContent() {
        return new CallLog(true);
    }

    // ---- on a route ----

    @Override
    public void answered(Call call, Target target, ChatResponse response) {
        if (LINES.isInfoEnabled() || content) {
            answers.put(call.context(), response);
        }
    }

    @Override
    public void ended(Call call, Ending ending) {
        ChatResponse response = answers.remove(call.context());
        write(call.route(), call.context(), ending, response);
        if (content && SAID.isInfoEnabled()) {
            SAID.info("{}", Transcript.of(call.route(), call.request(), ending, response));
        }
    }

    // ---- around a model ----

    @Override
    public <T> T apply(Attempt<T> attempt, CallContext context) {
        String name = attempt.target().id().toString();
        Answer answer = new Answer();
        context.onEnd(ending -> write(name, context, ending, answer.response()));
        T found = attempt.run(context);
        if (found instanceof ChatResponse response) {
            answer.told = () -> response;
        } else if (found instanceof ChatStream stream) {
            answer.told = () -> stream.partial().orElse(null);
        }
        return found;
    }

    /** What is known of an answer once its call is over. */
    private static final class Answer {
        volatile @Nullable Supplier<@Nullable ChatResponse> told;

        @Nullable
        ChatResponse response() {
            Supplier<@Nullable ChatResponse> known = told;
            return known == null ? null : known.get();
        }
    }

    private static void write(String who, CallContext call, Ending ending, @Nullable ChatResponse response) {
        if (!LINES.isInfoEnabled()) {
            return;
        }
        ChatException failure = ending.failure();
        LINES.info(
                "{}",
                failure == null
                        ? CallLine.answered(who, call, ending, response)
                        : CallLine.failed(who, call, ending, failure));
    }
}
