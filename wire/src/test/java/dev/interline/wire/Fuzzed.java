package dev.interline.wire;

import dev.interline.ChatResponse;
import dev.interline.ToolCall;
import dev.interline.wire.anthropic.Messages;
import dev.interline.wire.converse.Converse;
import dev.interline.wire.frame.EventStreamFrames;
import dev.interline.wire.frame.Frame;
import dev.interline.wire.frame.FrameException;
import dev.interline.wire.frame.Frames;
import dev.interline.wire.frame.SseFrames;
import dev.interline.wire.gemini.GenerateContent;
import dev.interline.wire.openai.ChatCompletions;
import dev.interline.wire.openai.Responses;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * What a fuzzer calls: any bytes are a right answer or a typed error, and nothing else. Each decoder has a class of its own
 * because a fuzzer wants it so; {@code benchmarks/fuzz} runs them for as long as one likes, {@link AnyBytesTest} for a
 * moment in every build.
 */
public final class Fuzzed {
    private Fuzzed() {}

    /** Chat Completions. */
    public static final class Chat {
        private Chat() {}

        public static void fuzzerTestOneInput(byte[] data) {
            answer(ChatCompletions.FORMAT, Framing.SSE, data);
        }
    }

    /** Responses. */
    public static final class Response {
        private Response() {}

        public static void fuzzerTestOneInput(byte[] data) {
            answer(Responses.FORMAT, Framing.SSE, data);
        }
    }

    /** Messages, streamed by events or in the chunks of InvokeModel. */
    public static final class Claude {
        private Claude() {}

        public static void fuzzerTestOneInput(byte[] data) {
            boolean chunks = data.length > 0 && data[0] == 0;
            answer(Messages.FORMAT, chunks ? Framing.CHUNKS : Framing.SSE, data);
        }
    }

    /** Converse. */
    public static final class Conversing {
        private Conversing() {}

        public static void fuzzerTestOneInput(byte[] data) {
            answer(Converse.FORMAT, Framing.EVENT_STREAM, data);
        }
    }

    /** Gemini. */
    public static final class Gemini {
        private Gemini() {}

        public static void fuzzerTestOneInput(byte[] data) {
            answer(GenerateContent.FORMAT, Framing.SSE, data);
        }
    }

    /** Server-sent events. */
    public static final class Sse {
        private Sse() {}

        public static void fuzzerTestOneInput(byte[] data) {
            frames(SseFrames::new, data);
        }
    }

    /** Event streams of AWS. */
    public static final class EventStream {
        private EventStream() {}

        public static void fuzzerTestOneInput(byte[] data) {
            frames(EventStreamFrames::new, data);
        }
    }

    private static void answer(WireFormat format, Framing framing, byte[] data) {
        boolean whole = data.length > 0 && (data[0] == '{' || data[0] == '[');
        Played played = whole ? Played.whole(format, data) : Played.stream(format, framing, data);
        check(played);
        if (!whole) {
            Played again = Played.inPieces(format, framing, data, data.length);
            if (!again.essence().equals(played.essence())) {
                throw new AssertionError("in pieces it is " + again.essence() + ", at once " + played.essence());
            }
        }
    }

    private static void check(Played played) {
        ChatResponse response = played.response();
        // what is written when it is asked for can be written
        if (response.details().size() + response.usage().vendor().length() < 0) {
            throw new AssertionError("impossible");
        }
        if (played.finished()) {
            for (ToolCall call : response.toolCalls()) {
                if (call.id().isEmpty() || call.name().isEmpty()) {
                    throw new AssertionError("a call without a name or an id: " + call);
                }
            }
            // parts may come in another order than they stand in the answer
            if (!played.events().isEmpty()
                    && played.shownText().length() != response.text().length()) {
                throw new AssertionError("shown was not what is answered");
            }
        }
    }

    private static void frames(Function<Dripping, Frames> open, byte[] data) {
        List<String> once = read(open, data, new Random(0), data.length);
        List<String> pieces = read(open, data, new Random(data.length), 7);
        if (!once.equals(pieces)) {
            throw new AssertionError("in pieces it is " + pieces + ", at once " + once);
        }
    }

    private static List<String> read(Function<Dripping, Frames> open, byte[] data, Random random, int most) {
        List<String> read = new ArrayList<>();
        try {
            Frames frames = open.apply(new Dripping(data, random, Math.max(1, most)));
            for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
                read.add(frame.kind() + " " + frame.type() + " " + frame.text() + " " + frame.unfinished());
            }
            read.add("end");
        } catch (FrameException e) {
            read.add("broken");
        } catch (IOException e) {
            throw new AssertionError("memory does not fail", e);
        }
        return read;
    }

    /** Bytes that arrive in pieces. */
    private static final class Dripping implements dev.interline.wire.frame.Bytes {
        private final byte[] data;
        private final Random random;
        private final int most;
        private int at;

        Dripping(byte[] data, Random random, int most) {
            this.data = data;
            this.random = random;
            this.most = most;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (at == data.length) {
                return -1;
            }
            int count = Math.min(Math.min(length, 1 + random.nextInt(most)), data.length - at);
            System.arraycopy(data, at, into, offset, count);
            at += count;
            return count;
        }
    }
}
