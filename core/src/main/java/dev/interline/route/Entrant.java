package dev.interline.route;

import dev.interline.error.ChatException;
import dev.interline.time.Time;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A target within one call. Guarded by the lock of its {@link Entrants}. */
final class Entrant {
    final Target target;
    final String credential;
    int tries;
    boolean busy;
    boolean out;
    /** The call waits for it although another target might be asked now. */
    boolean awaited;

    private long notBefore;
    private boolean waits;

    @Nullable
    ChatException last;

    Entrant(Target target, String credential) {
        this.target = target;
        this.credential = credential;
    }

    boolean isIdle() {
        return !out && !busy;
    }

    void rest(Duration pause, Time time) {
        waits = true;
        notBefore = time.nanos() + pause.toNanos();
    }

    /** How long it is not to be asked yet, by this call's own doing. */
    Duration rest(Time time) {
        return waits ? Duration.ofNanos(Math.max(0, notBefore - time.nanos())) : Duration.ZERO;
    }

    /** How long it cannot be asked yet, for whatever reason; zero when it could be now. */
    Duration closedFor(Time time) {
        Duration rest = rest(time);
        Duration closed = target.health().closedFor(time, credential);
        return rest.compareTo(closed) > 0 ? rest : closed;
    }
}
