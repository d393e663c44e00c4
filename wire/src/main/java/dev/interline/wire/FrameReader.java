package dev.interline.wire;

import dev.interline.wire.frame.Frame;
import java.io.IOException;

/** Reads the frames of one stream into an {@link Assembler}. Used by one thread at a time. */
public interface FrameReader {

    /** How far the answer is. */
    enum Progress {
        /** More is needed. */
        OPEN,
        /** The vendor has said that the answer is complete; numbers may follow. */
        FINISHED,
        /** Nothing of interest can follow. */
        DONE
    }

    /**
     * Reads a frame.
     *
     * @throws Refused when the frame is an error
     * @throws IOException when the frame cannot be read; {@code JsonProcessingException} for bad JSON
     */
    Progress read(Frame frame) throws IOException;

    /** The body has ended; closes what is open. The assembler knows whether the answer is complete. */
    default void end() throws IOException {}
}
