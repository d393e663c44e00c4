package dev.interline.wire;

import org.jspecify.annotations.Nullable;

/** A text that comes in pieces. One piece alone, as in every whole answer, is kept as it is. */
final class Growing {
    private static final int ROOM = 256;

    private String only = "";
    private @Nullable StringBuilder pieces;

    void append(String piece) {
        StringBuilder more = pieces;
        if (more != null) {
            more.append(piece);
        } else if (only.isEmpty()) {
            only = piece;
        } else {
            pieces = new StringBuilder(Math.max(ROOM, 2 * only.length()))
                    .append(only)
                    .append(piece);
            only = "";
        }
    }

    void replace(String text) {
        only = text;
        pieces = null;
    }

    int length() {
        StringBuilder more = pieces;
        return more == null ? only.length() : more.length();
    }

    /** Whether a text begins with this one. */
    boolean begins(String whole) {
        StringBuilder more = pieces;
        if (more == null) {
            return whole.startsWith(only);
        }
        if (whole.length() < more.length()) {
            return false;
        }
        for (int i = 0; i < more.length(); i++) {
            if (whole.charAt(i) != more.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Kept as one piece from here on: at its end a text is asked for twice, for its part and for the answer. */
    @Override
    public String toString() {
        StringBuilder more = pieces;
        if (more != null) {
            replace(more.toString());
        }
        return only;
    }
}
