package dev.interline.testing;

import dev.interline.CallContext;
import dev.interline.ChatEvent;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.ModelId;
import dev.interline.Profile;
import dev.interline.Usage;
import dev.interline.error.ChatException;
import dev.interline.policy.Defaults;
import dev.interline.time.Time;
import dev.interline.time.Timed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A model for tests that follows a script and notes what it was asked. Each call plays the next {@link Turn}; the last
 * one is played ever after:
 *
 * <pre>{@code
 * ScriptedModel.named("azure").throttled(ofSeconds(2)).says("hello")
 * }</pre>
 *
 * refuses the first call and answers every later one. Before a script is set, it answers {@code ok}. It behaves like a
 * model on a cloud in everything else: it keeps to deadlines and silence clocks, can be cancelled at any point and
 * writes its line into the trail. It waits on the clock of the call, so with a {@link ManualTime} nothing waits.
 * Thread-safe.
 */
public final class ScriptedModel implements ChatModel, Timed {
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Function<ChatRequest, Turn>> script = new ArrayList<>();
    private final List<ChatRequest> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger cancelled = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private volatile Profile profile;
    private volatile Time time = Time.system();

    private ScriptedModel(Profile profile) {
        this.profile = profile;
    }

    /** A model that is called {@code name} in trails and errors; nothing else is known of it. */
    public static ScriptedModel named(String name) {
        return new ScriptedModel(Profile.of(new ModelId("scripted", "", name)));
    }

    /** What is known of the model: {@code known(p -> p.reasons(false).contextWindow(8_000))}. */
    public ScriptedModel known(UnaryOperator<Profile.Builder> change) {
        profile = change.apply(profile.toBuilder()).build();
        return this;
    }

    /** The clock of calls that come without one; the machine's own unless set. */
    public ScriptedModel time(Time time) {
        this.time = time;
        return this;
    }

    @Override
    public Time time() {
        return time;
    }

    /** The next calls go like this, one turn each. */
    public ScriptedModel plays(Turn... turns) {
        lock.lock();
        try {
            for (Turn turn : turns) {
                script.add(request -> turn);
            }
        } finally {
            lock.unlock();
        }
        return this;
    }

    /** The next call goes as the request demands. */
    public ScriptedModel plays(Function<ChatRequest, Turn> turn) {
        lock.lock();
        try {
            script.add(turn);
        } finally {
            lock.unlock();
        }
        return this;
    }

    /** What was scripted last happens this many times, not once; what comes next in the script follows. */
    public ScriptedModel times(int times) {
        if (times < 1) {
            throw new IllegalArgumentException("a turn is played at least once, not " + times + " times");
        }
        lock.lock();
        try {
            if (script.isEmpty()) {
                throw new IllegalStateException("nothing is scripted yet that could be repeated");
            }
            Function<ChatRequest, Turn> last = script.get(script.size() - 1);
            for (int i = 1; i < times; i++) {
                script.add(last);
            }
        } finally {
            lock.unlock();
        }
        return this;
    }

    /** It answers. */
    public ScriptedModel says(String text) {
        return plays(Turn.says(text));
    }

    /** It calls a tool; the arguments are JSON text. */
    public ScriptedModel calls(String tool, String arguments) {
        return plays(Turn.calls(tool, arguments));
    }

    /** It fails; each call gets a new exception. */
    public ScriptedModel fails(Supplier<? extends ChatException> failure) {
        return plays(Turn.fails(failure));
    }

    /** It fails in this way, as a cloud would report it. */
    public ScriptedModel fails(ChatException.Kind kind) {
        return plays(Turn.fails(kind));
    }

    /** It is rate-limited and asks to be left alone for so long. */
    public ScriptedModel throttled(Duration retryAfter) {
        return fails(() -> Failures.of(ChatException.Kind.RATE_LIMITED, retryAfter));
    }

    /** It is rate-limited and does not say for how long. */
    public ScriptedModel throttled() {
        return fails(ChatException.Kind.RATE_LIMITED);
    }

