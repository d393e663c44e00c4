package dev.interline.tool;

import dev.interline.CallContext;
import dev.interline.Carrier;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Conversation;
import dev.interline.Profile;
import dev.interline.Usage;
import dev.interline.error.ChatException;
import dev.interline.error.Failure;
import dev.interline.error.ToolFailedException;
import dev.interline.error.UnreadableException;
import dev.interline.policy.Repeating;
import dev.interline.time.Time;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A model with tools: it runs what the model calls, sends back what comes of it, and goes on until the answer is there.
 * Made by {@link ChatModel#withTools}; each setting gives another loop.
 *
 * <pre>{@code
 * ChatModel model = router.withTools(weather, calendar)
 *         .parallel(executor)
 *         .timeout(Duration.ofSeconds(20))
 *         .onStep(done -> store.save(id, done));
 * }</pre>
 *
 * <p>The answer's {@link ChatResponse#messages()} hold every step; its usage, cost and trail are those of all rounds. A
 * stream brings the events of all rounds, a {@code StepDone} after the tools of each, and one {@code Finished}.
 *
 * <p>An exception carries the {@linkplain ChatException#conversation() conversation} of completed steps, and {@link
 * #resume} goes on from there. Tools stand around a route, never in it: a step that fails over is asked again, and no
 * tool is run twice for it. What is set on model or route bounds each round, the {@link CallContext} everything.
 * Thread-safe.
 */
public final class ToolLoop implements ChatModel, Repeating {
    private final ChatModel inner;
    private final Habits habits;

    private ToolLoop(ChatModel inner, Habits habits) {
        this.inner = inner;
        this.habits = habits;
    }

    /**
     * The model with these tools; those that it has already stay.
     *
     * @throws IllegalArgumentException when two tools have the same name
     */
    public static ToolLoop of(ChatModel model, List<Tool> tools) {
        if (model instanceof ToolLoop loop) {
            return loop.with(habits -> habits.add(tools));
        }
        return new ToolLoop(model, new Habits().with(habits -> habits.add(tools)));
    }

    private ToolLoop with(Consumer<Habits> change) {
        return new ToolLoop(inner, habits.with(change));
    }

    /**
     * How often the model is asked at most, the first time included; 10 unless set. A model that still calls tools then
     * fails the call with a {@link ToolFailedException}.
     *
     * @throws IllegalArgumentException when it is below 1
     */
    public ToolLoop maxRounds(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("a model is asked at least once, not " + most + " times");
        }
        return with(habits -> habits.maxRounds = most);
    }

    /**
     * Runs the tools of a step side by side, also a single one; they run in turn on the calling thread unless set. What
     * the executor rejects runs on the calling thread. When one fails, the others still run to their ends.
     */
    public ToolLoop parallel(Executor executor) {
        return with(habits -> habits.executor = executor);
    }

    /** What is taken to the threads of {@link #parallel}; SLF4J's diagnostic context unless set. */
    public ToolLoop carrying(Carrier carrier) {
        return with(habits -> habits.carrier = carrier);
    }

    /**
     * How long each tool may run; as long as the call unless set. A tool whose time is over is interrupted, its context
     * cancelled, and it counts as failed. On the calling thread one that does not hear interrupts is waited for; on an
     * executor it is left behind.
     *
     * @throws IllegalArgumentException when it is not above zero
     */
    public ToolLoop timeout(Duration each) {
        if (each.isZero() || each.isNegative()) {
            throw new IllegalArgumentException("a tool needs a time above zero, not " + each);
        }
        return with(habits -> habits.timeout = each);
    }

    /** Who decides whether a call is run; every call is unless set. */
    public ToolLoop approving(Approval approval) {
        return with(habits -> habits.approval = approval);
    }

    /**
     * What the model reads when a tool throws, so that it can try something else; null, as for every exception unless
     * set, fails the call with a {@link ToolFailedException} instead. A tool that was not done in time comes here as a
     * {@link java.util.concurrent.TimeoutException}; a {@link ToolError} always goes to the model.
     */
    public ToolLoop explaining(Function<Exception, @Nullable String> words) {
        return with(habits -> habits.explaining = words);
    }

    /**
     * Hears of the whole conversation after every completed step, on the calling thread, before the model is asked
     * again: the place to keep it, so that a call can be {@linkplain #resume resumed} by another process. What it
     * throws ends the call.
     */
    public ToolLoop onStep(Consumer<Conversation> listener) {
        Consumer<Conversation> before = habits.onStep;
        return with(habits -> habits.onStep = before.andThen(listener));
    }

    /** The clock of calls that come without one. */
    public ToolLoop time(Time time) {
        return with(habits -> habits.time = time);
    }

    /** The model without its tools. */
    public ChatModel inner() {
        return inner;
    }

    /** The tools, in order. */
    public List<Tool> tools() {
        return List.copyOf(habits.tools.values());
    }

    @Override
    public Profile profile() {
        return inner.profile();
    }

    /**
     * Goes on with a conversation that was kept by {@link #onStep} or comes from an exception, without settings. Calls
     * in it that have no results yet are run first.
     *
     * @throws IllegalArgumentException when nothing has been said in it
     */
    public ChatResponse resume(Conversation conversation) {
        return resume(conversation, CallContext.create());
    }

    /** As {@link #resume(Conversation)}. For settings use {@code chat(conversation.request(like), context)}. */
    public ChatResponse resume(Conversation conversation, CallContext context) {
        return chat(conversation.request(), context);
    }

    /** As {@link #resume(Conversation, CallContext)}, and streams the rest. */
    public ChatStream resumeStream(Conversation conversation, CallContext context) {
        return stream(conversation.request(), context);
    }

    @Override
    public ChatResponse chat(ChatRequest request, CallContext context) {
        context.begin(habits.time, null);
        Rounds rounds = new Rounds(habits, request, context);
        try {
            rounds.begin();
            while (true) {
                context.check();
                ChatResponse response = guarded(context, child -> inner.chat(rounds.next(), child));
                if (!rounds.goesOn(response)) {
                    ChatResponse whole = rounds.whole(response);
                    context.end(null, whole.usage());
                    return whole;
                }
                rounds.step(response);
            }
        } catch (ChatException e) {
            throw failed(rounds.failed(e), rounds, context);
        } catch (RuntimeException | Error e) {
            context.end(crash(e), rounds.usage());
            throw e;
        }
    }

    @Override
    public ChatStream stream(ChatRequest request, CallContext context) {
        context.begin(habits.time, null);
        Rounds rounds = new Rounds(habits, request, context);
        try {
            ChatStream stream = ChatStream.of(new LoopEvents(inner, rounds, context), context)
                    .awaitContent(request.showsThinking());
            context.content();
            return stream;
        } catch (ChatException e) {
            throw failed(e, rounds, context);
        } catch (RuntimeException | Error e) {
            context.end(crash(e), rounds.usage());
            throw e;
        }
    }

    /** A model that throws without a word on its context must not leave it open. */
    static <T> T guarded(CallContext context, Function<CallContext, T> ask) {
        CallContext child = context.child();
        try {
            return ask.apply(child);
        } catch (ChatException e) {
            child.end(e, Usage.UNKNOWN);
            throw e;
        } catch (RuntimeException | Error e) {
            child.end(crash(e), Usage.UNKNOWN);
            throw e;
        }
    }

    private static ChatException failed(ChatException e, Rounds rounds, CallContext context) {
        context.end(e, rounds.usage());
        e.attach(context.trail());
        return e;
    }

    private static ChatException crash(Throwable e) {
        return new UnreadableException("a model or a tool's listener failed unexpectedly", Failure.NONE, e);
    }

    @Override
    public String toString() {
        return "ToolLoop[" + inner.profile().id() + ", " + habits.names() + "]";
    }
}
