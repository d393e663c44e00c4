package dev.interline.config;

import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts values in the place of references: {@code ${NAME}}, {@code ${NAME:default}}, where a default may hold references
 * in turn, {@code ${file:/run/secrets/key}} for what a file holds, and <code>$${</code> for the characters themselves.
 */
final class Variables {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

    /** How a reference to a file begins; no variable can be called so. */
    static final String FILE = "file:";

    private final Function<String, @Nullable String> lookup;
    private final Function<String, @Nullable String> files;
    private final Function<String, String> missing;

    /**
     * @param lookup gives a variable's value, or null
     * @param files gives what a file holds, or null when there is none
     * @param missing gives what is taken in place of a variable that has neither value nor default, or of a file that is
     *     not there, {@value #FILE} and its path as it is written
     */
    Variables(
            Function<String, @Nullable String> lookup,
            Function<String, @Nullable String> files,
            Function<String, String> missing) {
        this.lookup = lookup;
        this.files = files;
        this.missing = missing;
    }

    /**
     * The text without its references.
     *
     * @throws IllegalArgumentException when a reference is not well formed; the message shows nothing of the text
     */
    String expand(String text) {
        StringBuilder expanded = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            if (text.startsWith("$${", at)) {
                expanded.append("${");
                at += 3;
            } else if (text.startsWith("${", at)) {
                int end = end(text, at + 2);
                expanded.append(value(text.substring(at + 2, end)));
                at = end + 1;
            } else {
                expanded.append(text.charAt(at++));
            }
        }
        return expanded.toString();
    }

    private String value(String reference) {
        if (reference.startsWith(FILE)) {
            String content = files.apply(expand(reference.substring(FILE.length())));
            return content != null ? content : missing.apply(reference);
        }
        int colon = reference.indexOf(':');
        String name = colon < 0 ? reference : reference.substring(0, colon);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a reference is written ${NAME} or ${NAME:default}, and $${ stands for the characters themselves");
        }
        String value = lookup.apply(name);
        if (value != null) {
            return value;
        }
        if (colon >= 0) {
            return expand(reference.substring(colon + 1));
        }
        return missing.apply(name);
    }

    private static int end(String text, int from) {
        int open = 1;
        for (int at = from; at < text.length(); at++) {
            if (text.startsWith("${", at)) {
                open++;
            } else if (text.charAt(at) == '}' && --open == 0) {
                return at;
            }
        }
        throw new IllegalArgumentException(
                "a reference that begins with ${ has no } at its end; write $${ for the" + " characters themselves");
    }
}
