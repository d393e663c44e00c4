package dev.interline.wire;

import dev.interline.CallContext;
import dev.interline.error.ChatException;

/** Puts a credential on a request. Thread-safe; called again for every attempt, so that dates and tokens are fresh. */
public interface Signer {
    /** No credential. */
    Signer NONE = outgoing -> {};

    /**
     * Signs.
     *
     * @throws ChatException of kind DENIED when there is no credential to sign with, or of the kind that tells why it
     *     could not be fetched
     */
    void sign(Outgoing outgoing);

    /**
     * Tries to put right what made the target refuse: a new token, a corrected clock, a body without foreign state.
     *
     * @return whether something changed, so that the request is worth sending once more
     */
    default boolean repair(Outgoing outgoing, Refusal refusal, ChatException explained) {
        return false;
    }

    /**
     * A number that changes when the credential does; 0 when nobody knows. For routes, which leave a target alone that
     * refused one. Fetches nothing and throws nothing.
     */
    default long version(CallContext context) {
        return 0;
    }
}
