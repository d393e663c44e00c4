package dev.interline.testkit;

import okio.ByteString;

/** How events become bytes. */
enum Framing {
    /** Server-sent events with data alone. */
    SSE("text/event-stream; charset=utf-8") {
        @Override
        ByteString frame(Event event, boolean first) {
            return utf8("data: " + event.data() + "\n\n");
        }
    },
    /** Server-sent events that name their type. */
    SSE_NAMED("text/event-stream; charset=utf-8") {
        @Override
        ByteString frame(Event event, boolean first) {
            return utf8("event: " + event.name() + "\ndata: " + event.data() + "\n\n");
        }
    },
    /** Google's server-sent events: CR LF between them. */
    SSE_CRLF("text/event-stream") {
        @Override
        ByteString frame(Event event, boolean first) {
            return utf8("data: " + event.data() + "\r\n\r\n");
        }
    },
    /** Google's stream without {@code alt=sse}: one JSON array, sent piecewise. */
    LIST("application/json; charset=UTF-8") {
        @Override
        ByteString frame(Event event, boolean first) {
            return utf8((first ? "[" : "\n,\n") + event.data());
        }

        @Override
        ByteString close() {
            return utf8("]");
        }

        @Override
        ByteString comment() {
            return utf8("\n");
        }
    },
    /** AWS event stream, one event a message. */
    EVENT_STREAM("application/vnd.amazon.eventstream") {
        @Override
        ByteString frame(Event event, boolean first) {
            ByteString payload = utf8(event.data());
            return event.kind() == Event.Kind.EXCEPTION
                    ? Frames.exception(event.name(), payload)
                    : Frames.event(event.name(), payload);
        }

        @Override
        ByteString comment() {
            return ByteString.EMPTY;
        }
    },
    /** AWS event stream of {@code chunk} messages, each with an event of the model's own in Base64. */
    CHUNKS("application/vnd.amazon.eventstream") {
        @Override
        ByteString frame(Event event, boolean first) {
            if (event.kind() == Event.Kind.EXCEPTION) {
                return Frames.exception(event.name(), utf8(event.data()));
            }
            String bytes = utf8(event.data()).base64();
            return Frames.event(
                    "chunk",
                    utf8(Json.of("bytes", bytes, "p", Json.padding(bytes.length()))
                            .toString()));
        }

        @Override
        ByteString comment() {
            return ByteString.EMPTY;
        }
    };

    private final String contentType;

    Framing(String contentType) {
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    abstract ByteString frame(Event event, boolean first);

    /** What follows the last event. */
    ByteString close() {
        return ByteString.EMPTY;
    }

    /** A sign of life that is no event; empty where there is no such thing. */
    ByteString comment() {
        return utf8(": keep-alive\n\n");
    }

    private static ByteString utf8(String text) {
        return ByteString.encodeUtf8(text);
    }
}
