package dev.interline.wire.frame;

/**
 * How {@link SseFrames} reads: how much it takes, and where it is kinder than "Server-sent events" of the WHATWG HTML
 * standard, because services and gateways are not always careful at the end of a body.
 *
 * @param maxEvent most bytes of data in one event, at least 1
 * @param keepUnfinished whether an event is delivered although the body ends before its blank line, or before the end
 *     of its last line; the frame then says that it is {@linkplain Frame#unfinished() unfinished}. The standard drops
 *     it.
 * @param maxStray most bytes kept of JSON that stands in the body without being an event, see
 *     {@link SseFrames#stray()}; 0 to keep none, as the standard does
 */
public record SseRules(int maxEvent, boolean keepUnfinished, int maxStray) {
    private static final int MEBIBYTE = 1 << 20;

    /** Events up to 16 MiB, unfinished ones too, and up to 64 KiB of stray JSON. */
    public static final SseRules LENIENT = new SseRules(16 * MEBIBYTE, true, 64 << 10);

    /** Events up to 16 MiB, and otherwise the letter of the standard. */
    public static final SseRules STANDARD = new SseRules(16 * MEBIBYTE, false, 0);

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if {@code maxEvent} is not between 1 byte and 1 GiB, or {@code maxStray} is not
     *     between 0 and 1 GiB
     */
    public SseRules {
        if (maxEvent < 1 || maxEvent > 1024 * MEBIBYTE)
            throw new IllegalArgumentException("maxEvent is " + maxEvent + "; use 1 to " + 1024 * MEBIBYTE + " bytes");
        if (maxStray < 0 || maxStray > 1024 * MEBIBYTE)
            throw new IllegalArgumentException("maxStray is " + maxStray + "; use 0 to " + 1024 * MEBIBYTE + " bytes");
    }

    /** The same rules with another limit for the data of one event, in bytes. */
    public SseRules withMaxEvent(int bytes) {
        return new SseRules(bytes, keepUnfinished, maxStray);
    }
}
