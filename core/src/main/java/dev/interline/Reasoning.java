package dev.interline;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a model's thinking.
 *
 * @param effort how hard to think; null leaves it to the model
 * @param budgetTokens how many tokens the thoughts may take, for families that count; 0 when not set
 * @param show whether thoughts or their summaries should come back, as {@link Thinking} and
 *     {@link ChatEvent.ThinkingDelta}
 */
public record Reasoning(@Nullable Effort effort, int budgetTokens, boolean show) {

    /** Refuses a negative budget. */
    public Reasoning {
        if (budgetTokens < 0) {
            throw new IllegalArgumentException("a thinking budget is a number of tokens above zero: " + budgetTokens);
        }
    }

    /** Think this hard; thoughts are not shown. */
    public static Reasoning of(Effort effort) {
        return new Reasoning(effort, 0, false);
    }

    /**
     * Think within this many tokens; thoughts are not shown.
     *
     * @throws IllegalArgumentException when it is less than 1; {@link Effort#NONE} is the way not to think
     */
    public static Reasoning budget(int tokens) {
        if (tokens == 0) {
            throw new IllegalArgumentException(
                    "a thinking budget is a number of tokens above zero: 0; to have none, ask for Effort.NONE");
        }
        return new Reasoning(null, tokens, false);
    }

    /** The same, and show the thoughts. */
    public Reasoning shown() {
        return new Reasoning(effort, budgetTokens, true);
    }

    /** The budget, when one is set. */
    public OptionalInt budget() {
        return budgetTokens == 0 ? OptionalInt.empty() : OptionalInt.of(budgetTokens);
    }
}
