package dev.interline.simulation;

import dev.interline.Usage;

/**
 * How large one call is for a vendor.
 *
 * @param input tokens in, as the vendor counts them
 * @param cap the most tokens out that the request allows
 * @param output tokens out, known at the end
 */
record Size(long input, long cap, long output) {

    Usage usage() {
        return Usage.of(input, output);
    }
}
