package dev.interline.wire.frame;

import java.io.IOException;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The frames of an {@code application/vnd.amazon.eventstream} body, as "Amazon Event Stream Specification" of Smithy
 * describes them. Both checksums are checked, lengths before room is made for them, and headers strictly. One object per
 * body; not for use by several threads.
 */
public final class EventStreamFrames implements Frames {
    private static final int FIRST_BUFFER = 2048;
    private static final int PRELUDE = 12;
    private static final int CHECKSUM = 4;
    /** The limits of AWS's own code, in bytes. */
    private static final int MOST_HEADERS = 128 << 10;

    private static final int MOST_PAYLOAD = 24 << 20;

    private final Intake in;
    private final CRC32 crc = new CRC32();
    private final EventStreamFrame frame = new EventStreamFrame();
    private int start;

    /**
     * Frames of a body.
     *
     * @param source the body
     */
    public EventStreamFrames(Bytes source) {
        this(source, () -> {});
    }

    /**
     * Frames of a body.
     *
     * @param source the body
     * @param onLife is run inside {@link #next()} whenever bytes have arrived, also when they complete no frame
     */
    public EventStreamFrames(Bytes source, Runnable onLife) {
        this.in = new Intake(source, onLife, FIRST_BUFFER);
    }

    @Override
    public @Nullable Frame next() throws IOException {
        if (start == in.end) start = in.end = 0;
        if (!fill(PRELUDE)) {
            if (start == in.end) return null;
            throw cut(PRELUDE + "-byte prelude");
        }
        check("prelude", PRELUDE - CHECKSUM);
        int total = number(start);
        int headers = number(start + 4);
        checkLengths(total, headers);
        if (!fill(total)) throw cut(total + " bytes");
        check("message", total - CHECKSUM);
        int payload = start + PRELUDE + headers;
        int end = start + total - CHECKSUM;
        frame.show(in.bytes, start + PRELUDE, payload, end);
        start += total; // not before all is checked: what is broken stays broken when it is asked for again
        return frame;
    }

    private static void checkLengths(int total, int headers) throws FrameException {
        int least = PRELUDE + CHECKSUM;
        boolean headersFit = headers >= 0 && headers <= MOST_HEADERS;
        if (total < least || !headersFit || headers > total - least || total - least - headers > MOST_PAYLOAD)
            throw new FrameException("a frame of the event stream claims " + Integer.toUnsignedString(total)
                    + " bytes, " + Integer.toUnsignedString(headers) + " of them headers; allowed are " + MOST_HEADERS
                    + " bytes of headers that fit the frame, and " + MOST_PAYLOAD + " of payload");
    }

    private void check(String what, int length) throws FrameException {
        crc.reset();
        crc.update(in.bytes, start, length);
        if ((int) crc.getValue() != number(start + length))
            throw new FrameException("the " + what
                    + " checksum of an event stream frame is wrong: the body is damaged, " + "or is no event stream");
    }

    private int number(int at) {
        byte[] b = in.bytes;
        return b[at] << 24 | (b[at + 1] & 0xFF) << 16 | (b[at + 2] & 0xFF) << 8 | b[at + 3] & 0xFF;
    }

    /** Reads until so many bytes of the frame are there. The buffer grows with what arrives, not with what is claimed. */
    private boolean fill(int needed) throws IOException {
        while (in.end - start < needed) {
            if (start + needed > in.bytes.length && start > 0) {
                System.arraycopy(in.bytes, start, in.bytes, 0, in.end - start);
                in.end -= start;
                start = 0;
            }
            if (in.full()) in.grow(FIRST_BUFFER, needed);
            if (!in.read()) return false;
        }
        return true;
    }

    private FrameException cut(String expected) {
        return new FrameException(
                "the event stream ended inside a frame, after " + (in.end - start) + " of its " + expected);
    }
}
