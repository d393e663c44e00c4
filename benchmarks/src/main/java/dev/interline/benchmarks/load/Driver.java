package dev.interline.benchmarks.load;

import java.util.function.Consumer;

/** One way of asking a cloud; used by many threads. */
public interface Driver {
    /** What is asked. */
    String PROMPT = "What is the capital of France, and what is it known for?";

    /** The cap that goes with it. */
    int CAP = 1_000;

    /**
     * What came.
     *
     * @param characters of the text
     * @param tokens as the vendor counted them
     */
    record Told(int characters, long tokens) {}

    /** Asks for a whole answer. */
    Told ask() throws Exception;

    /** Asks for a stream. */
    Told stream(Consumer<String> onText) throws Exception;
}
