package dev.interline.benchmarks.load;

import java.util.Locale;

/** What a driver and the server speak: a format, as one cloud puts it on the wire. */
public enum Tongue {
    /** Chat Completions at Azure. */
    CHAT,
    /** Responses at Azure. */
    RESPONSES,
    /** Claude's Messages at Azure. */
    MESSAGES,
    /** Converse at Bedrock, signed, streamed as an event stream of AWS. */
    CONVERSE,
    /** Gemini at Vertex AI. */
    GEMINI;

    /** By a name in small letters. */
    public static Tongue of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** The name in small letters. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** By the path of a request. */
    static Tongue at(String path) {
        if (path.contains("/converse")) {
            return CONVERSE;
        }
        if (path.contains("enerateContent")) {
            return GEMINI;
        }
        if (path.contains("/messages")) {
            return MESSAGES;
        }
        return path.contains("/responses") ? RESPONSES : CHAT;
    }
}
