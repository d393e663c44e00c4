package dev.interline.wire.frame;

import org.jspecify.annotations.Nullable;

/** The view of one frame of an AWS event stream; one object serves a whole stream. */
final class EventStreamFrame implements Frame {
    private final EventStreamHeaders headers = new EventStreamHeaders();
    private final Names names = new Names();
    private byte[] bytes = {};
    private int offset;
    private int length;
    private Kind kind = Kind.EVENT;

    /** Shows a frame whose headers begin at {@code from}, and whose payload lies between the other two. */
    void show(byte[] bytes, int from, int payload, int end) throws FrameException {
        headers.show(bytes, from, payload);
        this.bytes = bytes;
        this.offset = payload;
        this.length = end - payload;
        this.kind = kindOf();
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
