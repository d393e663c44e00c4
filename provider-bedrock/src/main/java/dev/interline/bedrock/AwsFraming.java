package dev.interline.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.wire.Framing;
import dev.interline.wire.Json;
import dev.interline.wire.Refusal;
import dev.interline.wire.Refused;
import dev.interline.wire.frame.Bytes;
import dev.interline.wire.frame.ChunkFrames;
import dev.interline.wire.frame.EventStreamFrames;
import dev.interline.wire.frame.Frames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** AWS's event stream, or what Bedrock sends with status 200 in its place: an error as plain JSON. */
final class AwsFraming implements Framing {
    /** Converse. */
    static final Framing EVENTS = new AwsFraming(false);
    /** InvokeModel, whose frames hold the events of another format. */
    static final Framing CHUNKS = new AwsFraming(true);

    private static final int MOST = 64 << 10;

    private final boolean chunks;

    private AwsFraming(boolean chunks) {
        this.chunks = chunks;
    }

    @Override
    public Frames open(Bytes body) {
        Frames frames = new EventStreamFrames(new Start(body));
        return chunks ? new ChunkFrames(frames) : frames;
    }

    @Override
    public String mediaType() {
        return Framing.EVENT_STREAM.mediaType();
    }

    /** Looks at the first byte of a body: no frame is so long that it begins with a brace. */
    private static final class Start implements Bytes {
        private final Bytes body;
        private boolean seen;

        Start(Bytes body) {
            this.body = body;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = body.read(into, offset, length);
            if (!seen && count > 0) {
                seen = true;
                if (into[offset] == '{') {
                    throw refused(into, offset, count);
                }
            }
            return count;
        }

        private Refused refused(byte[] first, int offset, int count) throws IOException {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            text.write(first, offset, count);
            byte[] more = new byte[4096];
            for (int read = 0; read >= 0 && text.size() < MOST; read = body.read(more, 0, more.length)) {
                text.write(more, 0, read);
            }
            JsonNode error = Json.lenient(text.toString(StandardCharsets.UTF_8));
            return new Refused(Refusal.inside("", error));
        }
    }
}
