package dev.interline.error;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A route has failed as a whole, also a route of a single target. {@link #failures()} lists what happened to each
 * target that was asked or passed over, in order; each is also a suppressed exception.
 */
public final class AllTargetsFailedException extends ChatException {
    private static final long serialVersionUID = 1L;

    private final transient List<ChatException> failures;

    /**
     * For routers.
     *
     * @param message what the route was and why nobody answered
     * @param failures what happened, in order
     */
    public AllTargetsFailedException(String message, List<ChatException> failures) {
        super(
                Kind.ALL_TARGETS_FAILED,
                message,
                Failure.NONE,
                failures.isEmpty() ? null : failures.get(failures.size() - 1));
        this.failures = List.copyOf(failures);
        for (int i = 0; i < failures.size() - 1; i++) {
            addSuppressed(failures.get(i));
        }
    }

    /** What happened to each target, in order; empty when nobody was even asked. */
    public List<ChatException> failures() {
        return failures == null ? new ArrayList<>() : failures;
    }

    /** {@link Advice#FAIL_OVER} if any target may answer another time, else {@link Advice#STOP}; never RETRY. */
    @Override
    public Advice advice() {
        for (ChatException failure : failures()) {
            if (failure.advice() != Advice.STOP) {
                return Advice.FAIL_OVER;
            }
        }
        return Advice.STOP;
    }

    /** When the first of the targets wants to be asked again; empty when none said so. */
    @Override
    public Optional<Duration> retryAfter() {
        Duration earliest = null;
        for (ChatException failure : failures()) {
            Duration hint = failure.retryAfter().orElse(null);
            if (hint != null && (earliest == null || hint.compareTo(earliest) < 0)) {
                earliest = hint;
            }
        }
        return Optional.ofNullable(earliest);
    }
}
