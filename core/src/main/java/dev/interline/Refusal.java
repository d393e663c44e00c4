package dev.interline;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The model's own words for not answering. A refusal is an answer, not a failure: see {@link StopReason.Kind#REFUSAL}.
 *
 * @param text what it said; may be empty
 * @param opaque the vendor's own data, or null
 */
public record Refusal(String text, @Nullable Opaque opaque) implements Part {

    /** Checks that there is text, be it empty. */
    public Refusal {
        Objects.requireNonNull(text, "text");
    }

    @Override
    public Kind kind() {
        return Kind.REFUSAL;
    }

    @Override
    public String toString() {
        return "Refusal[" + text.length() + " characters]";
    }
}
