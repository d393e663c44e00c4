package dev.interline.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** How events become bytes. */
enum Framing {
    /** Server-sent events with data alone. */
    SSE("text/event-stream; charset=utf-8") {
        @Override
        byte[] frame(Event event, boolean first) {
            return utf8("data: " + event.data() + "\n\n");
        }
    },
    /** Server-sent events that name their type. */
    SSE_NAMED("text/event-stream; charset=utf-8") {
        @Override
        byte[] frame(Event event, boolean first) {
            return utf8("event: " + event.name() + "\ndata: " + event.data() + "\n\n");
        }
    },
    /** Google's server-sent events: CR LF between them. */
    SSE_CRLF("text/event-stream") {
        @Override
        byte[] frame(Event event, boolean first) {
            return utf8("data: " + event.data() + "\r\n\r\n");
        }
    },
    /** Google's stream without {@code alt=sse}: one JSON array, sent piecewise. */
    LIST("application/json; charset=UTF-8") {
        @Override
        byte[] frame(Event event, boolean first) {
            return utf8((first ? "[" : "\n,\n") + event.data());
        }

        @Override
        byte[] close() {
            return utf8("]");
        }

        @Override
        byte[] comment() {
            return utf8("\n");
        }
    },
    /** AWS event stream, one event a message. */
    EVENT_STREAM("application/vnd.amazon.eventstream") {
        @Override
        byte[] frame(Event event, boolean first) {
            byte[] payload = utf8(event.data());
            return event.kind() == Event.Kind.EXCEPTION
                    ? Frames.exception(event.name(), payload)
                    : Frames.event(event.name(), payload);
        }

        @Override
        byte[] comment() {
            return new byte[0];
        }
    },
    /** AWS event stream of {@code chunk} messages, each with an event of the model's own in Base64. */
    CHUNKS("application/vnd.amazon.eventstream") {
        @Override
        byte[] frame(Event event, boolean first) {
            if (event.kind() == Event.Kind.EXCEPTION) {
                return Frames.exception(event.name(), utf8(event.data()));
            }
            String bytes = Base64.getEncoder().encodeToString(utf8(event.data()));
            return Frames.event(
                    "chunk",
                    utf8(Json.of("bytes", bytes, "p", Json.padding(bytes.length()))
                            .toString()));
        }

        @Override
        byte[] comment() {
            return new byte[0];
        }
    };

    private final String contentType;

    Framing(String contentType) {
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    abstract byte[] frame(Event event, boolean first);

    /** What follows the last event. */
    byte[] close() {
        return new byte[0];
    }

    /** A sign of life that is no event; empty where there is no such thing. */
    byte[] comment() {
        return utf8(": keep-alive\n\n");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
