package dev.interline.benchmarks.load;

import java.util.Locale;

/** What the server does; each scene has a port of its own, so that no client need know of it. */
public enum Scene {
    /** Whole answers of 200 tokens, streams of 500, each at once. */
    PLAIN(500, 0),
    /** Streams of 5,000 tokens, at once. */
    LONG(5_000, 0),
    /** Streams of 100 tokens, one every 10 ms, each saying when it was sent. */
    PACED(100, 10),
    /** Streams of 50 tokens, one every 100 ms, for a crowd. */
    CROWD(50, 100),
    /** Streams of 60 tokens, one every 2 s: open for longer than anybody looks at them. */
    HELD(60, 2_000),
    /** As {@link #PLAIN} with streams of 50 tokens, but one request in twenty goes wrong, each time in another way. */
    FAULTS(50, 0);

    final int tokens;
    final int pace;

    Scene(int tokens, int pace) {
        this.tokens = tokens;
        this.pace = pace;
    }

    /** Tokens of its streams. */
    public int tokens() {
        return tokens;
    }

    /** The name in small letters. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
