package dev.interline.testing;

import dev.interline.error.AllTargetsFailedException;
import dev.interline.error.BlockedException;
import dev.interline.error.BusyException;
import dev.interline.error.CancelledException;
import dev.interline.error.ChatException;
import dev.interline.error.DeadlineExceededException;
import dev.interline.error.DeniedException;
import dev.interline.error.Failure;
import dev.interline.error.InvalidException;
import dev.interline.error.MismatchException;
import dev.interline.error.NotFoundException;
import dev.interline.error.OverBudgetException;
import dev.interline.error.QuotaSpentException;
import dev.interline.error.RateLimitedException;
import dev.interline.error.RejectedException;
import dev.interline.error.StreamBrokenException;
import dev.interline.error.TimedOutException;
import dev.interline.error.TooLongException;
import dev.interline.error.ToolFailedException;
import dev.interline.error.TruncatedException;
import dev.interline.error.UnavailableException;
import dev.interline.error.UnreadableException;
import dev.interline.error.UnsupportedException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A failure of every kind, as a cloud would report it. */
final class Failures {
    private Failures() {}

    static ChatException of(ChatException.Kind kind) {
        return of(kind, null);
    }

    static ChatException of(ChatException.Kind kind, @Nullable Duration retryAfter) {
        Failure failure = Failure.of(status(kind), "scripted", "").after(retryAfter);
        String message = "the script says so";
        return switch (kind) {
            case RATE_LIMITED -> new RateLimitedException(message, failure, null);
            case UNAVAILABLE -> new UnavailableException(message, failure, null);
            case TIMED_OUT ->
                new TimedOutException(TimedOutException.Clock.SERVER, Duration.ZERO, message, failure, null);
            case UNREADABLE -> new UnreadableException(message, failure, null);
            case DENIED -> new DeniedException(message, failure, null);
            case NOT_FOUND -> new NotFoundException(message, failure, null);
            case QUOTA_SPENT -> new QuotaSpentException(message, failure, null);
            case UNSUPPORTED -> new UnsupportedException(message, failure, null);
            case TOO_LONG -> new TooLongException(message, failure, null);
            case BUSY -> new BusyException(message, failure, null);
            case OVER_BUDGET -> new OverBudgetException(message, failure, null);
            case BLOCKED -> new BlockedException(message, failure, null);
            case REJECTED -> new RejectedException(message, failure, null);
            case TRUNCATED -> new TruncatedException(message, failure, null);
            case MISMATCH -> new MismatchException(message, failure, null);
            case INVALID -> new InvalidException(message, failure, null);
            case TOOL_FAILED -> new ToolFailedException(message, failure, null);
            case CANCELLED -> new CancelledException(message, failure, null);
            case DEADLINE_EXCEEDED -> new DeadlineExceededException(message, failure, null);
            case STREAM_BROKEN -> new StreamBrokenException(message, failure, null);
            case ALL_TARGETS_FAILED -> new AllTargetsFailedException(message, List.of());
        };
    }

    private static int status(ChatException.Kind kind) {
        return switch (kind) {
            case RATE_LIMITED, QUOTA_SPENT -> 429;
            case UNAVAILABLE -> 503;
            case TIMED_OUT -> 504;
            case UNREADABLE -> 200;
            case DENIED -> 401;
            case NOT_FOUND -> 404;
            case UNSUPPORTED, TOO_LONG, BLOCKED, INVALID -> 400;
            default -> 0;
        };
    }
}
