package dev.interline.wire.frame;

import org.jspecify.annotations.Nullable;

/** The view of one server-sent event; one object serves a whole stream. */
final class SseEvent implements Frame {
    private byte[] bytes = {};
    private int offset;
    private int length;
    private @Nullable String type;
    private boolean unfinished;

    void show(byte[] bytes, int from, int to, @Nullable String type, boolean unfinished) {
        this.bytes = bytes;
        this.offset = from;
        this.length = to - from;
        this.type = type;
        this.unfinished = unfinished;
    }

    @Override
    public Kind kind() {
        return Kind.EVENT;
    }

    @Override
    public @Nullable String type() {
        return type;
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

    @Override
    public boolean unfinished() {
        return unfinished;
    }
}
