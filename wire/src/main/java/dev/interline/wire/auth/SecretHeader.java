package dev.interline.wire.auth;

import dev.interline.CallContext;
import dev.interline.error.ChatException;
import dev.interline.wire.Outgoing;
import dev.interline.wire.Refusal;
import dev.interline.wire.Signer;
import org.jspecify.annotations.Nullable;

/** Signs by putting a secret into a header. After a 401 it looks once whether there is another. Thread-safe. */
public final class SecretHeader implements Signer {
    private final String name;
    private final String prefix;
    private final SecretSource source;

    private SecretHeader(String name, String prefix, SecretSource source) {
        this.name = name;
        this.prefix = prefix;
        this.source = source;
    }

    /** The secret alone, in a header of this name. */
    public static SecretHeader named(String name, SecretSource source) {
        return new SecretHeader(name, "", source);
    }

    /** {@code Authorization: Bearer …}. */
    public static SecretHeader bearer(SecretSource source) {
        return new SecretHeader("Authorization", "Bearer ", source);
    }

    @Override
    public void sign(Outgoing outgoing) {
        String secret = source.get(outgoing.context()).reveal();
        outgoing.header(name, prefix.isEmpty() ? secret : prefix + secret);
    }

    @Override
    public boolean repair(Outgoing outgoing, Refusal refusal, ChatException explained) {
        String sent = sent(outgoing);
        if (refusal.status() != 401 || sent == null) {
            return false;
        }
        try {
            return source.replace(Secret.of(sent), outgoing.context());
        } catch (ChatException e) {
            // the refusal says more than the failure to get past it, unless the call itself is over
            outgoing.context().check();
            explained.addSuppressed(e);
            return false;
        }
    }

    @Override
    public long version(CallContext context) {
        return source.version(context);
    }

    private @Nullable String sent(Outgoing outgoing) {
        String value = outgoing.headers().get(name);
        return value == null ? null : value.substring(prefix.length());
    }

    @Override
    public String toString() {
        return "SecretHeader[" + name + "]";
    }
}
