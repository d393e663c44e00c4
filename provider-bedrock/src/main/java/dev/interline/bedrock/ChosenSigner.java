package dev.interline.bedrock;

import dev.interline.CallContext;
import dev.interline.error.ChatException;
import dev.interline.wire.Outgoing;
import dev.interline.wire.Refusal;
import dev.interline.wire.Signer;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A signer that is chosen when the first request needs one, and stays. Thread-safe. */
final class ChosenSigner implements Signer {
    private final Supplier<Signer> choose;
    private final AtomicReference<@Nullable Signer> chosen = new AtomicReference<>();

    /**
     * Not chosen yet.
     *
     * @param choose must be quick; what it makes in vain by a race is thrown away unused
     */
    ChosenSigner(Supplier<Signer> choose) {
        this.choose = choose;
    }

    @Override
    public void sign(Outgoing outgoing) {
        signer().sign(outgoing);
    }

    @Override
    public boolean repair(Outgoing outgoing, Refusal refusal, ChatException explained) {
        return signer().repair(outgoing, refusal, explained);
    }

    @Override
    public long version(CallContext context) {
        return signer().version(context);
    }

    private Signer signer() {
        Signer now = chosen.get();
        if (now != null) {
            return now;
        }
        Signer made = choose.get();
        return chosen.compareAndSet(null, made) ? made : signer();
    }
}
