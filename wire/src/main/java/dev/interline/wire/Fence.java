package dev.interline.wire;

/**
 * Takes the code fence off a text that is one fenced block, while the text arrives. A text that does not begin with a
 * fence goes through as it is. Used by one thread at a time.
 */
final class Fence {
    private static final String MARK = "```";

    private enum State {
        BEGINNING,
        INSIDE,
        PLAIN
    }

    private final StringBuilder held = new StringBuilder();
    private State state = State.BEGINNING;

    /** A whole text without its fence. */
    static String off(String text) {
        Fence fence = new Fence();
        String most = fence.take(text);
        return most + fence.end();
    }

    /** More of the text; gives what can be shown of it, perhaps nothing yet. */
    String take(String piece) {
        if (state == State.PLAIN) {
            return piece;
        }
        held.append(piece);
        if (state == State.BEGINNING && !begun()) {
            return "";
        }
        int shown = state == State.INSIDE ? closing() : held.length();
        String text = held.substring(0, shown);
        held.delete(0, shown);
        return text;
    }

    /** Whether it is known what the text begins with. */
    private boolean begun() {
        int start = 0;
        while (start < held.length() && Character.isWhitespace(held.charAt(start))) {
            start++;
        }
        String first = held.substring(start, Math.min(held.length(), start + MARK.length()));
        if (!first.equals(MARK)) {
            state = MARK.startsWith(first) ? State.BEGINNING : State.PLAIN;
            return state == State.PLAIN;
        }
        int line = held.indexOf("\n", start);
        if (line < 0) {
            return false;
        }
        held.delete(0, line + 1);
        state = State.INSIDE;
        return true;
    }

    /** Where the end begins that may turn out to be the closing fence: white space, backticks, white space. */
    private int closing() {
        int at = back(held.length());
        int marks = 0;
        while (at > 0 && held.charAt(at - 1) == '`') {
            at--;
            marks++;
        }
        return marks > MARK.length() ? held.length() : back(at);
    }

    private int back(int from) {
        int at = from;
        while (at > 0 && Character.isWhitespace(held.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    /** The text is over; gives what is left of it. */
    String end() {
        String rest = held.toString();
        held.setLength(0);
        State last = state;
        state = State.PLAIN;
        return switch (last) {
            case BEGINNING -> line(rest);
            case INSIDE -> rest.strip().equals(MARK) ? "" : rest;
            case PLAIN -> rest;
        };
    }

    /** A text that is over in its first line may still have a fence at both ends. */
    private static String line(String text) {
        String line = text.strip();
        boolean fenced = line.length() >= 2 * MARK.length() && line.startsWith(MARK) && line.endsWith(MARK);
        return fenced
                ? line.substring(MARK.length(), line.length() - MARK.length()).replaceFirst("^[a-zA-Z]*\\s*", "")
                : text;
    }
}
