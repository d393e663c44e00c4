package dev.interline.benchmarks.load;

import dev.interline.wire.frame.EventStreamFrames;
import dev.interline.wire.frame.Frame;
import dev.interline.wire.frame.Frames;
import dev.interline.wire.frame.SseFrames;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * One frame of a stream, from its bytes to where its data lies: the event stream for Converse, server-sent events for the
 * others. An operation is a frame; run it with {@code -prof gc} for bytes a frame.
 */
public class FrameStream extends Spoken {
    private static final int FRAMES = 5_000;

    private byte[] body = {};

    /** Makes the stream. */
    @Setup
    public void open() {
        body = Speech.of(Tongue.of(tongue)).stream(FRAMES);
    }

    /** All frames of a stream. */
    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public void frames(Blackhole hole) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(body);
        Frames frames = tongue.equals("converse") ? new EventStreamFrames(in::read) : new SseFrames(in::read);
        for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
            hole.consume(frame.length());
        }
    }
}
