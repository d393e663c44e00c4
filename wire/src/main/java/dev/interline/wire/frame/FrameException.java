package dev.interline.wire.frame;

import java.io.IOException;

/** A streamed body is not framed as it should be: damaged, cut off, or larger than allowed. Says which. */
public final class FrameException extends IOException {
    private static final long serialVersionUID = 1;

    /**
     * A framing error.
     *
     * @param message what was wrong with the framing; nothing of what the body says
     */
    public FrameException(String message) {
        super(message);
    }
}
