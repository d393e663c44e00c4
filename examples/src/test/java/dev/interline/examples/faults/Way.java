package dev.interline.examples.faults;

/** How an answer is asked for. */
enum Way {
    STREAMED,
    WHOLE
}
