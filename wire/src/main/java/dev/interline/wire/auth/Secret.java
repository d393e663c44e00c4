package dev.interline.wire.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A key or a token, which prints nothing. Immutable; equal to another that holds the same text. */
public final class Secret {
    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /**
     * Hides a text. White space around it goes: keys that were read from files tend to end in a line break.
     *
     * @throws IllegalArgumentException when nothing is left, or when it holds a control character and so could not
     *     stand in a header; the text is not in the message
     */
    public static Secret of(String value) {
        // null slips in from System.getenv, which is where keys come from
        String text = value == null ? "" : value.strip();
        if (text.isEmpty()) {
            throw new IllegalArgumentException(
                    "a key or token is missing or blank: is the variable set that it is read from?");
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) >= 0x7f) {
                throw new IllegalArgumentException(
                        "a key or token holds a character that a header cannot carry, at position " + i
                                + ": check how it was copied");
            }
        }
        return new Secret(text);
    }

    /** The text itself. For the moment in which it is written into a request; nowhere else. */
    public String reveal() {
        return value;
    }

    /** Takes the same time wherever the difference is. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8), that.value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** Nothing of the text. */
    @Override
    public String toString() {
        return "[secret]";
    }
}
