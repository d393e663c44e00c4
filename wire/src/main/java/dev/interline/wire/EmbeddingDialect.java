package dev.interline.wire;

/**
 * A format for vectors as one cloud speaks it: what is said, where, with which small differences, and by whom.
 *
 * @param format what is said
 * @param place where; never for a stream
 * @param adjust the small differences
 * @param signer who says it
 */
public record EmbeddingDialect(EmbeddingFormat format, Place place, Adjust adjust, Signer signer) {}
