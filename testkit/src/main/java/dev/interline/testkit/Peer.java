package dev.interline.testkit;

import java.io.IOException;

/** The client, as whoever answers it sees it: it can be waited on and hung up on, and it may be gone. */
interface Peer {

    /** The exchange that is being answered; it counts as abandoned if the client leaves it. */
    void serve(Exchange exchange);

    /**
     * Waits, at most so many milliseconds (at least 1).
     *
     * @throws IOException if the client has gone or was hung up on
     */
    void linger(int millis) throws IOException;

    /** Whether a body of unknown length has to be framed in chunks. */
    boolean isFramed();

    /** Hangs up with a reset, so that the client sees an error and no end. */
    void reset() throws IOException;

    /** Hangs up. */
    void close() throws IOException;
}
