package dev.interline;

/**
 * A conversation that was made to fit.
 *
 * @param conversation what is left of it
 * @param dropped how many messages were left out; 0 when it is as it was
 * @param tokens how many it now has, as they were counted; 0 where nothing has been said
 */
public record Trimmed(Conversation conversation, int dropped, long tokens) {}
