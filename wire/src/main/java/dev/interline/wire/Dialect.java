package dev.interline.wire;

/**
 * A format as one cloud speaks it: what is said, where, in which frames, with which small differences, and by whom.
 *
 * @param format what is said
 * @param place where
 * @param framing how a stream is cut
 * @param adjust the small differences
 * @param signer who says it
 */
public record Dialect(WireFormat format, Place place, Framing framing, Adjust adjust, Signer signer) {}
