package dev.interline.wire.frame;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The events of another format that come wrapped in frames: each {@code chunk} is {@code {"bytes":"…"}} with one event in
 * Base64, as "InvokeModelWithResponseStream" of the Amazon Bedrock Runtime API reference describes. Frames of any other
 * kind, exceptions above all, are handed on as they are. One object per body; not for use by several threads.
 */
public final class ChunkFrames implements Frames {
    private static final JsonFactory JSON = new JsonFactory();

    private final Frames frames;
    private final Chunk chunk = new Chunk();

    /**
     * Unwraps frames.
     *
     * @param frames the frames of the body
     */
    public ChunkFrames(Frames frames) {
        this.frames = frames;
    }

    @Override
    public @Nullable Frame next() throws IOException {
        Frame frame = frames.next();
        if (frame == null || frame.kind() != Frame.Kind.EVENT || !"chunk".equals(frame.type())) return frame;
        chunk.bytes = unwrap(frame);
        return chunk;
    }

    private static byte[] unwrap(Frame frame) throws FrameException {
        try (JsonParser parser = JSON.createParser(frame.bytes(), frame.offset(), frame.length())) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    boolean wanted = parser.currentName().equals("bytes");
                    if (parser.nextToken() == JsonToken.VALUE_STRING && wanted) return parser.getBinaryValue();
                    parser.skipChildren();
                }
            }
        } catch (JsonProcessingException e) {
            // no JSON, or no Base64
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory cannot fail", e);
        }
        throw new FrameException(
                "a chunk of the event stream does not hold an event: its bytes are missing or damaged");
    }

    /** The view of one event; one object serves a whole stream. */
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
