/** Formats of Amazon's own models. */
@org.jspecify.annotations.NullMarked
package dev.interline.wire.amazon;
