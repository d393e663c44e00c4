package dev.interline;

import org.jspecify.annotations.Nullable;

/**
 * A source that a piece of text refers to.
 *
 * @param title what the source calls itself, or null
 * @param url where it is, or null
 * @param quote the words of the source, or null
 * @param start first UTF-16 unit of the citing text that the citation covers, or -1 when the vendor does not say
 * @param end the unit after the last one, or -1
 * @param opaque the vendor's own form of it, or null
 */
public record Citation(
        @Nullable String title,
        @Nullable String url,
        @Nullable String quote,
        int start,
        int end,
        @Nullable Opaque opaque) {}
