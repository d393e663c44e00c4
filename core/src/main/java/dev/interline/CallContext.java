package dev.interline;

import dev.interline.budget.Balance;
import dev.interline.error.CancelledException;
import dev.interline.error.ChatException;
import dev.interline.error.DeadlineExceededException;
import dev.interline.error.Failure;
import dev.interline.error.TimedOutException;
import dev.interline.time.Time;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
    private final @Nullable CallContext parent;
    private final Shared shared;
    private final Map<String, String> tags;

    /** What all copies of one context have in common. */
    private static final class Shared extends Tally {
        private static final Runnable NOTHING = () -> {};

        final Cancellation cancellation;
        final Endings endings = new Endings();
        final CallClock clock;
        final TrailLog trail;
        final Allowance allowance;
        final String target;
        final Hop.Why why;
        final Duration waited;
        final Runnable leaveParent;
        volatile @Nullable Duration silence;

        Shared(
                @Nullable CallContext parent,
                @Nullable Duration limit,
                Allowance allowance,
                String target,
                Hop.Why why,
                Duration waited) {
            super(parent == null ? null : parent.shared);
            this.cancellation =
                    parent == null ? new Cancellation() : parent.cancellation().another();
            this.clock = new CallClock(parent == null ? null : parent.shared.clock, cancellation, limit);
            this.trail = parent == null ? new TrailLog() : parent.shared.trail;
            this.allowance = allowance;
            this.target = target;
            this.why = why;
            this.waited = waited;
            this.leaveParent = parent == null ? NOTHING : parent.cancellation().passOn(cancellation);
        }
    }

    private CallContext(@Nullable CallContext parent, Shared shared, Map<String, String> tags) {
        this.parent = parent;
        this.shared = shared;
        this.tags = tags;
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
                null, new Shared(null, limit, Allowance.NONE, "", Hop.Why.FIRST, Duration.ZERO), Map.of());
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
        return new CallContext(parent, shared, Map.copyOf(more));
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
        cancellation().cancel(Cancellation.Reason.CALLER, message);
    }

    /** Whether and why the call is no longer wanted. */
    public Cancellation cancellation() {
        return shared.cancellation;
    }

    /** Hears how the call ended, exactly once, on the thread that ends it; at once when it has ended already. */
    public void onEnd(Consumer<Ending> listener) {
        shared.endings.add(listener);
    }

    /**
     * Hears of each request on the wire as soon as it is over, answered or not, also of those that lost a race and end
     * after the call; on the thread that ends it. Those of contexts made from this one count, others of the same call do
     * not. For budgets and meters: what each cost stands in its {@link Hop#cost()}.
     */
    public void onHop(Consumer<Hop> listener) {
        shared.listen(listener);
    }

    /** How many requests were sent so far, by everything that belongs to the call. */
    public int attempts() {
        return shared.trail.sent();
    }

    /** How long a target may be silent in this attempt; empty leaves it to the model's default. */
    public Optional<Duration> silence() {
        Duration own = shared.silence;
        return own != null || parent == null ? Optional.ofNullable(own) : parent.silence();
    }

    /** For routes: sets how long a target may be silent in this attempt; null leaves it to the model's default. */
    public void silence(@Nullable Duration longest) {
        shared.silence = longest;
    }

    /**
     * For budgets: what the trail of the call tells of one.
     *
     * @param account whose it is; the last word on one account counts
     * @param now how it stands, asked whenever the trail is
     */
    public void watch(String account, Supplier<Balance> now) {
        shared.trail.watch(account, now);
    }

    /** What was tried so far. */
    public Trail trail() {
        return shared.trail.snapshot();
    }

    // ---- for those who write models ----

    /**
     * For models: starts the clock of the call unless it runs already, and cancels the call at its deadline.
     *
     * @param fallback the limit when neither the caller nor a policy has set one; null for none
     */
    public void begin(Time time, @Nullable Duration fallback) {
        shared.clock.begin(time, fallback, false);
    }

    /**
     * For models that stream: as {@link #begin}, but the fallback holds only until the first {@link #content()}: a
     * stream that lives may take its time.
     */
    public void beginStream(Time time, @Nullable Duration fallback) {
        shared.clock.begin(time, fallback, true);
    }

    /** For models that ask others: starts the clock of the call unless it runs already. */
    public void start(Time time) {
        shared.clock.start(time);
    }

    /**
     * For models: the first content is there. A limit that was only a {@linkplain #beginStream fallback} has done its
     * work.
     */
    public void content() {
        shared.clock.content();
    }

    /** How much time is left; empty when there is no limit. Never negative. */
    public Optional<Duration> remaining() {
        return shared.clock.remaining();
    }

    /**
     * How much time is left until the answer must be complete; empty before a model has {@linkplain #begin begun} the call,
     * when there is no limit, and when the limit is one {@linkplain #beginStream until the first content}. Never negative.
     */
    public Optional<Duration> remainingToTheEnd() {
        return shared.clock.remainingToTheEnd();
    }

    /**
     * For models: goes on quietly while the call is wanted.
     *
     * @throws ChatException when it was cancelled or its time is over
     */
    public void check() {
        if (!cancellation().isCancelled() && shared.clock.isLate()) {
            shared.clock.look();
        }
        if (cancellation().isCancelled()) {
            throw failure(null);
        }
    }

    /** For models: the exception that tells why the call was cancelled. */
    public ChatException failure(@Nullable Throwable cause) {
        String message = cancellation().message();
        return switch (reason()) {
            case DEADLINE -> new DeadlineExceededException(message, Failure.NONE, cause);
            case SILENCE ->
                timedOut(TimedOutException.Clock.SILENCE, cancellation().ran(), message, cause);
            case THROUGHPUT ->
                timedOut(TimedOutException.Clock.THROUGHPUT, cancellation().ran(), message, cause);
            case SLICE -> {
                Duration ran = shared.clock.took();
                yield timedOut(
                        TimedOutException.Clock.FIRST_CONTENT,
                        ran,
                        "no content within " + ran.toMillis() + " ms: " + message,
                        cause);
            }
            case CALLER, INTERRUPTED, CLOSED, LOST_RACE -> new CancelledException(message, Failure.NONE, cause);
        };
    }

    private static ChatException timedOut(
            TimedOutException.Clock clock, Duration ran, String message, @Nullable Throwable cause) {
        return new TimedOutException(clock, ran, message, Failure.NONE, cause);
    }

    /**
     * For models and routes: a clock of this attempt has run out, and it is cancelled.
     *
     * @param reason {@link Cancellation.Reason#SILENCE} or {@link Cancellation.Reason#THROUGHPUT}
     * @param ran how long the target was silent, or too slow
     */
    public void timeOut(Cancellation.Reason reason, Duration ran, String message) {
        cancellation().timeOut(reason, ran, message);
    }

    private Cancellation.Reason reason() {
        Cancellation.Reason reason = cancellation().reason();
        return reason == null ? Cancellation.Reason.CALLER : reason;
    }

    /**
     * For models: the call is over. Only the first word counts.
     *
     * @param failure what went wrong; null when the answer is complete
     * @return whether this was the first word
     */
    public boolean end(@Nullable ChatException failure, Usage usage) {
        if (shared.endings.isOver()) {
            return false;
        }
        CallClock clock = shared.clock;
        clock.end();
        shared.leaveParent.run();
        Duration took = clock.took();
        return shared.endings.end(new Ending(failure, clock.firstContent(failure == null ? took : null), took, usage));
    }

    /** For models that ask others: a context for the next try, cancelled with this one and not the other way round. */
    public CallContext child() {
        return child(null, shared.allowance);
    }

    /**
     * A child that may take this long.
     *
     * @throws IllegalArgumentException when the limit is not above zero
     */
    public CallContext child(Duration limit) {
        return child(positive(limit), shared.allowance);
    }

    private CallContext child(@Nullable Duration limit, Allowance allowance) {
        return new CallContext(
                this, new Shared(this, limit, allowance, shared.target, shared.why, shared.waited), tags);
    }

    /**
     * A child for one attempt of those that a call may take.
     *
     * @param target the target's name
     * @param why why there is this attempt
     * @param waited how long the call waited before it, on purpose
     */
    public CallContext attempt(String target, Hop.Why why, Duration waited) {
        return new CallContext(this, new Shared(this, null, shared.allowance.granted(), target, why, waited), tags);
    }

    /**
     * For routes: a child for one call of a route. Attempts are counted from the outermost route on: routes inside
     * routes share one allowance, the smallest of theirs.
     *
     * @param limit how long it may take; null for as long as this context
     * @param mostAttempts how many attempts it may make
     */
    public CallContext route(@Nullable Duration limit, int mostAttempts) {
        return child(limit == null ? null : positive(limit), shared.allowance.limited(mostAttempts));
    }

    /** For routes: takes leave for one more {@link #attempt}; false when there is none. */
    public boolean spend() {
        return shared.allowance.take();
    }

    /** For routes: whether one more attempt is allowed, without taking it. */
    public boolean maySpend() {
        return shared.allowance.isLeft();
    }

    /** For routes: a target let one of the attempts run into a clock; routes inside and outside hear of it. */
    public void silent(ModelId model) {
        shared.allowance.silent(model);
    }

    /** For routes: whether a target let one of the attempts of this call run into a clock. */
    public boolean wasSilent(ModelId model) {
        return shared.allowance.wasSilent(model);
    }

    /** For routes: what is known here of whoever this attempt asks, and may differ from what the model says itself. */
    public void asking(Profile target) {
        shared.asking(target);
    }

    /** For models: what this model costs in this attempt, as the route says or else the model; null when unknown. */
    public @Nullable Price price(Profile model) {
        return shared.price(model);
    }

    /** For models: opens a line in the trail for a request that is about to be sent. */
    public TrailLog.Line line(Profile model) {
        return line(model, shared.why);
    }

    /** As {@link #line(Profile)}, for a request that has another reason than the attempt it belongs to. */
    public TrailLog.Line line(Profile model, Hop.Why why) {
        return shared.trail.add(
                new TrailLog.Line(why, shared.target, model.id(), price(model), true, shared.waited, this));
    }

    /** Nanoseconds from the beginning of the outermost call to a moment. */
    long sinceRoot(long nanos) {
        return shared.clock.sinceRoot(nanos);
    }

    void over(TrailLog.Line line) {
        shared.over(line);
    }

    /** For routes: a target was passed over and nothing was sent. */
    public void passedOver(String target, ModelId model, ChatException why) {
        TrailLog.Line line = new TrailLog.Line(shared.why, target, model, null, false, Duration.ZERO, this);
        line.failed(why);
        shared.trail.add(line);
    }

    /** The name of the target that this attempt is for; empty outside a route. */
    public String target() {
        return shared.target;
    }

    /** The clock of the call; the machine's own until a model has received the context. */
    public Time time() {
        return shared.clock.time();
    }
}
