package dev.interline;

/**
 * A text that should be a conversation is none, or one of a version that this library does not know. The message says
 * where and what, and never quotes what was said.
 */
public final class ConversationException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    ConversationException(String message) {
        super(message);
    }
}
