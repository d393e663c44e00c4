package dev.interline;

import java.util.Objects;

/**
 * Why the model stopped, in our word and in the vendor's.
 *
 * @param kind our word
 * @param word the vendor's own, verbatim; empty when it had none
 */
public record StopReason(Kind kind, String word) {

    /** Our words. New words of vendors map to {@link #OTHER} until they get one. */
    public enum Kind {
        /** The answer is complete, or a stop sequence was reached. */
        STOP,
        /** The output cap or the context window was reached: the answer is cut. */
        LENGTH,
        /** The model waits for tools. */
        TOOL_CALLS,
        /** The model declined to answer. */
        REFUSAL,
        /** A filter cut the answer; seen on the partial answer of a {@code BlockedException}. */
        CONTENT_FILTER,
        /** The vendor paused a long turn; send the conversation again to go on. */
        PAUSED,
        /** The model wrote something that the vendor could not read, such as a broken tool call. */
        MALFORMED,
        /** Anything else; see {@link StopReason#word()}. */
        OTHER
    }

    /** Checks that both are there. */
    public StopReason {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(word, "word");
    }

    @Override
    public String toString() {
        return word.isEmpty() ? kind.toString() : kind + " (" + word + ")";
    }
}
