package dev.interline.wire;

import dev.interline.error.BlockedException;
import dev.interline.error.CancelledException;
import dev.interline.error.ChatException;
import dev.interline.error.DeniedException;
import dev.interline.error.Failure;
import dev.interline.error.InvalidException;
import dev.interline.error.NotFoundException;
import dev.interline.error.QuotaSpentException;
import dev.interline.error.RateLimitedException;
import dev.interline.error.TimedOutException;
import dev.interline.error.TooLongException;
import dev.interline.error.UnavailableException;
import dev.interline.error.UnreadableException;
import dev.interline.error.UnsupportedException;
import java.time.Duration;

/**
 * What a refusal means: one cell of a cloud's table of errors.
 *
 * @param kind of those that a target can be the cause of
 * @param words what happened and, where somebody can, what to change
 */
public record Verdict(ChatException.Kind kind, String words) {

    /** With the kind's own words. */
    public static Verdict of(ChatException.Kind kind) {
        return new Verdict(
                kind,
                switch (kind) {
                    case RATE_LIMITED -> "the target takes no more requests for now";
                    case UNAVAILABLE -> "the target failed";
                    case TIMED_OUT -> "the target gave up before it was done";
                    case DENIED -> "the credential was refused";
                    case NOT_FOUND -> "there is nothing of this name";
                    case QUOTA_SPENT -> "the quota or the money is spent";
                    case UNSUPPORTED -> "the target cannot do what was asked";
                    case TOO_LONG -> "the request is longer than the model's context window";
                    case BLOCKED -> "a content filter blocked the request";
                    case CANCELLED -> "the target thinks that the caller hung up";
                    case INVALID -> "the target found the request invalid";
                    default -> "the answer makes no sense";
                });
    }

    /** The exception, with what the target said. */
    public ChatException exception(Failure failure) {
        return switch (kind) {
            case RATE_LIMITED -> new RateLimitedException(words, failure, null);
            case UNAVAILABLE -> new UnavailableException(words, failure, null);
            case TIMED_OUT ->
                new TimedOutException(TimedOutException.Clock.SERVER, Duration.ZERO, words, failure, null);
            case DENIED -> new DeniedException(words, failure, null);
            case NOT_FOUND -> new NotFoundException(words, failure, null);
            case QUOTA_SPENT -> new QuotaSpentException(words, failure, null);
            case UNSUPPORTED -> new UnsupportedException(words, failure, null);
            case TOO_LONG -> new TooLongException(words, failure, null);
            case BLOCKED -> new BlockedException(words, failure, null);
            case INVALID -> new InvalidException(words, failure, null);
            case CANCELLED -> new CancelledException(words, failure, null);
            default -> new UnreadableException(words, failure, null);
        };
    }
}
