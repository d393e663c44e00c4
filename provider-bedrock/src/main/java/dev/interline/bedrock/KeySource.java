package dev.interline.bedrock;

import dev.interline.CallContext;
import dev.interline.error.ChatException;
import dev.interline.wire.auth.Renewed;

/** Where AWS keys come from; asked for every request. Thread-safe. */
interface KeySource {

    /**
     * The keys.
     *
     * @throws ChatException when there are none, naming what to set
     */
    AwsKeys get(CallContext context);

    /**
     * AWS has refused these: they are not given again if that can be helped.
     *
     * @param accessKey the id of those that were refused
     * @return whether there are others now
     */
    boolean replace(String accessKey, CallContext context);

    /** A number that changes with the keys; 0 when nobody knows. Fetches nothing and throws nothing. */
    default long version(CallContext context) {
        return 0;
    }

    /** Always the same. */
    static KeySource of(AwsKeys keys) {
        return new KeySource() {
            @Override
            public AwsKeys get(CallContext context) {
                return keys;
            }

            @Override
            public boolean replace(String accessKey, CallContext context) {
                return false;
            }
        };
    }

    /** Fetched and kept. */
    static KeySource kept(Renewed<AwsKeys> keys) {
        return new KeySource() {
            @Override
            public AwsKeys get(CallContext context) {
                return keys.get(context);
            }

            @Override
            public boolean replace(String accessKey, CallContext context) {
                AwsKeys now = keys.get(context);
                if (!now.accessKey().equals(accessKey)) {
                    return true;
                }
                keys.drop(now);
                return !keys.get(context).equals(now);
            }

            @Override
            public long version(CallContext context) {
                AwsKeys now = keys.peek();
                return now == null ? 0 : now.accessKey().hashCode();
            }
        };
    }
}
