package dev.interline.route;

import dev.interline.error.AllTargetsFailedException;
import dev.interline.error.BusyException;
import dev.interline.error.ChatException;
import java.time.Duration;
import java.util.List;

/** The one exception that tells what happened to everybody. */
final class Defeat {
    private Defeat() {}

    /**
     * Nobody answered.
     *
     * @param failures what happened to each target, in order; empty when the call had used up its attempts before
     */
    static ChatException of(Rules rules, List<ChatException> failures) {
        List<ChatException> all = failures.isEmpty()
                ? List.of(new BusyException(
                        "the call has used up its " + rules.mostAttempts + " attempts; nothing was sent"))
                : failures;
        StringBuilder message = new StringBuilder("route ").append(rules.name).append(": no target answered; ");
        Duration earliest = null;
        for (ChatException failure : all) {
            Duration hint = failure.retryAfter().orElse(earliest);
            earliest = earliest == null || (hint != null && hint.compareTo(earliest) < 0) ? hint : earliest;
            message.append(failure.target()).append(' ').append(failure.kind()).append(", ");
        }
        message.append(
                earliest == null
                        ? "none says when it is free"
                        : "earliest free in " + (earliest.toMillis() + 999) / 1000 + " s");
        return new AllTargetsFailedException(message.toString(), all);
    }
}
