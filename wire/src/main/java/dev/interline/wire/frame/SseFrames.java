package dev.interline.wire.frame;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The events of a {@code text/event-stream} body, read by "Server-sent events" of the WHATWG HTML standard. It works on
 * bytes: an event is delivered as soon as its blank line has been read, and its data is a view into the buffer, also
 * when it came in several lines, which are joined where they lie. One object per body; not for use by several threads.
 */
public final class SseFrames implements Frames {
    /** For a stream that comes event by event; thousands may be open. */
    private static final int FIRST_BUFFER = 1024;
    /** For one that comes faster than it is read, or in longer events. */
    private static final int USUAL_BUFFER = 4096;
    /** Room beside the data of the largest event: its field name, and the line ends. */
    private static final int MARGIN = 64;
    /** The longest name of a field that means something; a colon further on belongs to no field we know. */
    private static final int LONGEST_FIELD = 5;

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long EACH = 0x0101_0101_0101_0101L;
    private static final long HIGHEST_BITS = 0x8080_8080_8080_8080L;

    private final SseRules rules;
    private final int limit;
    private final Intake in;
    private final SseEvent event = new SseEvent();
    private final Names names = new Names();
    private final EventId id = new EventId();
    private final StrayText stray;
    private final SseHead head = new SseHead();
    private @Nullable FrameException broken;

    private int line; // where the line begins that is being read
    private int scan; // where to go on looking for its end
    private int block; // where the first line of the block begins; -1 when the buffer has moved
    private boolean afterCr; // a line feed here would be the second half of a line end
    private long lines;
    private long comments;
    private long retry = -1;

    // What has been read of the next event. Its data lies in the buffer, before the line.
    private boolean hasData;
    private int dataFrom;
    private int dataTo;
    private @Nullable String type;

    /**
     * Events of a body, by the {@linkplain SseRules#LENIENT lenient rules}.
     *
     * @param source the body
     */
    public SseFrames(Bytes source) {
        this(source, SseRules.LENIENT, () -> {});
    }

    /**
     * Events of a body.
     *
     * @param source the body
     * @param rules limits, and how strictly to read
     * @param onLife is run inside {@link #next()} whenever bytes have arrived, also those of a comment, which services
     *     send as a ping and which makes no frame
     */
    public SseFrames(Bytes source, SseRules rules, Runnable onLife) {
        this.rules = rules;
        this.limit = rules.maxEvent() + MARGIN;
        this.in = new Intake(source, onLife, Math.min(FIRST_BUFFER, limit));
        this.stray = new StrayText(rules.maxStray());
    }

    @Override
    public @Nullable Frame next() throws IOException {
        if (broken != null) throw broken;
        while (true) {
            if (line == block && isUsual()) return event;
            int to = lineEnd();
            if (to < 0) {
                if (more()) continue;
                return last();
            }
            int from = line;
            line = scan = to + 1;
            if (endsBlock(from, to)) {
                boolean shown = dispatch(false);
                block = line;
                if (shown) return event;
            }
        }
    }

    /** Takes the next event at once if it is all there, and like the last one but for one line of data. */
    private boolean isUsual() {
        byte[] bytes = in.bytes;
        int from = afterCr || scan > line ? -1 : head.end(bytes, line, in.end);
        if (from < 0) return false;
        int to = lineEnd(from);
        if (to < 0 || to + 1 >= in.end || bytes[to] != '\n' || bytes[to + 1] != '\n' || to - from > rules.maxEvent())
            return false;
        event.show(bytes, from, to, head.type, false);
        stray.interrupt();
        lines += head.type == null ? 2 : 3;
        line = scan = block = to + 2;
        return true;
    }

    /** The id of the last event that was complete, or empty if none has been sent. */
    public String lastEventId() {
        return id.text();
    }

    /** The last valid {@code retry} field, in milliseconds, if one has been sent. */
    public OptionalLong retry() {
        return retry < 0 ? OptionalLong.empty() : OptionalLong.of(retry);
    }

    /** How many lines have been read so far, blank ones and comments among them. */
    public long lines() {
        return lines;
    }

    /** How many comments have been read so far; many services send them as pings. */
    public long comments() {
        return comments;
    }

    /**
     * JSON that stood in the body without being an event, or null if there was none. Vertex AI has been seen to end a
     * stream with a bare, pretty-printed error object, and gateways put their own error in place of the whole body. It
     * is complete once {@link #next()} has returned null; of more than {@link SseRules#maxStray()} bytes the rest is
     * missing.
     */
    public @Nullable String stray() {
        return stray.text();
    }

    /** Finds the end of the line, or returns -1 if it has not been read yet. */
    private int lineEnd() {
        if (afterCr && line < in.end) {
            if (in.bytes[line] == '\n') scan = ++line;
            afterCr = false;
        }
        int to = lineEnd(scan);
        if (to < 0) scan = in.end;
        else afterCr = in.bytes[to] == '\r';
        return to;
    }

    private int lineEnd(int from) {
        byte[] bytes = in.bytes;
        int end = in.end;
        int i = from;
        while (i < end) {
            if (end - i >= Long.BYTES && isPlain((long) WORDS.get(bytes, i))) {
                i += Long.BYTES;
                continue;
            }
            for (int stop = Math.min(end, i + Long.BYTES); i < stop; i++) {
                byte b = bytes[i];
                if (b == '\n' || b == '\r') return i;
            }
        }
        return -1;
    }

