package dev.interline.wire.auth;

import dev.interline.CallContext;
import dev.interline.error.ChatException;
import dev.interline.error.DeniedException;
import dev.interline.error.Failure;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where a secret comes from that goes into a header. Asked for every request. Thread-safe. */
public interface SecretSource {

    /**
     * The secret.
     *
     * @throws ChatException of kind DENIED, naming what to set, when there is none; of another kind when it could not
     *     be fetched
     */
    Secret get(CallContext context);

    /**
     * A target has refused this one: it is not given again if that can be helped.
     *
     * @return whether there is another now
     */
    boolean replace(Secret refused, CallContext context);

    /** A number that changes with the secret; 0 when nobody knows. Fetches nothing and throws nothing. */
    default long version(CallContext context) {
        return 0;
    }

    /**
     * A supplier that is asked on the calling thread for every request; for keys that are at hand. Nothing is kept, so
     * a key that was changed is used at once.
     *
     * @param missing what to tell whoever has set nothing: what is missing, and where it would be looked for
     */
    static SecretSource asked(Supplier<? extends @Nullable String> supplier, String missing) {
        return new SecretSource() {
            @Override
            public Secret get(CallContext context) {
                String value;
                try {
                    value = supplier.get();
                } catch (ChatException e) {
                    throw e;
                } catch (RuntimeException e) {
                    throw new DeniedException(missing + "; its supplier failed", Failure.NONE, e);
                }
                if (value == null || value.isBlank()) {
                    throw new DeniedException(missing);
                }
                try {
                    return Secret.of(value);
                } catch (IllegalArgumentException e) {
                    throw new DeniedException(String.valueOf(e.getMessage()), Failure.NONE, e);
                }
            }

            @Override
            public boolean replace(Secret refused, CallContext context) {
                return !get(context).equals(refused);
            }

            @Override
            public long version(CallContext context) {
                try {
                    return get(context).hashCode();
                } catch (ChatException e) {
                    // the call itself will tell
                    return 0;
                }
            }
        };
    }

    /** Tokens that are fetched and kept. */
    static SecretSource kept(Renewed<Token> tokens) {
        return new SecretSource() {
            @Override
            public Secret get(CallContext context) {
                return tokens.get(context).secret();
            }

            @Override
            public boolean replace(Secret refused, CallContext context) {
                Token now = tokens.get(context);
                if (now.secret().equals(refused)) {
                    tokens.drop(now);
                    now = tokens.get(context);
                }
                return !now.secret().equals(refused);
            }

            @Override
            public long version(CallContext context) {
                Token now = tokens.peek();
                return now == null ? 0 : now.secret().hashCode();
            }
        };
    }
}
