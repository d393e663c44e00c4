package dev.interline;

import java.util.Objects;

/**
 * What a filter of the vendor thinks of a prompt or an answer in one respect.
 *
 * @param subject what was rated
 * @param category the vendor's own word for the respect, such as {@code violence} or {@code HARM_CATEGORY_HARASSMENT}
 * @param level the vendor's own word for how much of it there is, such as {@code safe}, {@code detected} or {@code LOW};
 *     empty when it has none
 * @param blocked whether the filter acted on it
 */
public record SafetyRating(Subject subject, String category, String level, boolean blocked) {

    /** What was rated. */
    public enum Subject {
        /** What was asked. */
        PROMPT,
        /** What was answered. */
        ANSWER
    }

    /** Checks that all are there. */
    public SafetyRating {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(category, "category");
        Objects.requireNonNull(level, "level");
    }
}
