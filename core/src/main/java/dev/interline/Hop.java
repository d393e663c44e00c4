package dev.interline;

import dev.interline.error.ChatException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One line of a {@link Trail}: an attempt on the wire, or a target that was passed over. Immutable. */
public final class Hop {

    /** Why there was this attempt. */
    public enum Why {
        /** The first one. */
        FIRST,
        /** The same target again, after a failure. */
        RETRY,
        /** Another target, after a failure. */
        FAILOVER,
        /** Another target, because the one before was slow; both run. */
        RACE,
        /** The same target again, after its credential, clock or state was put right. */
        REPAIR,
        /** A pooled connection turned out to be dead before a byte was sent. */
        RESEND,
        /** A broken stream begins anew. */
        RESTART,
        /** A broken stream goes on where it broke. */
        CONTINUATION
    }

    private final Why why;
    private final String target;
    private final ModelId model;
    private final boolean sent;
    private final long at;
    private final Duration waited;
    private final long firstContent;
    private final long took;
    private final @Nullable ChatException failure;
    private final int status;
    private final String requestId;
    private final Usage usage;
    private final Cost cost;

    Hop(TrailLog.Line line) {
        this.why = line.why;
        this.target = line.target;
        this.model = line.model;
        this.sent = line.sent;
        this.at = line.at();
        this.waited = line.waited;
        this.firstContent = line.firstContent;
        this.took = line.took;
        this.failure = line.failure;
        this.status = line.status;
        this.requestId = line.requestId;
        this.usage = line.usage;
        this.cost = line.cost;
    }

    /** Why there was this attempt. */
    public Why why() {
        return why;
    }

    /** The target's name in its route; the model's when there is no route. */
    public String target() {
        return target.isEmpty() ? model.toString() : target;
    }

    /** Who was asked. */
    public ModelId model() {
        return model;
    }

    /** Whether anything was sent; false when the target was passed over. */
    public boolean sent() {
        return sent;
    }

    /** When it began, counted from the start of the call. */
    public Duration at() {
        return Duration.ofNanos(at);
    }

    /** How long the call waited before it, on purpose. */
    public Duration waited() {
        return waited;
    }

    /** From sending to the first content; empty when none came. */
    public Optional<Duration> firstContent() {
        return ifKnown(firstContent);
    }

    /** From sending to the end; empty while it runs. */
    public Optional<Duration> took() {
        return ifKnown(took);
    }

    private static Optional<Duration> ifKnown(long nanos) {
        return nanos < 0 ? Optional.empty() : Optional.of(Duration.ofNanos(nanos));
    }

    /** What went wrong; empty when it answered or still runs. */
    public Optional<ChatException> failure() {
        return Optional.ofNullable(failure);
    }

    /** HTTP status; 0 when there was none. */
    public int status() {
        return status;
    }

    /** The vendor's id of the request; empty when there was none. */
    public String requestId() {
        return requestId;
    }

    /** Tokens, as far as they are known. */
    public Usage usage() {
        return usage;
    }

    /**
     * What it cost: nothing where the target was passed over or let nobody in, and unknown while it runs, without a
     * price, or where nobody told how far a broken answer had come. What lost a race cost something as well.
     */
    public Cost cost() {
        return cost;
    }

    /** One line for people. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder(96);
        line.append(millis(at)).append(" ms ").append(why).append(' ').append(target());
        if (!target.isEmpty()) {
            line.append(" (").append(model).append(')');
        }
        if (failure != null) {
            line.append(sent ? " failed: " : " passed over: ").append(failure.kind());
            if (status != 0) {
                line.append(' ').append(status);
            }
        } else if (took < 0) {
            line.append(" is running");
        } else {
            line.append(" answered");
        }
        if (firstContent >= 0) {
            line.append(", first content ").append(millis(firstContent)).append(" ms");
        }
        if (took >= 0 && sent) {
            line.append(", took ").append(millis(took)).append(" ms");
        }
        if (usage.isKnown()) {
            line.append(", ").append(usage);
            usage.cachedShare().ifPresent(share -> {
                if (share > 0) {
                    line.append(" (").append(Math.round(share * 100)).append("% cached)");
                }
            });
        }
        if (sent && cost.total().isPresent()) {
            line.append(", ").append(cost);
        }
        return line.toString();
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
