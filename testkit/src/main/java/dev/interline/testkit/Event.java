package dev.interline.testkit;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One event of a stream, before it is framed.
 *
 * @param name the event's type, where the framing has a place for it
 * @param data JSON text, or what stands in its place
 */
record Event(Kind kind, String name, String data) {

    enum Kind {
        /** Says nothing of the content: roles, metadata, starts and stops of blocks. */
        PLAIN,
        /** Carries a token. */
        TOKEN,
        /** The first event that tells the end, and those after it. */
        END,
        /** An error that the framing itself marks as one, where it can. */
        EXCEPTION
    }

    static Event plain(String name, JsonNode json) {
        return new Event(Kind.PLAIN, name, json.toString());
    }

    static Event token(String name, JsonNode json) {
        return new Event(Kind.TOKEN, name, json.toString());
    }

    static Event end(String name, JsonNode json) {
        return new Event(Kind.END, name, json.toString());
    }

    static Event exception(String name, JsonNode json) {
        return new Event(Kind.EXCEPTION, name, json.toString());
    }
}
