package dev.interline.error;

import dev.interline.ChatResponse;
import dev.interline.Conversation;
import dev.interline.ModelId;
import dev.interline.Trail;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call failed. The kinds are many because they are different pages for whoever is on call; most programs need only
 * {@link #advice()}, and behind a router only the exceptions whose advice is {@link Advice#STOP} and
 * {@link AllTargetsFailedException}.
 *
 * <p>Messages name the model, the status, the vendor's code word and request id. They never hold a secret, and of the
 * conversation at most what a vendor quotes in its own short message.
 *
 * <pre>{@code
 * try {
 *     System.out.println(model.chat(request).text());
 * } catch (AllTargetsFailedException e) {
 *     later.accept(e.retryAfter().orElse(Duration.ofSeconds(30)));
 * } catch (ChatException e) {
 *     System.out.println(e.kind() + ", so " + e.advice() + ": " + e.getMessage());
 * }
 * }</pre>
 */
public abstract sealed class ChatException extends RuntimeException
        permits AllTargetsFailedException,
                BlockedException,
                BusyException,
                CancelledException,
                DeadlineExceededException,
                DeniedException,
                InvalidException,
                MismatchException,
                NotFoundException,
                OverBudgetException,
                QuotaSpentException,
                RateLimitedException,
                RejectedException,
                StreamBrokenException,
                TimedOutException,
                TooLongException,
                ToolFailedException,
                TruncatedException,
                UnavailableException,
                UnreadableException,
                UnsupportedException {

    private static final long serialVersionUID = 1L;

    /** What went wrong; one for each class of the family, for {@code switch} in Java 17. */
    public enum Kind {
        /** {@link RateLimitedException}. */
        RATE_LIMITED(Advice.RETRY),
        /** {@link UnavailableException}. */
        UNAVAILABLE(Advice.RETRY),
        /** {@link TimedOutException}. */
        TIMED_OUT(Advice.FAIL_OVER),
        /** {@link UnreadableException}. */
        UNREADABLE(Advice.RETRY),
        /** {@link DeniedException}. */
        DENIED(Advice.FAIL_OVER),
        /** {@link NotFoundException}. */
        NOT_FOUND(Advice.FAIL_OVER),
        /** {@link QuotaSpentException}. */
        QUOTA_SPENT(Advice.FAIL_OVER),
        /** {@link UnsupportedException}. */
        UNSUPPORTED(Advice.FAIL_OVER),
        /** {@link TooLongException}. */
        TOO_LONG(Advice.FAIL_OVER),
        /** {@link BusyException}. */
        BUSY(Advice.FAIL_OVER),
        /** {@link OverBudgetException}. */
        OVER_BUDGET(Advice.STOP),
        /** {@link BlockedException}. */
        BLOCKED(Advice.STOP),
        /** {@link RejectedException}. */
        REJECTED(Advice.FAIL_OVER),
        /** {@link TruncatedException}. */
        TRUNCATED(Advice.STOP),
        /** {@link MismatchException}. */
        MISMATCH(Advice.STOP),
        /** {@link InvalidException}. */
        INVALID(Advice.STOP),
        /** {@link ToolFailedException}. */
        TOOL_FAILED(Advice.STOP),
        /** {@link CancelledException}. */
        CANCELLED(Advice.STOP),
        /** {@link DeadlineExceededException}. */
        DEADLINE_EXCEEDED(Advice.STOP),
        /** {@link StreamBrokenException}. */
        STREAM_BROKEN(Advice.STOP),
        /** {@link AllTargetsFailedException}. */
        ALL_TARGETS_FAILED(Advice.FAIL_OVER);

        private final Advice advice;

        Kind(Advice advice) {
            this.advice = advice;
        }

        /** The advice unless the single failure knows better. */
        public Advice advice() {
            return advice;
        }
    }

    private final Kind kind;
    private final transient Failure failure;
    private transient volatile @Nullable ModelId model;
    private transient volatile String target = "";
    private transient volatile Trail trail = Trail.EMPTY;
    private transient volatile @Nullable ChatResponse partial;
    private transient volatile @Nullable Conversation conversation;

    ChatException(Kind kind, String message, Failure failure, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.failure = Objects.requireNonNull(failure, "failure");
    }

    /** What went wrong. */
    public final Kind kind() {
        return kind;
    }

    /** What to do next. */
    public Advice advice() {
        Boolean shouldRetry = failure().shouldRetry();
        if (shouldRetry == null) {
            return kind.advice();
        }
        if (shouldRetry) {
            return Advice.RETRY;
        }
        return kind.advice() == Advice.RETRY ? Advice.FAIL_OVER : kind.advice();
    }

    /** How long the target asks to be left alone; empty when it does not say. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(failure().retryAfter());
    }

    /** HTTP status; 0 when there was none. */
    public int status() {
        return failure().status();
    }

    /** The vendor's code word; empty when there was none. */
    public String code() {
        return failure().code();
    }

    /** The vendor's id of the request; empty when there was none. */
    public String requestId() {
        return failure().requestId();
    }

    /** What the target said. */
    public final Failure failure() {
        // null after deserialisation only: carried state does not travel
        return failure == null ? Failure.NONE : failure;
    }

    /** The model that failed; empty when no single one did. */
    public Optional<ModelId> model() {
        return Optional.ofNullable(model);
    }

    /** The name of the target in its route; empty outside a route. */
    public String target() {
        return target == null ? "" : target;
    }

    /** Every attempt of the call until now. */
    public Trail trail() {
        return trail == null ? Trail.EMPTY : trail;
    }

    /** What had been answered before the failure; empty when nothing had. It is incomplete: keep it out of a history. */
    public Optional<ChatResponse> partial() {
        return Optional.ofNullable(partial);
    }

    /**
     * The conversation up to the last step that was completed, from which a model {@linkplain
     * dev.interline.ChatModel#withTools with tools} can go on, also on another target; empty when the call ran no tools.
     */
    public Optional<Conversation> conversation() {
        return Optional.ofNullable(conversation);
    }

    /** For models: notes who failed, unless that is known already. */
    public final void locate(ModelId model, String target) {
        if (this.model == null) {
            this.model = model;
        }
        if (target().isEmpty()) {
            this.target = target;
        }
    }

    /** For models: notes every attempt of the call, replacing what was noted before. */
    public final void attach(Trail trail) {
        this.trail = trail;
    }

    /** For models: notes what had been answered before the failure. */
    public final void attach(@Nullable ChatResponse partial) {
        this.partial = partial;
    }

    /** For models with tools: notes the conversation up to the last completed step. */
    public final void attach(@Nullable Conversation completed) {
        this.conversation = completed;
    }

    /** Who failed, how, and what the target said, in one line. */
    @Override
    public String getMessage() {
        StringBuilder line = new StringBuilder();
        if (!target().isEmpty()) {
            line.append(target()).append(": ");
        }
        ModelId who = model;
        if (who != null) {
            line.append(who).append(": ");
        }
        line.append(super.getMessage());
        String said = failure().line();
        if (!said.isEmpty()) {
            line.append(" (").append(said).append(')');
        }
        return line.toString();
    }
}
