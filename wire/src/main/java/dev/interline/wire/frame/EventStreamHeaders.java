package dev.interline.wire.frame;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;

/** The headers of one event stream frame, read where they lie. A header is known by the place of its type byte. */
final class EventStreamHeaders {
    private static final int TRUE = 0;
    private static final int FALSE = 1;
    private static final int BYTE = 2;
    private static final int SHORT = 3;
    private static final int INT = 4;
    private static final int LONG = 5;
    private static final int BYTES = 6;
    private static final int TEXT = 7;
    private static final int TIME = 8;
    private static final int UUID_TYPE = 9;

    private static final int VARIES = -1;
    private static final int UNKNOWN = -2;

    private byte[] bytes = {};
    private int from;
    private int to;

    /** Shows the headers between the two indices, which are checked to the last byte. */
    void show(byte[] bytes, int from, int to) throws FrameException {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        for (int at = from; at < to; at = check(at)) {}
    }

    /** Shows headers that have been checked, at another place. */
    void showAgain(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
    }

    private int check(int at) throws FrameException {
        int nameLength = bytes[at] & 0xFF;
        if (nameLength == 0) throw new FrameException("an event stream header has no name");
        int type = at + 1 + nameLength;
        if (type >= to) throw new FrameException("an event stream header is cut off in its name");
        if (!isUtf8(at + 1, nameLength)) throw new FrameException("the name of an event stream header is not UTF-8");
        int value = type + 1;
        int length = width(bytes[type]);
        if (length == UNKNOWN)
            throw new FrameException(
                    "an event stream header has the unknown value type 0x" + Integer.toHexString(bytes[type] & 0xFF));
        if (length == VARIES) {
            if (value + 2 > to)
                throw new FrameException("an event stream header is cut off in the length of its value");
            length = size(value);
            value += 2;
        }
        if (length > to - value) throw new FrameException("an event stream header is cut off in its value");
        if (bytes[type] == TEXT && !isUtf8(value, length))
            throw new FrameException("the text of an event stream header is not UTF-8");
        return value + length;
    }

    /** Bytes of a value of this type, {@link #VARIES} if two bytes before it tell, or {@link #UNKNOWN}. */
    private static int width(int type) {
        return switch (type) {
            case TRUE, FALSE -> 0;
            case BYTE -> 1;
            case SHORT -> 2;
            case INT -> 4;
            case LONG, TIME -> 8;
            case UUID_TYPE -> 16;
            case BYTES, TEXT -> VARIES;
            default -> UNKNOWN;
        };
    }

    /** The place of a header, or -1. Of two with one name the last counts, as in AWS's own decoder. */
    int find(String name) {
        int found = -1;
        int at = from;
        while (at < to) {
            int nameLength = bytes[at] & 0xFF;
            int type = at + 1 + nameLength;
            if (isName(name, at + 1, nameLength)) found = type;
            at = type + 1 + valueLength(type);
        }
        return found;
    }

    private boolean isName(String name, int at, int length) {
        if (Names.same(name, bytes, at, length)) return true;
        for (int i = 0; i < length; i++)
            if (bytes[at + i] < 0) return name.equals(new String(bytes, at, length, StandardCharsets.UTF_8));
        return false;
    }

    boolean isText(int at, String text) {
        return bytes[at] == TEXT && Names.same(text, bytes, at + 3, size(at + 1));
    }

    /** The text of a header that comes with every frame. */
    String name(int at, Names names) {
        return bytes[at] == TEXT ? names.of(bytes, at + 3, size(at + 1)) : text(at);
    }

    String text(int at) {
        ByteBuffer value = ByteBuffer.wrap(bytes, at + 1, valueLength(at));
        return switch (bytes[at]) {
            case TRUE -> "true";
            case FALSE -> "false";
            case BYTE -> Byte.toString(value.get());
            case SHORT -> Short.toString(value.getShort());
            case INT -> Integer.toString(value.getInt());
            case LONG -> Long.toString(value.getLong());
            case TIME -> Instant.ofEpochMilli(value.getLong()).toString();
            case UUID_TYPE -> new UUID(value.getLong(), value.getLong()).toString();
            case BYTES -> Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, at + 3, at + 3 + size(at + 1)));
            default -> new String(bytes, at + 3, size(at + 1), StandardCharsets.UTF_8);
        };
    }

    /** Bytes behind the type, of a header that has been checked. */
    private int valueLength(int type) {
        int width = width(bytes[type]);
        return width == VARIES ? 2 + size(type + 1) : width;
    }

    private int size(int at) {
        return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
    }

    private boolean isUtf8(int at, int length) {
        int i = at;
        while (i < at + length && bytes[i] >= 0) i++;
        if (i == at + length) return true;
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, i, at + length - i));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
