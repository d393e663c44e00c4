/** Formats of Cohere's models. */
@org.jspecify.annotations.NullMarked
package dev.interline.wire.cohere;
