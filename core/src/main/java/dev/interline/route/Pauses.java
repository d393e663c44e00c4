package dev.interline.route;

import dev.interline.error.ChatException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * For how long a target is left alone, apart for each credential: one tenant's limit is not the others'. Guarded by the
 * lock of its {@link Health}; only {@link #isNobodys} may be asked without.
 */
final class Pauses {
    private static final int MOST_CREDENTIALS = 1_000;

    private final Map<String, Pause> pauses = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Pause> eldest) {
            return size() > MOST_CREDENTIALS;
        }
    };
    private volatile boolean some;
    private volatile boolean someDenied;

    /** One pause: until when and why, and whether the request that tries first is on its way. */
    static final class Pause {
        final ChatException.Kind cause;
        boolean probing;

        private final long until;
        private final long version;

        Pause(long until, ChatException.Kind cause, long version) {
            this.until = until;
            this.cause = cause;
            this.version = version;
        }

        /** Zero as well when it was the credential that was refused, and there is another one. */
        Duration left(long now, long versionNow) {
            boolean renewed = cause == ChatException.Kind.DENIED && version != versionNow;
            return renewed ? Duration.ZERO : Duration.ofNanos(Math.max(0, until - now));
        }
    }

    /** Whether there is none at all. */
    boolean isNobodys() {
        return !some;
    }

    /** The pause, also when it is over and nobody has tried since; null when there is none. */
    @Nullable
    Pause of(String credential) {
        return some ? pauses.get(credential) : null;
    }

    /** Whether a credential was refused, so that it matters which one there is now. */
    boolean isAnyDenied() {
        return someDenied;
    }

    /**
     * The longest word on one credential wins.
     *
     * @param version of the credential; 0 when nobody knows
     */
    void begin(String credential, Duration wait, ChatException.Kind cause, long version, long now) {
        long until = now + wait.toNanos();
        Pause before = pauses.get(credential);
        if (before == null || before.version != version || before.until - until < 0) {
            pauses.put(credential, new Pause(until, cause, version));
        }
        some = true;
        someDenied |= cause == ChatException.Kind.DENIED;
    }

    /** A request went well; false when another pause has begun since. */
    boolean end(String credential, Pause pause) {
        boolean ended = pauses.remove(credential, pause);
        some = !pauses.isEmpty();
        someDenied &= some;
        return ended;
    }
}
