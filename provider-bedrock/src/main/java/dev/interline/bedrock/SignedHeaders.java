package dev.interline.bedrock;

/** The headers a signature covers, sorted by name as they are added; values of one name keep their order. */
final class SignedHeaders {
    private final String[] names;
    private final String[] values;
    private int count;

    SignedHeaders(int most) {
        names = new String[most];
        values = new String[most];
    }

    /** Adds a header, whose name is in lower case. */
    void add(String name, String value) {
        int at = count++;
        for (; at > 0 && names[at - 1].compareTo(name) > 0; at--) {
            names[at] = names[at - 1];
            values[at] = values[at - 1];
        }
        names[at] = name;
        values[at] = value;
    }

    void putCanonical(Scratch to) {
        for (int i = 0; i < count; i++) {
            if (again(i)) to.put(',');
            else to.put(names[i]).put(':');
            to.putTrimmed(values[i]);
            if (i + 1 == count || !again(i + 1)) to.put('\n');
        }
    }

    void putNames(Scratch to) {
        for (int i = 0; i < count; i++) {
            if (again(i)) continue;
            if (i > 0) to.put(';');
            to.put(names[i]);
        }
    }

    private boolean again(int i) {
        return i > 0 && names[i].equals(names[i - 1]);
    }
}
