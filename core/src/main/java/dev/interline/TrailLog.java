package dev.interline;

import dev.interline.error.ChatException;
import dev.interline.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The trail of a call while it is being written; one for the call and all its attempts. Models that send something open
 * a {@link Line} for every request. Thread-safe.
 */
public final class TrailLog {
    private final ConcurrentLinkedQueue<Line> lines = new ConcurrentLinkedQueue<>();

    private final AtomicInteger sent = new AtomicInteger();

    TrailLog() {}

    /** The trail up to now. */
    public Trail snapshot() {
        List<Hop> hops = new ArrayList<>();
        for (Line line : lines) {
            hops.add(new Hop(line));
        }
        return new Trail(hops);
    }

    int sent() {
        return sent.get();
    }

    Line add(Line line) {
        if (line.sent) {
            sent.incrementAndGet();
        }
        lines.add(line);
        return line;
    }

    /** One line, open until the attempt ends. Written by one thread at a time, read by any. */
    public static final class Line {
        final Hop.Why why;
        final String target;
        final ModelId model;
        final boolean sent;
        final long at;
        final Duration waited;
        private final Time time;
        private final long start;
        volatile long firstContent = -1;
        volatile long took = -1;
        volatile @Nullable ChatException failure;
        volatile int status;
        volatile String requestId = "";
        volatile Usage usage = Usage.UNKNOWN;

        Line(Hop.Why why, String target, ModelId model, boolean sent, long at, Duration waited, Time time) {
            this.why = why;
            this.target = target;
            this.model = model;
            this.sent = sent;
            this.at = at;
            this.waited = waited;
            this.time = time;
            this.start = time.nanos();
        }

        /** The head of the answer has come. */
        public void answered(int status, String requestId) {
            this.status = status;
            this.requestId = requestId;
        }

        /** The first content has come. */
        public void content() {
            if (firstContent < 0) {
                firstContent = time.nanos() - start;
            }
        }

        /** The answer is complete. Only the first word on the end counts. */
        public void done(Usage usage) {
            if (took >= 0) {
                return;
            }
            this.usage = usage;
            this.took = time.nanos() - start;
        }

        /** It failed; what the failure says of status and request id counts, unless the end was told before. */
        public void failed(ChatException failure) {
            if (took >= 0) {
                return;
            }
            this.failure = failure;
            if (failure.status() != 0) {
                this.status = failure.status();
            }
            if (!failure.requestId().isEmpty()) {
                this.requestId = failure.requestId();
            }
            this.took = time.nanos() - start;
        }
    }
}
