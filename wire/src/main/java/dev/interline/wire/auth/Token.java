package dev.interline.wire.auth;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A token as its issuer hands it out: a secret that ages. Immutable; prints nothing of the secret. */
public final class Token {
    private final Secret secret;
    private final @Nullable Instant expires;

    private Token(Secret secret, @Nullable Instant expires) {
        this.secret = secret;
        this.expires = expires;
    }

    /**
     * A token of which nobody knows how long it lives. It is asked for again after a minute.
     *
     * @throws IllegalArgumentException when it is blank or cannot stand in a header
     */
    public static Token of(String value) {
        return new Token(Secret.of(value), null);
    }

    /**
     * A token that is good until a moment. It is renewed some minutes before.
     *
     * @throws IllegalArgumentException when it is blank or cannot stand in a header
     */
    public static Token of(String value, Instant expires) {
        return new Token(Secret.of(value), Objects.requireNonNull(expires, "expires"));
    }

    /** The token itself. */
    public Secret secret() {
        return secret;
    }

    /** When it stops to be good; null when unknown. */
    public @Nullable Instant expires() {
        return expires;
    }

    @Override
    public String toString() {
        return expires == null ? "Token[secret]" : "Token[secret, until " + expires + "]";
    }
}
