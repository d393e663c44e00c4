package dev.interline;

import java.util.Objects;

/**
 * A vendor's own data on a {@link Part}: a signature, encrypted thoughts, a server-side id. Sent back bit for bit to
 * the {@link Origin} it came from, and dropped with a {@link Notice} anywhere else.
 *
 * @param origin who made it
 * @param json the data, a JSON value as text
 */
public record Opaque(Origin origin, String json) {

    /** Checks that both are there. */
    public Opaque {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(json, "json");
    }

    @Override
    public String toString() {
        return "Opaque[" + origin.format() + ", " + json.length() + " characters]";
    }
}
