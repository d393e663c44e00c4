package dev.interline.testkit;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The server's end of one connection. It waits by reading: whoever waits on a line notices at once that the client has
 * gone, with no thread to watch for it, and closing the line ends the wait.
 */
final class Line extends Socket implements Peer {

    private final Tally tally;
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final AtomicReference<@Nullable Exchange> current = new AtomicReference<>();
    private @Nullable InputStream input;
    private @Nullable OutputStream output;
    private int readAhead = -1;

    Line(Tally tally) {
        this.tally = tally;
    }

    @Override
    public void serve(Exchange exchange) {
        current.set(exchange);
    }

    @Override
    public void linger(int millis) throws IOException {
        if (isClosed()) {
            throw new IOException("the line is closed");
        }
        if (readAhead >= 0) {
            // The socket can tell no more of a client that pipelines; HTTP clients of today do not.
            throw hangUp(new IOException("the next request came before this answer had ended"));
        }
        try {
            setSoTimeout(millis);
            readAhead = super.getInputStream().read();
            if (readAhead < 0) {
                throw hangUp(new IOException("the client has gone"));
            }
        } catch (SocketTimeoutException elapsed) {
            return;
        } catch (IOException gone) {
            throw hangUp(gone);
        } finally {
            if (!isClosed()) {
                setSoTimeout(0);
            }
        }
    }

    @Override
    public boolean isFramed() {
        return true;
    }

    @Override
    public void reset() throws IOException {
        setSoLinger(true, 0);
        close();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        InputStream stream = input;
        if (stream == null) {
            stream = new Input(super.getInputStream());
            input = stream;
        }
        return stream;
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        OutputStream stream = output;
        if (stream == null) {
            stream = new Output(super.getOutputStream());
            output = stream;
        }
        return stream;
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // Socket's own part locks; ours is one atomic flag
    public void close() throws IOException {
        try {
            super.close();
        } finally {
            if (open.getAndSet(false)) {
                Exchange cut = current.get();
                if (cut != null) {
                    cut.end(true);
                }
                tally.closed();
            }
        }
    }

    private IOException hangUp(IOException why) {
        try {
            close();
        } catch (IOException e) {
            why.addSuppressed(e);
        }
        return why;
    }

    /** Gives back first what a wait has read ahead. */
    private final class Input extends FilterInputStream {

        Input(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            if (readAhead >= 0) {
                int held = readAhead;
                readAhead = -1;
                return held;
            }
            try {
                return super.read();
            } catch (IOException e) {
                throw hangUp(e);
            }
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (readAhead >= 0 && length > 0) {
                bytes[offset] = (byte) read();
                return 1;
            }
            try {
                return super.read(bytes, offset, length);
            } catch (IOException e) {
                throw hangUp(e);
            }
        }

        @Override
        public void close() throws IOException {
            Line.this.close();
        }
    }

    /** Closes the line when a write fails: the server library leaves such a socket open until its own end. */
    private final class Output extends FilterOutputStream {

        Output(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                throw hangUp(e);
            }
        }

        @Override
        public void close() throws IOException {
            Line.this.close();
        }
    }
}
