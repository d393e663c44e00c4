package dev.interline.types;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * JSON text that arrives in pieces. Tells at any time the document that it would be if it ended here, and which items
 * of its list are complete. It looks at brackets and quotes alone; whether the rest makes sense is for others to say.
 */
final class Arriving {
    /** Documents that grew by less than a hundredth part are not told again: a long answer is read a hundred times. */
    private static final int SMALLEST_STEP = 128;

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder open = new StringBuilder();
    private final List<String> items = new ArrayList<>();
    private int at;
    private int start = -1;
    /** How much of the text can be closed by brackets alone. */
    private int safe;

    private int told;
    private boolean inString;
    private boolean inWord;
    private boolean isKey;
    private boolean expectsKey;
    /** Where an escape began that is not over yet; -1 for nowhere. */
    private int escape = -1;

    private int item = -1;
    private boolean over;

    void add(String piece) {
        text.append(piece);
        while (at < text.length()) {
            step(text.charAt(at));
            at++;
        }
    }

    /** The last characters are void. */
    void takeBack(int characters) {
        String kept = text.substring(0, Math.max(0, text.length() - characters));
        clear();
        add(kept);
    }

    void clear() {
        text.setLength(0);
        open.setLength(0);
        items.clear();
        at = 0;
        start = -1;
        safe = 0;
        told = 0;
        inString = false;
        inWord = false;
        isKey = false;
        expectsKey = false;
        escape = -1;
        item = -1;
        over = false;
    }

    /** What has come as a document of its own; null when there is nothing yet, or little more than last time. */
    @Nullable
    String closed() {
        if (start < 0 || (told > 0 && text.length() - told < told / SMALLEST_STEP)) {
            return null;
        }
        told = text.length();
        StringBuilder document = new StringBuilder();
        if (inString && !isKey) {
            document.append(text, start, escape < 0 ? text.length() : escape).append('"');
        } else {
            document.append(text, start, safe);
        }
        for (int i = open.length() - 1; i >= 0; i--) {
            document.append(open.charAt(i) == '{' ? '}' : ']');
        }
        return document.toString();
    }

    /** The items that have become complete since the last time. */
    List<String> items() {
        List<String> some = List.copyOf(items);
        items.clear();
        return some;
    }

    private void step(char c) {
        if (over) {
            return;
        }
        if (start < 0) {
            if (c == '{' || c == '[') {
                start = at;
                open(c);
            }
        } else if (inString) {
            inString(c);
        } else {
            between(c);
        }
    }

    private void inString(char c) {
        if (escape >= 0) {
            boolean unicode = text.charAt(Math.min(escape + 1, at)) == 'u';
            if (at - escape >= (unicode ? 5 : 1)) {
                escape = -1;
            }
        } else if (c == '\\') {
            escape = at;
        } else if (c == '"') {
            inString = false;
            if (!isKey) {
                complete(at + 1);
            }
        }
    }

    private void between(char c) {
        boolean delimits = c == ',' || c == '}' || c == ']' || Character.isWhitespace(c);
        if (inWord && delimits) {
            inWord = false;
            complete(at);
        }
        switch (c) {
            case '"' -> {
                inString = true;
                isKey = expectsKey;
                expectsKey = false;
                if (!isKey) {
                    begins();
                }
            }
            case '{', '[' -> {
                begins();
                open(c);
            }
            case '}', ']' -> {
                open.setLength(Math.max(0, open.length() - 1));
                complete(at + 1);
                over = open.length() == 0;
            }
            case ',' -> expectsKey = isIn('{');
            default -> {
                if (!delimits && c != ':' && !inWord) {
                    inWord = true;
                    begins();
                }
            }
        }
    }

    private void open(char c) {
        open.append(c);
        expectsKey = c == '{';
        safe = at + 1;
    }

    private boolean isIn(char bracket) {
        return open.length() > 0 && open.charAt(open.length() - 1) == bracket;
    }

    /** Items stand in the list of an object that holds nothing else, or in a list that is the whole answer. */
    private boolean isAmongItems() {
        return isIn('[') && (open.length() == 1 || (open.length() == 2 && open.charAt(0) == '{'));
    }

    private void begins() {
        if (isAmongItems()) {
            item = at;
        }
    }

    private void complete(int end) {
        safe = end;
        if (item >= 0 && isAmongItems()) {
            items.add(text.substring(item, end));
            item = -1;
        }
    }
}
