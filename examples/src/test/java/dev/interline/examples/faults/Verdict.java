package dev.interline.examples.faults;

/** What a cell of the table says, from good to bad. */
enum Verdict {
    /** Right conduct, and the outcome that the fault's row names. */
    PASS("pass"),
    /** The outcome, but the provider saw conduct with a flaw. */
    PARTIAL("partial"),
    /** A clean error in good time where an answer was possible. */
    SAFE("safe"),
    /** A hang, a lie, or wrong conduct. */
    FAIL("fail"),
    /** Cannot be played here; a reason is printed. */
    NONE("n/a");

    final String word;

    Verdict(String word) {
        this.word = word;
    }
}