    /** It is down. */
    public ScriptedModel unavailable() {
        return fails(ChatException.Kind.UNAVAILABLE);
    }

    /** It refuses the credential. */
    public ScriptedModel denied() {
        return fails(ChatException.Kind.DENIED);
    }

    /** It takes the request and never answers. */
    public ScriptedModel hangs() {
        return plays(Turn.hangs());
    }

    /** How often it was called. */
    public int calls() {
        return requests.size();
    }

    /** What it was asked, in order. */
    public List<ChatRequest> requests() {
        return List.copyOf(requests);
    }

    /**
     * What it was asked last.
     *
     * @throws AssertionError when it was never asked
     */
    public ChatRequest lastRequest() {
        if (requests.isEmpty()) {
            throw new AssertionError(profile.id().deployment() + " was never asked");
        }
        return requests.get(requests.size() - 1);
    }

    /**
     * Demands that it was asked so often.
     *
     * @throws AssertionError when it was not
     */
    public ScriptedModel mustHaveBeenAsked(int times) {
        if (calls() != times) {
            String should = times == 0 ? " should never have been asked" : " should have been asked " + often(times);
            throw new AssertionError(profile.id().deployment() + should + " and was asked " + often(calls()));
        }
        return this;
    }

    /**
     * Demands that it was never asked.
     *
     * @throws AssertionError when it was
     */
    public ScriptedModel mustNotHaveBeenAsked() {
        return mustHaveBeenAsked(0);
    }

    private static String often(int times) {
        return times == 0 ? "never" : times == 1 ? "once" : times + " times";
    }

    /** How many calls were cancelled, closed early, or ran out of time. */
    public int cancelled() {
        return cancelled.get();
    }

    /** How many calls and streams are open now; 0 when nothing leaks. */
    public int open() {
        return open.get();
    }

    @Override
    public Profile profile() {
        return profile;
    }

    @Override
    public ChatResponse chat(ChatRequest request, CallContext context) {
        context.begin(time, Defaults.deadline(request.options()));
        Duration least = Defaults.wholeSilence(profile, request.options());
        Duration set = context.silence().orElse(least);
        Playing playing = null;
        try {
            context.check();
            playing = play(request, context, set.compareTo(least) > 0 ? set : least, false);
            while (true) {
                if (playing.next() instanceof ChatEvent.Finished finished) {
                    context.content();
                    context.end(null, finished.response().usage());
                    return finished.response();
                }
            }
        } catch (ChatException e) {
            throw failed(e, context);
        } finally {
            if (playing != null) {
                playing.close();
            }
        }
    }

    @Override
    public ChatStream stream(ChatRequest request, CallContext context) {
        context.beginStream(time, Defaults.deadline(request.options()));
        try {
            context.check();
        } catch (ChatException e) {
            throw failed(e, context);
        }
        Playing playing = play(request, context, context.silence().orElse(Defaults.silence(profile)), true);
        ChatStream stream = ChatStream.of(playing, context).awaitContent(request.showsThinking());
        context.content();
        return stream;
    }

    private Playing play(ChatRequest request, CallContext context, Duration silence, boolean streaming) {
        Turn turn = next(request);
        open.incrementAndGet();
        context.onEnd(ending -> {
            ChatException failure = ending.failure();
            if (failure != null && context.cancellation().isCancelled()) {
                cancelled.incrementAndGet();
            }
        });
        return new Playing(turn, profile, request, context, silence, streaming, open::decrementAndGet);
    }

    private Turn next(ChatRequest request) {
        lock.lock();
        try {
            int nth = requests.size();
            requests.add(request);
            if (script.isEmpty()) {
                return Turn.says("ok");
            }
            return script.get(Math.min(nth, script.size() - 1)).apply(request);
        } finally {
            lock.unlock();
        }
    }

    private ChatException failed(ChatException e, CallContext context) {
        e.locate(profile.id(), context.target());
        context.end(e, Usage.UNKNOWN);
        e.attach(context.trail());
        return e;
    }

    @Override
    public String toString() {
        return "ScriptedModel[" + profile.id().deployment() + "]";
    }
}
