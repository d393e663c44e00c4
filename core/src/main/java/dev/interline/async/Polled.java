package dev.interline.async;

import dev.interline.ChatEvent;
import org.jspecify.annotations.Nullable;

/**
 * What {@link AsyncStream#poll} found.
 *
 * @param state which of the three it is
 * @param event what happened; null unless the state is {@link State#EVENT}
 */
public record Polled(State state, @Nullable ChatEvent event) {
    static final Polled NOTHING_YET = new Polled(State.NOTHING_YET, null);
    static final Polled ENDED = new Polled(State.ENDED, null);

    /** The three things that a poll can find. */
    public enum State {
        /** The next event. */
        EVENT,
        /** Nothing came in this time; the stream goes on. */
        NOTHING_YET,
        /** The answer is complete: its last event was the one before. */
        ENDED
    }

    /**
     * Checks that there is an event where there should be one.
     *
     * @throws IllegalArgumentException when state and event do not go together
     */
    public Polled {
        if ((state == State.EVENT) != (event != null)) {
            throw new IllegalArgumentException("an event belongs to the state EVENT and to no other, not to " + state);
        }
    }

    static Polled of(ChatEvent event) {
        return new Polled(State.EVENT, event);
    }

    /** Whether nothing came in this time: the moment for a sign of life to whoever waits. */
    public boolean isNothingYet() {
        return state == State.NOTHING_YET;
    }

    /** Whether the answer is complete. */
    public boolean isEnd() {
        return state == State.ENDED;
    }
}
