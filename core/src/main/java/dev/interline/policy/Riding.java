package dev.interline.policy;

import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.error.ChatException;
import dev.interline.error.StreamBrokenException;

/** Whole answers that are read from a stream, for those who write models. */
public final class Riding {
    private Riding() {}

    /**
     * Reads a stream to its end and closes it. Nothing has been shown to anybody, so a stream that breaks fails as the
     * call itself would have: with the cause.
     *
     * @throws ChatException when the stream breaks
     */
    public static ChatResponse toEnd(ChatStream stream) {
        try (stream) {
            return stream.response();
        } catch (StreamBrokenException e) {
            if (e.getCause() instanceof ChatException cause) {
                cause.attach(e.partial().orElse(null));
                cause.attach(e.trail());
                throw cause;
            }
            throw e;
        }
    }
}
