package dev.interline.benchmarks.load;

/** What every answer of the server says, so that every driver can be checked. */
public final class Words {
    /** Tokens of a whole answer. */
    public static final int WHOLE = 200;

    private Words() {}

    /** The token of this number. */
    public static String token(int i) {
        return i % 7 == 6 ? " word," : i % 3 == 0 ? " the" : " token";
    }

    /** The first tokens, joined. */
    public static String text(int tokens) {
        StringBuilder text = new StringBuilder(tokens * 6);
        for (int i = 0; i < tokens; i++) {
            text.append(token(i));
        }
        return text.toString();
    }
}