    /** Whether none of eight bytes is a control character up to the carriage return: lines are long, their ends are few. */
    private static boolean isPlain(long word) {
        return (word - EACH * ('\r' + 1) & ~word & HIGHEST_BITS) == 0;
    }

    /** Reads on, in the same buffer as long as it is large enough. False at the end of the body. */
    private boolean more() throws IOException {
        if (!hasData && line == in.end) {
            block = block == line ? 0 : -1;
            line = scan = in.end = 0;
        }
        if (in.full()) makeRoom();
        return in.read();
    }

    /** Moves what is still needed to the front: the data so far, and the line. */
    private void makeRoom() throws FrameException {
        int front = 0;
        if (hasData) {
            System.arraycopy(in.bytes, dataFrom, in.bytes, 0, dataTo - dataFrom);
            dataTo -= dataFrom;
            dataFrom = 0;
            front = dataTo;
        }
        int shift = line - front;
        block = block == line ? front : -1;
        System.arraycopy(in.bytes, line, in.bytes, front, in.end - line);
        line -= shift;
        scan -= shift;
        in.end -= shift;
        boolean small = in.bytes.length < USUAL_BUFFER || in.end > in.bytes.length / 2;
        if (small && in.bytes.length < limit) in.grow(USUAL_BUFFER, limit);
        if (in.full()) throw tooLarge();
    }

    /** Takes one line. True for a blank one, which ends the block that makes an event. */
    private boolean endsBlock(int from, int to) throws FrameException {
        if (lines++ == 0) from = afterMark(from, to);
        if (from == to) return true;
        byte[] bytes = in.bytes;
        if (bytes[from] == ':') {
            comments++;
            stray.interrupt();
            return false;
        }
        int nameEnd = nameEnd(from, to);
        int value = Math.min(nameEnd + 1, to);
        if (value < to && bytes[value] == ' ') value++;
        int length = nameEnd - from;
        if (Names.same("data", bytes, from, length)) data(value, to);
        else if (Names.same("event", bytes, from, length))
            type = value == to ? null : names.of(bytes, value, to - value);
        else if (Names.same("id", bytes, from, length)) id.offer(bytes, value, to);
        else if (Names.same("retry", bytes, from, length)) retry(value, to);
        else {
            stray.offer(bytes, from, to);
            return false;
        }
        stray.interrupt();
        return false;
    }

    /** Where the name of the field ends: at its colon, or with the line; a name too long to be known is cut. */
    private int nameEnd(int from, int to) {
        int stop = Math.min(to, from + LONGEST_FIELD + 1);
        for (int i = from; i < stop; i++) if (in.bytes[i] == ':') return i;
        return stop;
    }

    private void data(int from, int to) throws FrameException {
        if (hasData) {
            // The name of this field, which is no longer needed, leaves room for the line feed between the two.
            in.bytes[dataTo++] = '\n';
            System.arraycopy(in.bytes, from, in.bytes, dataTo, to - from);
            dataTo += to - from;
        } else {
            hasData = true;
            dataFrom = from;
            dataTo = to;
        }
        if (dataTo - dataFrom > rules.maxEvent()) throw tooLarge();
    }

    private void retry(int from, int to) {
        if (from == to || to - from > 18) return; // more digits would not fit a long
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = in.bytes[i] - '0';
            if (digit < 0 || digit > 9) return;
            value = 10 * value + digit;
        }
        retry = value;
    }

    /** Ends the block. True if it was an event, which needs a data field, even an empty one. */
    private boolean dispatch(boolean unfinished) {
        if (!unfinished) id.commit();
        if (hasData) {
            event.show(in.bytes, dataFrom, dataTo, type, unfinished);
            // no line behind the data, which could have given it another name
            if (block >= 0 && line == dataTo + 2 && !unfinished) head.learn(in.bytes, block, dataFrom, type);
        }
        boolean shown = hasData;
        hasData = false;
        type = null;
        return shown;
    }

    /** What the end of the body leaves behind. */
    private @Nullable Frame last() throws FrameException {
        int from = line;
        int to = in.end;
        line = scan = to;
        if (from < to) lastLine(from, to);
        if (rules.keepUnfinished() && dispatch(true)) return event;
        hasData = false;
        return null;
    }

    /** A line without its end may be cut: of the fields, only data is still of use, because its reader checks it. */
    private void lastLine(int from, int to) throws FrameException {
        if (lines++ == 0) from = afterMark(from, to);
        int nameEnd = nameEnd(from, to);
        boolean field = nameEnd < to && in.bytes[nameEnd] == ':';
        if (field && Names.same("data", in.bytes, from, nameEnd - from)) {
            int value = nameEnd + 1;
            data(value < to && in.bytes[value] == ' ' ? value + 1 : value, to);
        } else {
            stray.offer(in.bytes, from, to);
        }
    }

    /** The first line may begin with a byte order mark. */
    private int afterMark(int from, int to) {
        byte[] b = in.bytes;
        boolean mark =
                to - from >= 3 && b[from] == (byte) 0xEF && b[from + 1] == (byte) 0xBB && b[from + 2] == (byte) 0xBF;
        return mark ? from + 3 : from;
    }

    private FrameException tooLarge() {
        broken = new FrameException("an event of the stream is larger than " + rules.maxEvent() + " bytes");
        return broken;
    }
}
