package dev.interline;

import dev.interline.error.CancelledException;
import dev.interline.error.ChatException;
import dev.interline.error.DeadlineExceededException;
import dev.interline.error.Failure;
import dev.interline.error.TimedOutException;
import dev.interline.time.Time;
import dev.interline.time.Timer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to one call and not to the model: how long it may take, whether it is still wanted, tags, and who wants
 * to hear how it ended. Make one for each call; {@link #cancel()} and {@link #onEnd} may be used from any thread.
 *
 * <pre>{@code
 * CallContext call = CallContext.within(Duration.ofSeconds(20)).tag("tenant", "acme");
 * model.stream(request, call);
 * }</pre>
 *
 * <p>For those who write models: whoever receives a context {@linkplain #begin begins} it, ends it exactly once with
 * {@link #end}, and gives a {@linkplain #child child} to every model it asks in turn.
 */
public final class CallContext {
    private static final long NEVER = Long.MAX_VALUE;

    private final @Nullable CallContext parent;
    private final Cancellation cancellation;
    private final Map<String, String> tags;
    private final TrailLog trail;
    private final @Nullable Duration limit;
    private final String target;
    private final Hop.Why why;
    private final Duration waited;
    private final Runnable leaveParent;

    private final AtomicReference<@Nullable End> end;
    private volatile @Nullable Time time;
    private volatile long started;
    private volatile long firstContent = -1;
    private volatile long deadline = NEVER;
    private volatile boolean lent;
    private volatile Duration silentFor = Duration.ZERO;
    private volatile @Nullable Duration silence;
    private volatile @Nullable Timer timer;

    private CallContext(
            @Nullable CallContext parent,
            Cancellation cancellation,
            Map<String, String> tags,
            TrailLog trail,
            @Nullable Duration limit,
            String target,
            Hop.Why why,
            Duration waited,
            AtomicReference<@Nullable End> end) {
        this.parent = parent;
        this.end = end;
        this.cancellation = cancellation;
        this.tags = tags;
        this.trail = trail;
        this.limit = limit;
        this.target = target;
        this.why = why;
        this.waited = waited;
        this.leaveParent = parent == null
                ? () -> {}
                : parent.cancellation.onCancel(
                        () -> cancellation.cancel(parent.reason(), parent.cancellation.message()));
    }

    /** No limit of its own; the model's defaults hold. */
    public static CallContext create() {
        return root(null);
    }

    /**
     * The call, with everything that belongs to it, must be over in this time. The time begins when the first model
     * receives the context.
     *
     * @throws IllegalArgumentException when the limit is not above zero
     */
    public static CallContext within(Duration limit) {
        return root(positive(limit));
    }

    private static CallContext root(@Nullable Duration limit) {
        return new CallContext(
                null,
                new Cancellation(),
                Map.of(),
                new TrailLog(),
                limit,
                "",
                Hop.Why.FIRST,
                Duration.ZERO,
                new AtomicReference<>());
    }

    private static Duration positive(Duration limit) {
        if (limit.isZero() || limit.isNegative()) {
            throw new IllegalArgumentException("a call needs a time above zero, not " + limit);
        }
        return limit;
    }

    /** The same call with one more tag, for listeners, budgets and credentials that depend on the call. */
    public CallContext tag(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(tags);
        more.put(name, value);
        return new CallContext(parent, cancellation, Map.copyOf(more), trail, limit, target, why, waited, end);
    }

    /** The tags; empty when there are none. */
    public Map<String, String> tags() {
        return tags;
    }

    /** The caller no longer wants the answer: sockets are closed, waits end, the call throws. */
    public void cancel() {
        cancel("the caller cancelled the call");
    }

    /** As {@link #cancel()}, with a reason in words for the exception. */
    public void cancel(String message) {
        cancellation.cancel(Cancellation.Reason.CALLER, message);
    }

    /** Whether and why the call is no longer wanted. */
    public Cancellation cancellation() {
        return cancellation;
    }

    /** Hears how the call ended, exactly once, on the thread that ends it; at once when it has ended already. */
    public void onEnd(Consumer<Ending> listener) {
        while (true) {
            End before = end.get();
            if (before != null && before.ending != null) {
                listener.accept(before.ending);
                return;
            }
            if (end.compareAndSet(before, new End(listener, before, null))) {
                return;
            }
        }
    }

    /** How many requests were sent so far, by everything that belongs to the call. */
    public int attempts() {
        return trail.sent();
    }

    /** How long a target may be silent in this attempt; empty leaves it to the model's default. */
    public Optional<Duration> silence() {
        Duration own = silence;
        return own != null || parent == null ? Optional.ofNullable(own) : parent.silence();
    }

    /** For routes: sets how long a target may be silent in this attempt; null leaves it to the model's default. */
    public void silence(@Nullable Duration longest) {
        silence = longest;
    }

    /** What was tried so far. */
    public Trail trail() {
        return trail.snapshot();
    }

    // ---- for those who write models ----

    /**
     * For models: starts the clock of the call unless it runs already, and cancels the call at its deadline.
     *
     * @param fallback the limit when neither the caller nor a policy has set one; null for none
     */
    public void begin(Time time, @Nullable Duration fallback) {
        begin(time, fallback, false);
    }

    /**
     * For models that stream: as {@link #begin}, but the fallback holds only until the first {@link #content()}: a
     * stream that lives may take its time.
     */
    public void beginStream(Time time, @Nullable Duration fallback) {
        begin(time, fallback, true);
    }

    private void begin(Time time, @Nullable Duration fallback, boolean untilContent) {
        start(time);
        if (fallback != null && deadline() == NEVER) {
            deadline = time.nanos() + fallback.toNanos();
            lent = untilContent;
        }
        arm();
    }

    /** For models that ask others: starts the clock of the call unless it runs already. */
    public void start(Time time) {
        if (parent != null) {
            parent.start(time);
        }
        if (this.time == null) {
            this.time = time;
            this.started = time.nanos();
            if (limit != null) {
                deadline = started + limit.toNanos();
            }
        }
    }

    private void arm() {
        long at = deadline();
        Time clock = time();
        // a parent that watches its own deadline passes its cancellation on
        if (at != NEVER && timer == null && (deadline == at || !watched())) {
            timer = clock.after(Duration.ofNanos(Math.max(0, at - clock.nanos())), this::timeIsOver);
        }
    }

    private boolean watched() {
        for (CallContext above = parent; above != null; above = above.parent) {
            if (above.timer != null && above.deadline() == deadline()) {
                return true;
            }
        }
        return false;
    }

    private void timeIsOver() {
        Time clock = time();
        long at = deadline();
        if (at == NEVER) {
            return;
        }
        long left = at - clock.nanos();
        if (left > 0) {
            timer = clock.after(Duration.ofNanos(left), this::timeIsOver);
            return;
        }
        cancellation.cancel(
                Cancellation.Reason.DEADLINE,
                "not done within " + Duration.ofNanos(at - root().started).toMillis() + " ms");
    }

    private CallContext root() {
        CallContext root = this;
        while (root.parent != null) {
            root = root.parent;
        }
        return root;
    }

    private long deadline() {
        long own = deadline;
        return parent == null ? own : Math.min(own, parent.deadline());
    }

    /**
     * For models: the first content is there. A limit that was only a {@linkplain #begin fallback} has done its work:
     * a stream that lives may take its time.
     */
    public void content() {
        if (firstContent < 0) {
            firstContent = time().nanos() - started;
        }
        if (lent) {
            lift();
        }
    }

    /** For models: takes this context's own limit away; what its parents allow still holds. */
    public void lift() {
        lent = false;
        deadline = NEVER;
    }

    /** How much time is left; empty when there is no limit. Never negative. */
    public Optional<Duration> remaining() {
        long at = deadline();
        if (at == NEVER) {
            return limit == null ? Optional.empty() : Optional.of(limit);
        }
        return Optional.of(Duration.ofNanos(Math.max(0, at - time().nanos())));
    }

    /**
     * For models: goes on quietly while the call is wanted.
     *
     * @throws ChatException when it was cancelled or its time is over
     */
    public void check() {
        Time clock = time;
        if (!cancellation.isCancelled() && clock != null && deadline() - clock.nanos() <= 0) {
            timeIsOver();
        }
        if (cancellation.isCancelled()) {
            throw failure(null);
        }
    }

    /** For models: the exception that tells why the call was cancelled. */
    public ChatException failure(@Nullable Throwable cause) {
        String message = cancellation.message();
        return switch (reason()) {
            case DEADLINE -> new DeadlineExceededException(message, Failure.NONE, cause);
            case SILENCE ->
                new TimedOutException(TimedOutException.Clock.SILENCE, silentFor, message, Failure.NONE, cause);
            case THROUGHPUT ->
                new TimedOutException(TimedOutException.Clock.THROUGHPUT, silentFor, message, Failure.NONE, cause);
            default -> new CancelledException(message, Failure.NONE, cause);
        };
    }

    /** The clock of the target's signs of life has run out. */
    void silent(Cancellation.Reason reason, Duration ran, String message) {
        silentFor = ran;
        cancellation.cancel(reason, message);
    }

    private Cancellation.Reason reason() {
        Cancellation.Reason reason = cancellation.reason();
        return reason == null ? Cancellation.Reason.CALLER : reason;
    }

    /**
     * For models: the call is over. Only the first word counts.
     *
     * @param failure what went wrong; null when the answer is complete
     * @return whether this was the first word
     */
    public boolean end(@Nullable ChatException failure, Usage usage) {
        Time clock = time;
        Duration took = clock == null ? Duration.ZERO : Duration.ofNanos(clock.nanos() - started);
        Duration content = firstContent < 0 ? null : Duration.ofNanos(firstContent);
        End mine = new End(null, null, new Ending(failure, content, took, usage));
        End before = end.getAndUpdate(now -> now != null && now.ending != null ? now : mine);
        if (before != null && before.ending != null) {
            return false;
        }
        Timer running = timer;
        if (running != null) {
            running.stop();
            timer = null;
        }
        leaveParent.run();
        for (End waiting = before; waiting != null; waiting = waiting.next) {
            if (waiting.listener != null && mine.ending != null) {
                waiting.listener.accept(mine.ending);
            }
        }
        return true;
    }

    /** For models that ask others: a context for the next try, cancelled with this one and not the other way round. */
    public CallContext child() {
        return child(null, target, why, waited);
    }

    /** A child that may take this long. */
    public CallContext child(Duration limit) {
        return child(positive(limit), target, why, waited);
    }

    /**
     * A child for one attempt of a route.
     *
     * @param limit how long it may take; null for as long as this context
     * @param target the target's name
     * @param why why there is this attempt
     * @param waited how long the call waited before it, on purpose
     */
    public CallContext child(@Nullable Duration limit, String target, Hop.Why why, Duration waited) {
        CallContext child = new CallContext(
                this, new Cancellation(), tags, trail, limit, target, why, waited, new AtomicReference<>());
        Time clock = time;
        if (clock != null) {
            child.start(clock);
        }
        return child;
    }

    /** For models: opens a line in the trail for a request that is about to be sent. */
    public TrailLog.Line line(ModelId model) {
        return line(model, why);
    }

    /** As {@link #line(ModelId)}, for a request that has another reason than the attempt it belongs to. */
    public TrailLog.Line line(ModelId model, Hop.Why why) {
        return trail.add(new TrailLog.Line(why, target, model, true, sinceStart(), waited, time()));
    }

    /** For routes: a target was passed over and nothing was sent. */
    public void passedOver(String target, ModelId model, ChatException why) {
        TrailLog.Line line = new TrailLog.Line(this.why, target, model, false, sinceStart(), Duration.ZERO, time());
        line.failed(why);
        trail.add(line);
    }

    /** The name of the target that this attempt is for; empty outside a route. */
    public String target() {
        return target;
    }

    /** The clock of the call; the machine's own until a model has received the context. */
    public Time time() {
        Time clock = time;
        return clock == null ? Time.system() : clock;
    }

    private long sinceStart() {
        return time().nanos() - root().started;
    }

    private static final class End {
        final @Nullable Consumer<Ending> listener;
        final @Nullable End next;
        final @Nullable Ending ending;

        End(@Nullable Consumer<Ending> listener, @Nullable End next, @Nullable Ending ending) {
            this.listener = listener;
            this.next = next;
            this.ending = ending;
        }
    }
}
