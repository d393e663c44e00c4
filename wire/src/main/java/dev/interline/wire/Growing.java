package dev.interline.wire;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text that comes in pieces. One piece alone, as in every whole answer, is kept as it is. Of many, what is there already
 * is not copied again and again, as one buffer for all would do each time it doubles.
 */
final class Growing {
    private static final int ROOM = 512;

    private String only = "";
    private @Nullable StringBuilder last;
    private List<String> before = List.of();
    private int beforeLength;

    void append(String piece) {
        StringBuilder more = last;
        if (more != null) {
            if (more.length() + piece.length() > ROOM && more.length() > beforeLength / 4) {
                keep(more.toString());
                more.setLength(0);
            }
            more.append(piece);
        } else if (only.isEmpty()) {
            only = piece;
        } else {
            last = new StringBuilder(ROOM);
            keep(only);
            only = "";
            append(piece);
        }
    }

    private void keep(String text) {
        if (before.isEmpty()) {
            before = new ArrayList<>();
        }
        before.add(text);
        beforeLength += text.length();
    }

    void replace(String text) {
        only = text;
        last = null;
        before = List.of();
        beforeLength = 0;
    }

    int length() {
        return last == null ? only.length() : beforeLength + last.length();
    }

    /** Whether a text begins with this one. */
    boolean begins(String whole) {
        StringBuilder more = last;
        if (more == null) {
            return whole.startsWith(only);
        }
        int from = 0;
        for (String text : before) {
            if (!whole.startsWith(text, from)) {
                return false;
            }
            from += text.length();
        }
        return whole.startsWith(more.toString(), from);
    }

    /** Kept as one piece from here on: at its end a text is asked for twice, for its part and for the answer. */
    @Override
    public String toString() {
        StringBuilder more = last;
        if (more != null) {
            keep(more.toString());
            replace(String.join("", before));
        }
        return only;
    }
}
