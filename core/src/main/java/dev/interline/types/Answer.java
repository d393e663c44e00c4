package dev.interline.types;

import dev.interline.ChatResponse;

/**
 * A typed answer, and what came with it.
 *
 * @param value what was answered
 * @param response the answer as it came, with usage and cost of all tries
 * @param <T> the type that was asked for
 */
public record Answer<T>(T value, ChatResponse response) {
    /** Says who answered, never what. */
    @Override
    public String toString() {
        return "Answer[" + response + "]";
    }
}
