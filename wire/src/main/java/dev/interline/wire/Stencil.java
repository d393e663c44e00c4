package dev.interline.wire;

import dev.interline.wire.frame.Frame;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The last usual event of a stream with its text cut out. An event that fits it byte for byte differs from that one in
 * its text alone, and need not be parsed to be understood: of an event of Chat Completions, two thirds of the time went
 * into fields that said what the event before had said. Used by one thread at a time.
 *
 * <p>It is learned only from an event that a parser has read to its end, and forgotten with the first event that does not
 * fit, so that what events in between may have changed is never missed. Whatever is unusual fits nothing: an odd escape,
 * bytes that are not UTF-8, a control character.
 */
public final class Stencil {
    private static final int MOST_CUTS = 4;

    private final String[] ignored;
    private final int[] cuts = new int[MOST_CUTS];
    private byte[] shape = {};
    private int count;
    private int length;
    private int textCut;

    // the event that is being learned or read
    private byte[] bytes = {};
    private int at;
    private int end;
    private @Nullable String text;

    /** @param ignored fields whose values, texts or numbers, mean nothing to the reader and are other ones in each event */
    public Stencil(String... ignored) {
        this.ignored = ignored;
    }

    /** The next event has to be parsed. */
    public void forget() {
        count = 0;
    }

    /**
     * Takes an event for the usual one, if it can be told which of its bytes are the text.
     *
     * @param frame one that was read as a JSON object, with nothing in it but one text and what a like event may repeat
     * @param field the name of the field that holds the text
     * @param text what the parser found there. An empty one is not learned: then the field may be missing, and stand in
     *     what follows the document in its frame
     */
    public void learn(Frame frame, String field, String text) {
        forget();
        show(frame);
        if (text.isEmpty() || end < 0 || holdsEscape()) {
            return;
        }
        int place = onlyPlace(field);
        int from = place < 0 ? NOWHERE : value(place);
        if (from < 0 || bytes[from - 1] != '"') {
            return;
        }
        int[] found = new int[2 * MOST_CUTS];
        int many = add(found, 0, from, quote(from));
        for (String name : ignored) {
            place = onlyPlace(name);
            if (place == MANY) {
                return;
            }
            int other = place < 0 ? NOWHERE : value(place);
            int to = other < 0 ? NOWHERE : valueEnd(other);
            many = to < 0 ? many : add(found, many, other, to);
        }
        cut(found, many, from);
    }

    /** Puts a value where its place among the others is. */
    private static int add(int[] found, int many, int from, int to) {
        int i = 2 * many;
        for (; i > 0 && found[i - 2] > from; i -= 2) {
            found[i] = found[i - 2];
            found[i + 1] = found[i - 1];
        }
        found[i] = from;
        found[i + 1] = to;
        return many + 1;
    }

    /** Keeps what lies around the values. */
    private void cut(int[] found, int many, int textFrom) {
        shape = shape.length < end - at ? new byte[end - at] : shape;
        length = 0;
        int from = at;
        for (int i = 0; i < many; i++) {
            take(from, found[2 * i]);
            cuts[i] = length;
            textCut = found[2 * i] == textFrom ? i : textCut;
            from = found[2 * i + 1];
        }
        take(from, end);
        count = many;
    }

    private void take(int from, int to) {
        System.arraycopy(bytes, from, shape, length, to - from);
        length += to - from;
    }

    /** The text of an event that differs from the usual one in nothing else; null for any other event. */
    public @Nullable String read(Frame frame) {
        if (count == 0) {
            return null;
        }
        show(frame);
        text = null;
        int from = 0;
        for (int i = 0; i < count; i++) {
            if (!fits(from, cuts[i]) || !(i == textCut ? text() : value())) {
                return null;
            }
            from = cuts[i];
        }
        return end - at == length - from && fits(from, length) ? text : null;
    }

    private boolean fits(int from, int to) {
        int more = to - from;
        if (end - at < more || !Arrays.equals(shape, from, to, bytes, at, at + more)) {
            return false;
        }
        at += more;
        return true;
    }

