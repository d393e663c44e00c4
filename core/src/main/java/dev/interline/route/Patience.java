package dev.interline.route;

import dev.interline.CallContext;
import dev.interline.error.ChatException;
import dev.interline.error.TimedOutException;
import dev.interline.policy.Backoff;
import java.time.Duration;
import java.util.Optional;

/** When a target is worth another try, and a wait worth its time. */
final class Patience {
    private static final int TRIES_OF_THE_ONLY_ONE = 3;
    private static final int TRIES_OF_ONE_OF_SEVERAL = 2;

    private Patience() {}

    /**
     * Whether a call may wait.
     *
     * @param waiting how long it will have waited then, since it last asked anybody
     * @param next how long from now
     */
    static boolean isWorth(Rules rules, CallContext call, Duration waiting, Duration next) {
        Optional<Duration> remaining = call.remaining();
        boolean inTime = remaining.isEmpty() || next.compareTo(remaining.get()) < 0;
        return inTime && waiting.compareTo(rules.longestWaitAlone()) <= 0;
    }

    /** Three tries for a target that is alone or only throttled, two for one of several. */
    static boolean mayReturn(Rules rules, boolean isAlone, Entrant entrant, ChatException failure) {
        boolean patient = isAlone || failure.kind() == ChatException.Kind.RATE_LIMITED;
        return entrant.tries < (patient ? TRIES_OF_THE_ONLY_ONE : TRIES_OF_ONE_OF_SEVERAL)
                && Backoff.hint(failure).compareTo(rules.longestWaitAlone()) <= 0;
    }

    /**
     * One quick second try for a reset or a lone error of the server, and a wait that the target itself names, although
     * another target is free.
     *
     * @param late whether the attempt took longer than a first content may
     */
    static boolean isWorthStaying(Rules rules, Entrant entrant, ChatException failure, boolean late) {
        if (entrant.tries > 1 || failure instanceof TimedOutException) {
            return false;
        }
        boolean hinted = !Backoff.hint(failure).isZero();
        if (!hinted && (late || failure.kind() == ChatException.Kind.RATE_LIMITED)) {
            return false;
        }
        return entrant.closedFor(rules.time).compareTo(rules.longestWait()) <= 0;
    }
}
