package dev.interline.bedrock;

import dev.interline.CallContext;
import dev.interline.error.ChatException;
import dev.interline.wire.Outgoing;
import dev.interline.wire.Refusal;
import dev.interline.wire.Signer;
import dev.interline.wire.auth.Secret;
import dev.interline.wire.auth.SecretSource;

/**
 * Sends a Bedrock API key as bearer. Refused keys answer 403 ("API keys reference", AWS user guide), so that status, too,
 * is a reason to look once whether there is another. Thread-safe.
 */
final class KeySigner implements Signer {
    private static final String HEADER = "Authorization";
    private static final String BEARER = "Bearer ";

    private final SecretSource keys;

    KeySigner(SecretSource keys) {
        this.keys = keys;
    }

    @Override
    public void sign(Outgoing outgoing) {
        outgoing.header(HEADER, BEARER + keys.get(outgoing.context()).reveal());
    }

    @Override
    public boolean repair(Outgoing outgoing, Refusal refusal, ChatException explained) {
        String sent = outgoing.headers().get(HEADER);
        if (sent == null || !Repair.forCredential(refusal, explained)) {
            return false;
        }
        return Repair.attempt(
                outgoing.context(),
                explained,
                () -> keys.replace(Secret.of(sent.substring(BEARER.length())), outgoing.context()));
    }

    @Override
    public long version(CallContext context) {
        return keys.version(context);
    }

    @Override
    public String toString() {
        return "KeySigner[]";
    }
}
