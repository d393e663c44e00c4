package dev.interline.testkit;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Something that happens in the middle of an answer, after that many tokens; -1 is before the very first event. */
sealed interface Mishap {

    int after();

    /** An event that cannot be read, between readable ones; null for a text that is no JSON. */
    record Garbage(int after, @Nullable String text) implements Mishap {}

    /** The cloud's own error event; the answer ends with it. */
    record Failure(int after, Trouble trouble) implements Mishap {}

    /** Nothing for a while, then the answer goes on. */
    record Pause(int after, Duration length) implements Mishap {}

    /** Nothing until the test says so, then the answer goes on. */
    record Hold(int after, CountDownLatch latch) implements Mishap {}

    /** The answer ends here. */
    record Cut(int after, Way way) implements Mishap {}

    /** How an answer is cut off. */
    enum Way {
        /** The body ends as if all were said. */
        END,
        /** The connection is closed, the body left unfinished. */
        CLOSE,
        /** The connection is reset. */
        RESET
    }
}
