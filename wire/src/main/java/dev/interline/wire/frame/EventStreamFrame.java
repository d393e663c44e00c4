package dev.interline.wire.frame;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The view of one frame of an AWS event stream; one object serves a whole stream. */
final class EventStreamFrame implements Frame {
    private static final int MOST_KEPT = 1024;
    private static final int NONE = -1;

    private final EventStreamHeaders headers = new EventStreamHeaders();
    private final Names names = new Names();
    private byte[] last = {};
    private int lastLength = NONE;
    private byte[] bytes = {};
    private int offset;
    private int length;
    private Kind kind = Kind.EVENT;
    private @Nullable String type;

    /** Shows a frame whose headers begin at {@code from}, and whose payload lies between the other two. */
    void show(byte[] bytes, int from, int payload, int end) throws FrameException {
        boolean again = lastLength >= 0 && Arrays.equals(last, 0, lastLength, bytes, from, payload);
        if (again) {
            headers.showAgain(bytes, from, payload);
        } else {
            lastLength = NONE;
            headers.show(bytes, from, payload);
        }
        this.bytes = bytes;
        this.offset = payload;
        this.length = end - payload;
        if (!again) {
            kind = kindOf();
            type = typeOf();
            keep(bytes, from, payload - from);
        }
    }

    /** Nearly every frame has the headers of the one before, which need not be understood again. */
    private void keep(byte[] bytes, int from, int many) {
        if (many > MOST_KEPT) {
            return;
        }
        last = last.length < many ? new byte[many] : last;
        System.arraycopy(bytes, from, last, 0, many);
        lastLength = many;
    }

    /** A kind we do not know must not pass for a part of the answer, nor be skipped: the answer would look complete. */
    private Kind kindOf() throws FrameException {
        int at = headers.find(":message-type");
        if (at < 0 || headers.isText(at, "event")) return Kind.EVENT;
        if (headers.isText(at, "exception")) return Kind.EXCEPTION;
        if (headers.isText(at, "error")) return Kind.ERROR;
        throw new FrameException("an event stream frame has an unknown :message-type");
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public @Nullable String type() {
        return type;
    }

    private @Nullable String typeOf() {
        int at = headers.find(
                switch (kind) {
                    case EVENT -> ":event-type";
                    case EXCEPTION -> ":exception-type";
                    case ERROR -> ":error-code";
                });
        return at < 0 ? null : headers.name(at, names);
    }

    @Override
    public @Nullable String header(String name) {
        int at = headers.find(name);
        return at < 0 ? null : headers.text(at);
    }

    @Override
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public int offset() {
        return offset;
    }

    @Override
    public int length() {
        return length;
    }
}
