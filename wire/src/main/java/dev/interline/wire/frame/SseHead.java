package dev.interline.wire.frame;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What stood before the data of the last event: an event's name, or nothing but the field's own. It stands before the
 * next one as well, mostly, which then need not be taken apart: that was an eighth of a short event's time.
 */
final class SseHead {
    private static final int LONGEST = 128;

    private byte[] bytes = {};
    private int length;
    /** The event's name, if there was one. */
    @Nullable
    String type;

    /**
     * Takes what stands before the first data of an event that was complete.
     *
     * @param from where its first line begins
     * @param to where its data begin
     * @param type the name it had
     */
    void learn(byte[] buffer, int from, int to, @Nullable String type) {
        length = 0;
        // without the blank, one that is there the next time would be taken for data
        if (to - from > LONGEST || buffer[to - 1] != ' ') return;
        // nothing else may stand there: no mark of the byte order, no id, no comment
        boolean named = type != null;
        if (buffer[from] != (named ? 'e' : 'd') || lineEnds(buffer, from, to) != (named ? 1 : 0)) return;
        if (bytes.length < to - from) bytes = new byte[to - from];
        System.arraycopy(buffer, from, bytes, 0, to - from);
        length = to - from;
        this.type = type;
    }

    /** How many lines end there, as lines of such a stream mostly do; -1 when one may end in another way. */
    private static int lineEnds(byte[] bytes, int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\r') return -1;
            if (bytes[i] == '\n') count++;
        }
        return count;
    }

    /** Where the data begin if it stands here as well; otherwise -1. */
    int end(byte[] buffer, int from, int to) {
        int end = from + length;
        boolean stands = length > 0 && end < to && Arrays.equals(bytes, 0, length, buffer, from, end);
        return stands ? end : -1;
    }
}
