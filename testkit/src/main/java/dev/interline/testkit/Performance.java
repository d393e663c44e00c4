package dev.interline.testkit;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.IntSupplier;
import mockwebserver3.MockResponseBody;
import okio.BufferedSink;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer, sent in time and broken as told. Runs on the connection's own thread.
 *
 * <p>A body is sent in chunks, so that it can end early in good order, unless its length is known and nothing happens to
 * it.
 */
final class Performance implements MockResponseBody {

    private final Exchange exchange;
    private final Peer line;
    private final Waits waits;
    private final Score score;
    private final Timing timing;
    private final Reel reel;
    private final long length;
    private final boolean chunked;
    private final @Nullable IntSupplier pieces;
    private final @Nullable Gzip gzip;
    private int sentSteps;
    private int sentBytes;
    private long since;

    /**
     * @param length the body's length if it is sent with one, else -1 for a body in chunks
     * @param zipped whether it is compressed
     */
    Performance(
            Exchange exchange,
            Peer line,
            Waits waits,
            Score score,
            Timing timing,
            Reel reel,
            long length,
            boolean zipped) {
        this.exchange = exchange;
        this.line = line;
        this.waits = waits;
        this.score = score;
        this.timing = timing;
        this.reel = reel;
        this.length = length;
        this.chunked = length < 0 && line.isFramed();
        this.pieces = timing.pieces() == null ? null : timing.pieces().sizes();
        this.gzip = zipped ? new Gzip() : null;
        this.since = waits.now();
    }

    @Override
    public long getContentLength() {
        return length;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        try {
            boolean whole = play(sink);
            if (gzip != null) {
                ByteString end = gzip.end();
                send(sink, end, 0, end.size());
            }
            if (whole) {
                pause(timing.closesAfter(), sink);
            }
            if (chunked) {
                // The library adds the empty line that ends the last chunk.
                sink.writeUtf8("0\r\n");
            }
            exchange.end(false);
        } catch (Curtain end) {
            exchange.end(false);
            if (end.way == Mishap.Way.END) {
                if (chunked) {
                    sink.writeUtf8("0\r\n");
                }
                return;
            }
            sink.flush();
            if (end.way == Mishap.Way.RESET) {
                line.reset();
            } else {
                line.close();
            }
            throw end;
        }
    }

    /** False if the answer ended with an error of its own. */
    private boolean play(BufferedSink sink) throws IOException {
        int tokens = (int) reel.steps().stream().filter(Performance::isToken).count();
        if (meet(-1, sink)) {
            return false;
        }
        int told = 0;
        boolean begun = false;
        for (Step step : reel.steps()) {
            boolean last = told == tokens && step.kind() == Event.Kind.END;
            if (!begun && (isToken(step) || last)) {
                begun = true;
                pause(timing.firstTokenAfter(), sink);
                if (meet(0, sink) || (tokens == 0 && meetRest(0, sink))) {
                    return false;
                }
            } else if (isToken(step)) {
                pause(timing.pace(), sink);
            }
            write(sink, step.bytes());
            sentSteps++;
            if (isToken(step)) {
                told++;
                if (meet(told, sink) || (told == tokens && meetRest(told, sink))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Runs what is to happen after exactly so many tokens; true if the answer ends with it. */
    private boolean meet(int tokens, BufferedSink sink) throws IOException {
        for (Mishap mishap : score.mishaps()) {
            if (mishap.after() == tokens && meet(mishap, sink)) {
                return true;
            }
        }
        return false;
    }

    /** Runs what was to happen after more tokens than there are. */
    private boolean meetRest(int tokens, BufferedSink sink) throws IOException {
        for (Mishap mishap : score.mishaps()) {
            if (mishap.after() > tokens && meet(mishap, sink)) {
                return true;
            }
        }
        return false;
    }

    private boolean meet(Mishap mishap, BufferedSink sink) throws IOException {
        if (mishap instanceof Mishap.Garbage garbage) {
            write(sink, reel.garbage().apply(garbage.text() != null ? garbage.text() : "{\"cut\": \"in the mid"));
            sentSteps++;
        } else if (mishap instanceof Mishap.Pause pause) {
            pause(pause.length(), sink);
        } else if (mishap instanceof Mishap.Hold hold) {
            waits.hold(line, hold.latch(), timing.pings(), () -> write(sink, reel.ping()));
        } else if (mishap instanceof Mishap.Cut cut) {
            throw new Curtain(cut.way());
        } else if (mishap instanceof Mishap.Failure failure) {
            List<Step> error = reel.failing().steps(failure.trouble(), sentSteps);
            for (Step step : error) {
                write(sink, step.bytes());
            }
            return true;
        }
        return false;
    }

    private void pause(Duration length, BufferedSink sink) throws IOException {
        long from = since;
        waits.pause(line, from, length, timing.pings(), () -> write(sink, reel.ping()));
        since = from + length.toNanos();
    }

    private void write(BufferedSink sink, ByteString plain) throws IOException {
        since = waits.now();
        ByteString bytes = gzip == null ? plain : gzip.pack(plain);
        Mishap.Cut cut = score.byteCut();
        int left = cut == null ? Integer.MAX_VALUE : Math.max(0, cut.after() - sentBytes);
        ByteString sent = bytes.size() <= left ? bytes : bytes.substring(0, left);
        for (int from = 0; from < sent.size(); ) {
            int piece = pieces == null ? sent.size() : Math.min(pieces.getAsInt(), sent.size() - from);
            send(sink, sent, from, piece);
            from += piece;
        }
        sentBytes += sent.size();
        if (cut != null && sentBytes >= cut.after()) {
            throw new Curtain(cut.way());
        }
    }

    private void send(BufferedSink sink, ByteString bytes, int from, int count) throws IOException {
        if (chunked) {
            sink.writeHexadecimalUnsignedLong(count).writeUtf8("\r\n");
        }
        sink.write(bytes, from, count);
        if (chunked) {
            sink.writeUtf8("\r\n");
        }
        sink.flush();
    }

    private static boolean isToken(Step step) {
        return step.kind() == Event.Kind.TOKEN;
    }

    /** Ends a body before its time; no failure of anything, so no stack trace. */
    private static final class Curtain extends IOException {

        private static final long serialVersionUID = 1;

        private final Mishap.Way way;

        Curtain(Mishap.Way way) {
            super("cut off as told");
            this.way = way;
        }

        @Override
        public Throwable fillInStackTrace() {
            return this;
        }
    }
}
