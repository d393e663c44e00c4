package dev.interline.wire;

import dev.interline.wire.frame.Bytes;
import dev.interline.wire.frame.ChunkFrames;
import dev.interline.wire.frame.EventStreamFrames;
import dev.interline.wire.frame.Frames;
import dev.interline.wire.frame.SseFrames;

/** How a streamed body is cut into frames. */
public interface Framing {
    /** Server-sent events. */
    Framing SSE = new Framing() {
        @Override
        public Frames open(Bytes body) {
            return new SseFrames(body);
        }

        @Override
        public String mediaType() {
            return "text/event-stream";
        }
    };

    /** Event streams of AWS, or the error that AWS sends in the place of one with a good status, as plain JSON. */
    Framing EVENT_STREAM = new Framing() {
        @Override
        public Frames open(Bytes body) {
            return new EventStreamFrames(new PlainError(body));
        }

        @Override
        public String mediaType() {
            return "application/vnd.amazon.eventstream";
        }
    };

    /** Event streams of AWS whose frames each wrap one event of another format. */
    Framing CHUNKS = new Framing() {
        @Override
        public Frames open(Bytes body) {
            return new ChunkFrames(EVENT_STREAM.open(body));
        }

        @Override
        public String mediaType() {
            return EVENT_STREAM.mediaType();
        }
    };

    /** The frames of one body. */
    Frames open(Bytes body);

    /** What to ask for in the {@code Accept} header. */
    String mediaType();
}
