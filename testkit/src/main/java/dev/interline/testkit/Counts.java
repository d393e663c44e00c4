package dev.interline.testkit;

/**
 * Token counts as a fake cloud reports them, in tokens, none negative.
 *
 * @param input the whole prompt, cached tokens included (formats that leave these out subtract them)
 * @param output the whole answer, thinking included
 * @param thinking the part of the output that was thinking
 * @param cached the part of the input that came from a cache
 */
public record Counts(int input, int output, int thinking, int cached) {

    /**
     * Checks the counts.
     *
     * @throws IllegalArgumentException if a count is negative or a part exceeds its whole
     */
    public Counts {
        if (thinking < 0 || cached < 0 || thinking > output || cached > input) {
            throw new IllegalArgumentException("token counts must be 0 or more, thinking at most output (" + output
                    + "), cached at most input (" + input + ")");
        }
    }

    /** Counts without thinking and without a cache. */
    public static Counts of(int input, int output) {
        return new Counts(input, output, 0, 0);
    }

    int total() {
        return input + output;
    }

    int uncached() {
        return input - cached;
    }

    int visible() {
        return output - thinking;
    }
}
