package dev.interline.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.ChatEvent;
import dev.interline.ChatResponse;
import dev.interline.ModelId;
import dev.interline.error.ChatException;
import dev.interline.error.Failure;
import dev.interline.error.UnavailableException;
import dev.interline.error.UnreadableException;
import dev.interline.wire.frame.Bytes;
import dev.interline.wire.frame.Frame;
import dev.interline.wire.frame.Frames;
import dev.interline.wire.frame.SseFrames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a body when a format reads it: the rules of the model behind HTTP, without HTTP. Failures that a
 * caller would get as a typed error are in {@link #failure()}; anything else is thrown, for it is a bug.
 *
 * @param response the answer so far
 * @param events what a reader of the stream saw
 * @param failure why there is no whole answer; null when there is one
 */
public record Played(
        ChatResponse response,
        List<ChatEvent> events,
        @Nullable Exception failure) {
    /** The target of all tests that need none in particular. */
    public static final ModelId MODEL = new ModelId("azure", "example-resource", "chat");

    /** Whether the answer is whole. */
    public boolean finished() {
        return failure == null;
    }

    /** Everything that two readings of the same answer must agree on. */
    public List<Object> essence() {
        return List.of(
                response.message(),
                response.stopReason(),
                response.usage(),
                response.usage().vendor(),
                response.details(),
                response.id(),
                response.servedModel(),
                failure == null ? "whole" : failure.getClass());
    }

    /** The text that was shown piece by piece. */
    public String shownText() {
        StringBuilder text = new StringBuilder();
        for (ChatEvent event : events) {
            if (event instanceof ChatEvent.TextDelta delta) {
                text.append(delta.text());
            }
        }
        return text.toString();
    }

    /** Reads a whole answer. */
    public static Played whole(WireFormat format, JsonNode answer) {
        Assembler out = new Assembler(MODEL, format.origin(MODEL), false);
        Exception failure = null;
        try {
            format.decode(answer, out);
            if (!out.isFinished()) {
                failure = new UnreadableException("no end");
            }
        } catch (Refused | ChatException e) {
            failure = e;
        }
        return new Played(out.response().build(), List.of(), failure);
    }

    /** Reads a whole answer. */
    public static Played whole(WireFormat format, byte[] body) {
        try {
            return whole(format, Json.read(body, 0, body.length));
        } catch (IOException e) {
            return new Played(ChatResponse.builder(MODEL).build(), List.of(), e);
        }
    }

    /** Reads a stream that arrives at once. */
    public static Played stream(WireFormat format, Framing framing, byte[] body) {
        return stream(format, framing, body, body.length, () -> Integer.MAX_VALUE);
    }

    /** Reads a stream that arrives in pieces of random size. */
    public static Played inPieces(WireFormat format, Framing framing, byte[] body, long seed) {
        Random random = new Random(seed);
        return stream(format, framing, body, body.length, () -> 1 + random.nextInt(60));
    }

    /**
     * Reads a stream.
     *
     * @param length where it is cut
     * @param pieces how many bytes arrive at a time
     */
    public static Played stream(WireFormat format, Framing framing, byte[] body, int length, IntSupplier pieces) {
        Assembler out = new Assembler(MODEL, format.origin(MODEL), true);
        List<ChatEvent> events = new ArrayList<>();
        Exception failure = null;
        try {
            read(framing.open(new Source(body, length, pieces)), format.reader(out), out, events);
            if (out.isFinished()) {
                out.closeParts();
            } else {
                failure = new UnavailableException("the stream ended before the answer was complete");
            }
        } catch (Refused | ChatException e) {
            failure = e;
        } catch (IOException e) {
            failure = out.isFinished() ? closed(out) : e;
        }
        drain(out, events);
        return new Played(out.response().build(), events, failure);
    }

    /** Complete, although the body broke off behind it, or what is wrong with it. */
    private static @Nullable Exception closed(Assembler out) {
        try {
            out.closeParts();
            return null;
        } catch (ChatException e) {
            return e;
        }
    }

    private static void read(Frames frames, FrameReader reader, Assembler out, List<ChatEvent> events)
            throws IOException {
        FrameReader.Progress progress = FrameReader.Progress.OPEN;
        while (progress != FrameReader.Progress.DONE) {
            Frame frame = frames.next();
            if (frame == null) {
                reader.end();
                if (progress == FrameReader.Progress.OPEN && frames instanceof SseFrames sse && sse.stray() != null) {
                    throw new Refused(Refusal.inside("", Json.lenient(sse.stray())));
                }
                return;
            }
            try {
                progress = reader.read(frame);
            } catch (JsonProcessingException e) {
                if (!frame.unfinished()) {
                    throw new UnreadableException("an event of the stream is no JSON", Failure.NONE, e);
                }
            }
            drain(out, events);
        }
    }

    private static void drain(Assembler out, List<ChatEvent> events) {
        for (ChatEvent event = out.poll(); event != null; event = out.poll()) {
            events.add(event);
        }
    }

    private static final class Source implements Bytes {
        private final byte[] body;
        private final int length;
        private final IntSupplier pieces;
        private int at;

        Source(byte[] body, int length, IntSupplier pieces) {
            this.body = body;
            this.length = length;
            this.pieces = pieces;
        }

        @Override
        public int read(byte[] into, int offset, int most) {
            if (at == length) {
                return -1;
            }
            int count = Math.min(Math.min(most, pieces.getAsInt()), length - at);
            System.arraycopy(body, at, into, offset, count);
            at += count;
            return count;
        }
    }
}