    /** Passes over a text without escapes, or a number without a sign. */
    private boolean value() {
        int stop = valueEnd(at);
        at = stop;
        return stop >= 0;
    }

    /** Takes the text up to its quotation mark. */
    private boolean text() {
        int from = at;
        boolean ascii = true;
        for (int i = from; i < end; i++) {
            byte b = bytes[i];
            if (b == '"') {
                text = new String(bytes, from, i - from, ascii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
                at = i;
                return ascii || text.indexOf('\uFFFD') < 0;
            }
            if (b == '\\') {
                return ascii && escaped(i);
            }
            if (b < ' ') {
                if (b >= 0) {
                    return false;
                }
                ascii = false;
            }
        }
        return false;
    }

    /** A text with line ends and quotation marks in it, as code and JSON have in every second piece. */
    private boolean escaped(int first) {
        StringBuilder plain = new StringBuilder(64);
        for (int i = at; i < first; i++) {
            plain.append((char) bytes[i]);
        }
        for (int i = first; i < end; i++) {
            byte b = bytes[i];
            if (b == '"') {
                text = plain.toString();
                at = i;
                return true;
            }
            char c = (char) b;
            if (b == '\\' && ++i < end) {
                c = meant(bytes[i]);
            }
            if (b < ' ' || c == 0) {
                return false;
            }
            plain.append(c);
        }
        return false;
    }

    /** What a letter behind a backslash stands for; 0 for those that a parser shall read. */
    private static char meant(byte letter) {
        return switch (letter) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case '"', '\\', '/' -> (char) letter;
            default -> 0;
        };
    }

    /** Blanks before the last brace, with which Anthropic pads its events, belong to no stencil. */
    private void show(Frame frame) {
        bytes = frame.bytes();
        at = frame.offset();
        end = at + frame.length() - 1;
        if (end < at || bytes[end] != '}') {
            end = NOWHERE;
            return;
        }
        while (end > at && bytes[end - 1] == ' ') {
            end--;
        }
    }

    private boolean holdsEscape() {
        for (int i = at; i < end; i++) {
            if (bytes[i] == '\\') {
                return true;
            }
        }
        return false;
    }

    private static final int NOWHERE = -1;
    private static final int MANY = -2;

    /** Where a field's name ends; without escapes, a name in quotation marks is nothing else. */
    private int onlyPlace(String name) {
        int place = NOWHERE;
        for (int i = at; i < end - name.length() - 1; i++) {
            if (bytes[i] == '"' && bytes[i + name.length() + 1] == '"' && stands(name, i + 1)) {
                if (place >= 0) {
                    return MANY;
                }
                place = i + name.length() + 2;
            }
        }
        return place;
    }

    private boolean stands(String name, int from) {
        for (int i = 0; i < name.length(); i++) {
            if (bytes[from + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Where the value behind a name begins: in a text, behind its quotation mark; nowhere when it is neither text nor number. */
    private int value(int name) {
        int i = blanks(name);
        if (i >= end || bytes[i] != ':') {
            return NOWHERE;
        }
        i = blanks(i + 1);
        if (i >= end) {
            return NOWHERE;
        }
        return bytes[i] == '"' ? i + 1 : isDigit(bytes[i]) ? i : NOWHERE;
    }

    private int blanks(int from) {
        int i = from;
        while (i < end && bytes[i] == ' ') {
            i++;
        }
        return i;
    }

    /** Where a text ends that has no escapes. */
    private int quote(int from) {
        int i = from;
        while (i < end && bytes[i] != '"') {
            i++;
        }
        return i;
    }

    /** Where a value ends that begins here: a text of ASCII without escapes, or digits; nowhere for anything else. */
    private int valueEnd(int from) {
        int i = from;
        if (bytes[from - 1] == '"') {
            while (i < end && bytes[i] >= ' ' && bytes[i] != '"' && bytes[i] != '\\') {
                i++;
            }
            return i < end && bytes[i] == '"' ? i : NOWHERE;
        }
        while (i < end && isDigit(bytes[i])) {
            i++;
        }
        return i > from && (bytes[from] != '0' || i == from + 1) ? i : NOWHERE;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
