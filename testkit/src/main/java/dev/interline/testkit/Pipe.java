package dev.interline.testkit;

import dev.interline.time.Gate;
import dev.interline.time.Time;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import mockwebserver3.MockResponse;
import okhttp3.MediaType;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import okio.Sink;
import okio.Source;
import okio.Timeout;
import org.jspecify.annotations.Nullable;

/** One answer on its way through memory. Whoever waits for the other end does so on the clock of the test. */
final class Pipe implements Peer {

    private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);

    private final Time time;
    private final Tally tally;
    private final ReentrantLock lock = new ReentrantLock();
    private final Buffer sent = new Buffer();
    private @Nullable Exchange exchange;
    private @Nullable MockResponse head;
    private @Nullable IOException broken;
    private @Nullable Gate reader;
    private @Nullable Gate server;
    private boolean over;
    private boolean left;
    private boolean counted = true;
    private long due = -1;

    Pipe(Time time, Tally tally) {
        this.time = time;
        this.tally = tally;
        tally.opened();
    }

    // ---- the client's end ----

    /** Waits for the head of the answer. */
    MockResponse head() throws IOException {
        while (true) {
            Gate gate;
            lock.lock();
            try {
                if (head != null) {
                    return head;
                }
                gate = gateOfReader();
            } finally {
                lock.unlock();
            }
            await(gate);
        }
    }

    /** The body, which is known by its length or ends when the server says so. */
    ResponseBody body() throws IOException {
        MockResponse answer = head();
        String type = answer.getHeaders().get("Content-Type");
        String length = answer.getHeaders().get("Content-Length");
        due = length == null ? -1 : Long.parseLong(length);
        Source source = new ForwardingSource(new Buffer()) {
            @Override
            public long read(Buffer into, long most) throws IOException {
                return take(into, most);
            }

            @Override
            public void close() {
                leave();
            }
        };
        return ResponseBody.create(Okio.buffer(source), type == null ? null : MediaType.parse(type), due);
    }

    private long take(Buffer into, long most) throws IOException {
        while (true) {
            Gate gate;
            lock.lock();
            try {
                if (due == 0) {
                    return -1;
                }
                if (!left && sent.size() > 0) {
                    long count = sent.read(into, most);
                    due -= due > 0 ? count : 0;
                    return count;
                }
                if (over && due < 0) {
                    return -1;
                }
                if (over && broken == null) {
                    throw new ProtocolException("unexpected end of stream");
                }
                gate = gateOfReader();
            } finally {
                lock.unlock();
            }
            await(gate);
        }
    }

    /** Under the lock. */
    private Gate gateOfReader() throws IOException {
        if (left) {
            throw new IOException("Canceled");
        }
        if (broken != null) {
            throw broken;
        }
        Gate gate = time.gate();
        reader = gate;
        return gate;
    }

    private static void await(Gate gate) throws IOException {
        try {
            gate.await(FOR_EVER);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    /** The client goes, whether or not all was said. */
    void leave() {
        Gate waitingServer;
        Exchange cut;
        lock.lock();
        try {
            if (left) {
                return;
            }
            left = true;
            waitingServer = server;
            cut = over || broken != null ? null : exchange;
        } finally {
            lock.unlock();
        }
        closed();
        if (cut != null) {
            cut.end(true);
        }
        if (waitingServer != null) {
            waitingServer.open();
        }
        wakeReader();
    }

    // ---- the server's end ----

    @Override
    public void serve(Exchange answering) {
        exchange = answering;
    }

    void begin(MockResponse answer) {
        lock.lock();
        try {
            head = answer;
        } finally {
            lock.unlock();
        }
        wakeReader();
    }

    Sink sink() {
        return new Sink() {
            @Override
            public void write(Buffer source, long count) throws IOException {
                lock.lock();
                try {
                    check();
                    sent.write(source, count);
                } finally {
                    lock.unlock();
                }
                wakeReader();
            }

            @Override
            public void flush() {}

            @Override
            public Timeout timeout() {
                return Timeout.NONE;
            }

            @Override
            public void close() {}
        };
    }

    /** All was said. */
    void end() {
        lock.lock();
        try {
            over = true;
        } finally {
            lock.unlock();
        }
        closed();
        wakeReader();
    }

    /** Something ended the answer before its time; what came first holds. */
    void breakOff(IOException why) {
        lock.lock();
        try {
            if (broken == null) {
                broken = why;
            }
        } finally {
            lock.unlock();
        }
        closed();
        wakeReader();
    }

    @Override
    public void linger(int millis) throws IOException {
        Gate gate = time.gate();
        lock.lock();
        try {
            check();
            server = gate;
        } finally {
            lock.unlock();
        }
        try {
            gate.await(Duration.ofMillis(millis));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
        lock.lock();
        try {
            check();
        } finally {
            lock.unlock();
        }
    }

    private void check() throws IOException {
        if (left) {
            throw new IOException("the client has gone");
        }
        if (broken != null) {
            throw new IOException("the client was hung up on");
        }
    }

    @Override
    public boolean isFramed() {
        return false;
    }

    @Override
    public void reset() {
        breakOff(new SocketException("Connection reset"));
    }

    @Override
    public void close() {
        breakOff(new ProtocolException("unexpected end of stream"));
    }

    private void wakeReader() {
        Gate waiting;
        lock.lock();
        try {
            waiting = reader;
        } finally {
            lock.unlock();
        }
        if (waiting != null) {
            waiting.open();
        }
    }

    private void closed() {
        lock.lock();
        try {
            if (!counted) {
                return;
            }
            counted = false;
        } finally {
            lock.unlock();
        }
        tally.closed();
    }
}
