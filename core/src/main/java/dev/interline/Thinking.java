package dev.interline;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a model thought before it answered: its words, a summary of them, or nothing but a sealed block.
 *
 * @param text the thoughts or their summary; empty when the vendor shows none
 * @param opaque signature or encrypted content, wanted back by the vendor that made it; null when there is none
 */
public record Thinking(String text, @Nullable Opaque opaque) implements Part {

    /** Checks that there is text, be it empty. */
    public Thinking {
        Objects.requireNonNull(text, "text");
    }

    @Override
    public Kind kind() {
        return Kind.THINKING;
    }

    @Override
    public String toString() {
        return "Thinking[" + text.length() + " characters" + (opaque == null ? "]" : ", sealed]");
    }
}
