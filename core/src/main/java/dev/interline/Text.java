package dev.interline;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Text, by either side.
 *
 * @param text the text; may be empty where a vendor signed an empty part
 * @param citations what the text refers to, in order of appearance; empty when nothing is cited
 * @param opaque the vendor's own data for this part, or null
 */
public record Text(
        String text, List<Citation> citations, @Nullable Opaque opaque) implements Part {

    /** Copies the list. */
    public Text {
        Objects.requireNonNull(text, "text");
        citations = List.copyOf(citations);
    }

    /** Text and nothing else. */
    public static Text of(String text) {
        return new Text(text, List.of(), null);
    }

    @Override
    public Kind kind() {
        return Kind.TEXT;
    }

    /** Says how long the text is, never what it says: parts end up in logs. */
    @Override
    public String toString() {
        return "Text[" + text.length() + " characters]";
    }
}
