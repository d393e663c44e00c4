package dev.interline.wire.auth;

import dev.interline.CallContext;
import dev.interline.error.ChatException;
import dev.interline.wire.Outgoing;
import dev.interline.wire.Refusal;
import dev.interline.wire.Signer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A signer for each of many holders, such as tenants: the call tells whose it is. Signers are made when a holder is first
 * seen and kept for the thousand that were seen last, each with its own tokens. Thread-safe.
 */
public final class Keyring implements Signer {
    private static final int MOST = 1_000;

    private final Function<CallContext, String> holder;
    private final Function<String, Signer> signers;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Signer> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Signer> eldest) {
            return size() > MOST;
        }
    };

    /**
     * Knows nobody yet.
     *
     * @param holder whose call it is; also the profile's credential key
     * @param signers makes a holder's signer; must not fetch anything yet. Of two that are made at once one is forgotten
     */
    public Keyring(Function<CallContext, String> holder, Function<String, Signer> signers) {
        this.holder = holder;
        this.signers = signers;
    }

    @Override
    public void sign(Outgoing outgoing) {
        of(outgoing).sign(outgoing);
    }

    @Override
    public boolean repair(Outgoing outgoing, Refusal refusal, ChatException explained) {
        return of(outgoing).repair(outgoing, refusal, explained);
    }

    @Override
    public long version(CallContext context) {
        return of(context).version(context);
    }

    private Signer of(Outgoing outgoing) {
        return of(outgoing.context());
    }

    private Signer of(CallContext context) {
        String who = holder.apply(context);
        Signer found = known(who, null);
        // made outside the lock: it is the caller's code
        return found == null ? Objects.requireNonNull(known(who, signers.apply(who))) : found;
    }

    /** The holder's signer, for which the offered one is taken when there is none. */
    private @Nullable Signer known(String who, @Nullable Signer offered) {
        lock.lock();
        try {
            Signer before = known.get(who);
            if (before != null || offered == null) {
                return before;
            }
            known.put(who, offered);
            return offered;
        } finally {
            lock.unlock();
        }
    }
}
