package dev.interline.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.wire.Json;
import dev.interline.wire.Refusal;
import dev.interline.wire.Refused;
import dev.interline.wire.frame.Frame;
import dev.interline.wire.frame.FrameException;
import dev.interline.wire.frame.Frames;
import java.io.IOException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The events that the frames of InvokeModelWithResponseStream hold, each as the Base64 of its JSON: {@code chunk} with
 * {@code {"bytes":"…","p":"padding"}}. Exceptions are AWS's, so they are understood here. Used by one thread at a time.
 */
final class ChunkFrames implements Frames {
    private final Frames frames;
    private final Chunk chunk = new Chunk();

    ChunkFrames(Frames frames) {
        this.frames = frames;
    }

    @Override
    public @Nullable Frame next() throws IOException {
        while (true) {
            Frame frame = frames.next();
            if (frame == null) {
                return null;
            }
            if (frame.kind() != Frame.Kind.EVENT) {
                throw new Refused(refusal(frame));
            }
            if ("chunk".equals(frame.type())) {
                chunk.bytes = decode(frame);
                return chunk;
            }
        }
    }

    private static byte[] decode(Frame frame) throws IOException {
        JsonNode payload = Json.read(frame.bytes(), frame.offset(), frame.length());
        try {
            return Base64.getDecoder().decode(Json.text(payload, "bytes"));
        } catch (IllegalArgumentException e) {
            throw new FrameException("a chunk of the event stream is no Base64");
        }
    }

    /** An exception or an error as what it is. */
    static Refusal refusal(Frame frame) {
        String type = frame.type() == null ? "" : frame.type();
        JsonNode said = Json.lenient(frame.text());
        String message = frame.header(":error-message");
        return Refusal.inside(
                type, message == null || said.isObject() ? said : Json.object().put("message", message));
    }

    /** The view of one event. */
    private static final class Chunk implements Frame {
        private byte[] bytes = {};

        @Override
        public Kind kind() {
            return Kind.EVENT;
        }

        @Override
        public @Nullable String type() {
            return null;
        }

        @Override
        public byte[] bytes() {
            return bytes;
        }

        @Override
        public int offset() {
            return 0;
        }

        @Override
        public int length() {
            return bytes.length;
        }
    }
}
