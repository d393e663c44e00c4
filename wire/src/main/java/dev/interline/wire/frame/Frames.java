package dev.interline.wire.frame;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The frames of one streamed body, pulled one by one. One object per body; not for use by several threads. */
@FunctionalInterface
public interface Frames {
    /**
     * Reads as far as the end of the next frame and no further.
     *
     * @return the frame, valid until the next call, or null at the clean end of the body, and again from then on
     * @throws FrameException if the body is not framed as it should be; every later call throws it again
     * @throws IOException if the body cannot be read on
     */
    @Nullable
    Frame next() throws IOException;
}
